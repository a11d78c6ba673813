using System.Text.Json;

namespace GptImage.Sdk.Tests;

public sealed class ImageRequestTests
{
    private static ImageInput Picture => ImageInput.FromFileId("file-1");

    [Fact]
    public void Constructor_NullPrompt_Throws() => Assert.Throws<ArgumentNullException>(() => new TextToImageRequest(null!));

    [Fact]
    public void Defaults_LeaveEverythingToTheService()
    {
        TextToImageRequest request = new("x");

        Assert.Equal((1, true), (request.Count, request.Size.IsAuto));
        Assert.Null(request.Model);
        Assert.Null(request.Quality);
        Assert.Empty(request.Text);
    }

    [Fact]
    public void Lists_ChangedAfterwards_DoNotChangeTheRequest()
    {
        List<TextElement> texts = [new("Open")];
        List<ImageInput> images = [Picture];
        List<Character> characters = [new("Mia") { References = [Picture] }];
        Dictionary<string, object> parameters = new() { ["user"] = "u-1" };
        ImageToImageRequest edit = new("x", images) { Text = texts, AdditionalParameters = parameters };
        CharacterReferenceRequest scene = new("x", characters) { References = images };
        Character mia = new("Mia") { References = images };

        texts.Clear();
        images.Add(Picture);
        characters.Clear();
        parameters.Clear();

        Assert.Equal((1, 1, 1), (edit.Text.Count, edit.Images.Count, edit.AdditionalParameters.Count));
        Assert.Equal((1, 1, 1), (scene.Characters.Count, scene.References.Count, mia.References.Count));
    }

    [Fact]
    public void Lists_CastBack_CannotBeChanged() =>
        Assert.IsNotAssignableFrom<IList<ImageInput>>(new ImageToImageRequest("x", Picture).Images);

    [Fact]
    public void Lists_WithNull_Throw()
    {
        Assert.Throws<ArgumentException>(() => new ImageToImageRequest("x", [null!]));
        Assert.Throws<ArgumentException>(() => new CharacterReferenceRequest("x", [null!]));
        Assert.Throws<ArgumentException>(() => new TextToImageRequest("x") { Text = [null!] });
        Assert.Throws<ArgumentException>(() => new Character("Mia") { References = [null!] });
        Assert.Throws<ArgumentNullException>(() => new TextToImageRequest("x") { Text = null! });
    }

    [Fact]
    public void With_OtherValue_LeavesTheOriginalAlone()
    {
        TextToImageRequest request = new("x") { Count = 2 };

        TextToImageRequest other = request with { Count = 3, Prompt = "y" };

        Assert.Equal(("x", 2), (request.Prompt, request.Count));
        Assert.Equal(("y", 3), (other.Prompt, other.Count));
    }

    [Fact]
    public void AdditionalParameters_JsonOfADisposedDocument_IsKept()
    {
        TextToImageRequest request;
        using (JsonDocument document = JsonDocument.Parse("""{"a":[1]}"""))
        {
            request = new("x") { AdditionalParameters = new Dictionary<string, object> { ["x"] = document.RootElement } };
        }

        Assert.Equal("""{"a":[1]}""", Plans.Explain(request).Fields["x"]);
    }

    [Fact]
    public void AdditionalParameters_WhatCannotBeSent_Throws()
    {
        foreach (
            object value in new object[] { double.NaN, double.PositiveInfinity, default(JsonElement), new object(), DateTime.UnixEpoch })
        {
            Assert.Throws<ArgumentException>(() => new TextToImageRequest("x")
            {
                AdditionalParameters = new Dictionary<string,
                object>
                { ["x"] = value },
            });
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\"b")]
    [InlineData("a\r\nb")]
    [InlineData("ä")]
    public void AdditionalParameters_NameThatIsNoFieldName_Throws(string name) =>
        Assert.Throws<ArgumentException>(() => new TextToImageRequest("x")
        {
            AdditionalParameters = new Dictionary<string,
            object>
            { [name] = 1 },
        });

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(null)]
    public void Character_WithoutName_Throws(string? name) => Assert.ThrowsAny<ArgumentException>(() => new Character(name!));
}
