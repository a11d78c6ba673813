using System.Drawing;
using System.Reflection;
using GptImage.Sdk.Testing;
using Microsoft.Extensions.AI;

namespace GptImage.Sdk.Extensions.AI.Tests;

public sealed class RawRequestTests(GeneratorFixture fixture) : IClassFixture<GeneratorFixture>
{
    private readonly GeneratorFixture _fixture = fixture.Fresh();

    [Fact]
    public async Task Generate_CharactersAndTexts_AreComposedIntoThePrompt()
    {
        byte[] portrait = Pictures.Png();
        Character mia = new("Mia") { Appearance = "green eyes", References = [ImageInput.FromBytes(portrait)] };

        await GenerateAsync(
            "Mia waves from the pier",
            new CharacterReferenceRequest("", mia) { Text = [new TextElement("Café Lumière") { Placement = "sign" }] });

        FakeRequest sent = Assert.Single(_fixture.Service.Requests);
        Assert.Contains("Mia waves from the pier", sent.Fields["prompt"], StringComparison.Ordinal);
        Assert.Contains("green eyes", sent.Fields["prompt"], StringComparison.Ordinal);
        Assert.Contains("\"Café Lumière\"", sent.Fields["prompt"], StringComparison.Ordinal);
        Assert.Equal(portrait, Assert.Single(sent.Images).Bytes.ToArray());
    }

    [Fact]
    public async Task Generate_OriginalsWithCharacters_AreFurtherReferences()
    {
        byte[] portrait = Pictures.Png();
        byte[] style = Pictures.Jpeg();
        Character mia = new("Mia") { References = [ImageInput.FromBytes(portrait)] };

        await GenerateAsync(
            "Mia waves", new CharacterReferenceRequest("", mia), new DataContent(style, "image/jpeg").As(ReferenceRole.Style));

        FakeRequest sent = Assert.Single(_fixture.Service.Requests);
        Assert.Equal([portrait, style], sent.Images.Select(image => image.Bytes.ToArray()));
        Assert.Contains("style reference", sent.Fields["prompt"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Generate_OriginalWithoutARole_IsWhatTheCharactersAreDrawnInto()
    {
        byte[] portrait = Pictures.Png();
        byte[] pier = Pictures.Jpeg();
        byte[] mask = Pictures.Mask();
        Character mia = new("Mia") { References = [ImageInput.FromBytes(portrait)] };

        await GenerateAsync(
            "Mia waves", new CharacterReferenceRequest("", mia), new DataContent(pier, "image/jpeg"),
            new DataContent(mask, "image/png").AsMask());

        FakeRequest sent = Assert.Single(_fixture.Service.Requests);
        Assert.Equal([pier, portrait], sent.Images.Select(image => image.Bytes.ToArray()));
        Assert.Equal(mask, sent.Mask?.Bytes.ToArray());
        Assert.Contains("the picture to change", sent.Fields["prompt"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Generate_OriginalWithoutARoleBehindAnother_IsWhatTheCharactersAreDrawnInto()
    {
        Character mia = new("Mia") { References = [ImageInput.FromBytes(Pictures.Png())] };
        DataContent style = new(Pictures.Jpeg(), "image/jpeg");

        CharacterReferenceRequest mapped = Assert.IsType<CharacterReferenceRequest>(await MapAsync(
            new CharacterReferenceRequest("Mia waves", mia), style.As(ReferenceRole.Style), new DataContent(Pictures.Png(), "image/png")));

        Assert.Equal([ReferenceRole.Style, ReferenceRole.PictureToChange], mapped.References.Select(image => image.Role));
    }

    [Fact]
    public async Task Generate_SecondPictureToChange_IsRefused()
    {
        CharacterReferenceRequest raw = new("Mia waves", new Character("Mia"))
        {
            References = [ImageInput.FromBytes(Pictures.Png()).As(ReferenceRole.PictureToChange)],
        };

        ArgumentException exception =
            await Assert.ThrowsAsync<ArgumentException>(() => MapAsync(raw, new DataContent(Pictures.Png(), "image/png")));

        Assert.StartsWith("The request has a picture to change in OriginalImages", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "A harbour")]
    [InlineData(null, "A harbour")]
    [InlineData("A lighthouse", "A lighthouse")]
    public async Task Generate_PromptOfTheCall_ReplacesThatOfTheRawRequest(string? prompt, string sent)
    {
        await GenerateAsync(prompt, new TextToImageRequest("A harbour"));

        Assert.Equal(sent, _fixture.Service.Requests[0].Fields["prompt"]);
    }

    [Fact]
    public async Task Generate_WhatIsSetOnTheRawRequest_WinsButForTheCount()
    {
        TextToImageRequest raw = new("A harbour")
        {
            Model = ImageModel.GptImage15,
            Count = 3,
            Size = ImageSize.Portrait,
            OutputFormat = OutputFormat.Webp,
            Quality = ImageQuality.Low,
            AdditionalParameters = new Dictionary<string, object> { ["user"] = "raw" },
        };
        ImageGenerationOptions options = new()
        {
            RawRepresentationFactory = _ => raw,
            ModelId = "gpt-image-2",
            Count = 2,
            ImageSize = new Size(1024, 1024),
            MediaType = "image/jpeg",
            AdditionalProperties = new() { ["quality"] = "high", ["user"] = "options" },
        };

        await _fixture.Generator.GenerateImagesAsync("", options, GeneratorFixture.Token);

        FakeRequest sent = Assert.Single(_fixture.Service.Requests);
        Assert.Equal(("gpt-image-1.5", "2", "1024x1536"), (sent.Fields["model"], sent.Fields["n"], sent.Fields["size"]));
        Assert.Equal(("webp", "low", "raw"), (sent.Fields["output_format"], sent.Fields["quality"], sent.Fields["user"]));
    }

    [Fact]
    public async Task Generate_OriginalsWithATextToImageRequest_BecomeAnEditWithAllItsSettings()
    {
        TextToImageRequest raw = SampleSettings.Fill(new TextToImageRequest("Make it night")) with
        {
            Count = 2,
            Size = ImageSize.Portrait,
            Animation = new ImageAnimation { FrameCount = 4 },
            Svg = new SvgAuthor("gpt-5"),
            Text = [new TextElement("Night")],
        };

        ImageToImageRequest edit = Assert.IsType<ImageToImageRequest>(
            await MapAsync(raw, new DataContent(Pictures.Png(), "image/png")));

        SampleSettings.AssertIn(edit);
        Assert.All(
            typeof(ImageRequest).GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly),
            property => Assert.Equal(property.GetValue(raw), property.GetValue(edit)));
        Assert.Single(edit.Images);
    }

    [Fact]
    public async Task Generate_OriginalsBesideImagesOfTheRawRequest_AreRefused()
    {
        ArgumentException exception = await Assert.ThrowsAsync<ArgumentException>(
            () => GenerateAsync(
                "Make it night", new ImageToImageRequest("", ImageInput.FromBytes(Pictures.Png())),
                new DataContent(Pictures.Png(), "image/png")));

        Assert.Contains("OriginalImages", exception.Message, StringComparison.Ordinal);
        Assert.Empty(_fixture.Service.Requests);
    }

    [Fact]
    public async Task Generate_MaskBesideTheMaskOfTheRawRequest_IsRefused()
    {
        ImageToImageRequest raw = new("", Array.Empty<ImageInput>()) { Mask = ImageInput.FromBytes(Pictures.Mask()) };

        ArgumentException exception = await Assert.ThrowsAsync<ArgumentException>(
            () => GenerateAsync("Make it night", raw, new DataContent(Pictures.Mask(), "image/png").AsMask()));

        Assert.StartsWith("The request has two masks.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Generate_RawImagesAlone_AreSent()
    {
        byte[] picture = Pictures.Png();

        await GenerateAsync(
            "Make it night",
            new ImageToImageRequest("", ImageInput.FromBytes(picture)) { Mask = ImageInput.FromBytes(Pictures.Mask()) });

        FakeRequest sent = Assert.Single(_fixture.Service.Requests);
        Assert.Equal(picture, Assert.Single(sent.Images).Bytes.ToArray());
        Assert.NotNull(sent.Mask);
    }

    [Fact]
    public async Task Generate_RawRepresentationFactory_IsGivenTheGeneratorItself()
    {
        IImageGenerator? given = null;
        ImageGenerationOptions options = new() { RawRepresentationFactory = generator => (given = generator, (object?)null).Item2 };

        await _fixture.Behind(middleware: true).GenerateImagesAsync("A lighthouse", options, GeneratorFixture.Token);

        Assert.Same(_fixture.Generator, given);
    }

    private Task<ImageGenerationResponse> GenerateAsync(string? prompt, ImageRequest raw, params AIContent[] originals) =>
        _fixture.Generator.GenerateAsync(
            new ImageGenerationRequest { Prompt = prompt, OriginalImages = originals },
            new ImageGenerationOptions { RawRepresentationFactory = _ => raw }, GeneratorFixture.Token);

    private static async Task<ImageRequest> MapAsync(ImageRequest raw, params AIContent[] originals)
    {
        RecordingClient client = new();
        using IImageGenerator generator = client.AsIImageGenerator();
        await generator.GenerateAsync(
            new ImageGenerationRequest { OriginalImages = originals },
            new ImageGenerationOptions { RawRepresentationFactory = _ => raw }, GeneratorFixture.Token);
        return Assert.Single(client.Requests);
    }
}
