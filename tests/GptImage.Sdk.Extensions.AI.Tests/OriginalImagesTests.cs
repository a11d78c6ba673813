using System.Text.Json;
using GptImage.Sdk.Testing;
using Microsoft.Extensions.AI;

namespace GptImage.Sdk.Extensions.AI.Tests;

public sealed class OriginalImagesTests(GeneratorFixture fixture) : IClassFixture<GeneratorFixture>
{
    private readonly GeneratorFixture _fixture = fixture.Fresh();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Edit_FourKindsOfOriginals_ArriveInTheirOrder(bool middleware)
    {
        byte[] first = Pictures.Png();
        byte[] third = Pictures.Jpeg();
        UploadedImage file = await _fixture.Client.Files.UploadAsync(
            ImageInput.FromBytes(Pictures.Webp()), cancellationToken: GeneratorFixture.Token);
        AIContent[] originals =
        [
            new DataContent(first, "image/png") { Name = "C:/Users/me/kitchen.png" },
            new UriContent(new Uri("https://pictures.example/one.png"), "image/png"),
            new UriContent($"data:image/jpeg;base64,{Convert.ToBase64String(third)}", "image/jpeg"),
            new HostedFileContent(file.Id),
        ];

        await _fixture.Behind(middleware).EditImagesAsync(originals, "Join them", cancellationToken: GeneratorFixture.Token);

        FakeRequest sent = _fixture.Service.Requests[^1];
        Assert.Equal("images/edits", sent.Endpoint);
        Assert.Equal(first, sent.Images[0].Bytes.ToArray());
        Assert.Equal(new Uri("https://pictures.example/one.png"), sent.Images[1].Url);
        Assert.Equal(third, sent.Images[2].Bytes.ToArray());
        Assert.Equal(file.Id, sent.Images[3].FileId);
        Assert.Equal(4, sent.Images.Count);
        Assert.DoesNotContain(sent.Headers.Values.Concat(sent.Fields.Values), text => text.Contains("kitchen", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Edit_MaskAmongTheOriginals_IsSentAsTheMask(bool middleware)
    {
        byte[] mask = Pictures.Mask();
        AIContent[] originals = [new DataContent(mask, "image/png").AsMask(), new DataContent(Pictures.Png(), "image/png")];

        await _fixture.Behind(middleware).EditImagesAsync(originals, "A balloon", cancellationToken: GeneratorFixture.Token);

        FakeRequest sent = Assert.Single(_fixture.Service.Requests);
        Assert.Equal(mask, sent.Mask?.Bytes.ToArray());
        Assert.Single(sent.Images);
        Assert.Null(sent.Markup);
    }

    [Fact]
    public async Task Edit_MarkupAmongTheOriginals_IsSentAsTheMarkup()
    {
        byte[] markup = Pictures.Mask();
        AIContent[] originals = [new DataContent(Pictures.Png(), "image/png"), new DataContent(markup, "image/png").AsMarkup()];

        await _fixture.Generator.EditImagesAsync(
            originals, "Follow the arrow", new ImageGenerationOptions { ModelId = "gpt-image-2.5-flare" }, GeneratorFixture.Token);

        FakeRequest sent = Assert.Single(_fixture.Service.Requests);
        Assert.Equal(markup, sent.Markup?.Bytes.ToArray());
        Assert.Single(sent.Images);
    }

    [Fact]
    public async Task Edit_Role_StandsInThePrompt()
    {
        AIContent[] originals =
            [new DataContent(Pictures.Png(), "image/png"), new DataContent(Pictures.Jpeg(), "image/jpeg").As(ReferenceRole.Style)];

        await _fixture.Generator.EditImagesAsync(originals, "A harbour", cancellationToken: GeneratorFixture.Token);

        Assert.Contains(
            "style reference; take its style only", _fixture.Service.Requests[0].Fields["prompt"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Edit_TwoMasks_AreRefused()
    {
        DataContent mask = new(Pictures.Mask(), "image/png");

        ArgumentException exception = await Assert.ThrowsAsync<ArgumentException>(() => EditAsync(mask.AsMask(), mask.AsMask()));

        Assert.StartsWith("The request has two masks.", exception.Message, StringComparison.Ordinal);
        Assert.Empty(_fixture.Service.Requests);
    }

    [Fact]
    public async Task Edit_MaskWithoutAPicture_IsAFinding()
    {
        GptImageValidationException exception = await Assert.ThrowsAsync<GptImageValidationException>(
            () => EditAsync(new DataContent(Pictures.Mask(), "image/png").AsMask()));

        Assert.Contains(exception.Findings, finding => finding.RuleId == "inputs-none");
    }

    [Fact]
    public async Task Edit_ContentOfAnotherKind_IsRefusedByItsType()
    {
        ArgumentException exception = await Assert.ThrowsAsync<ArgumentException>(() => EditAsync(new TextContent("a cat")));

        Assert.StartsWith("A TextContent is not a picture that can be sent.", exception.Message, StringComparison.Ordinal);
        Assert.Empty(_fixture.Service.Requests);
    }

    [Fact]
    public async Task Edit_NullContent_IsRefused() =>
        await Assert.ThrowsAsync<ArgumentException>(() => EditAsync([null!]));

    [Fact]
    public async Task Edit_UnknownMark_IsRefused()
    {
        DataContent content = new(Pictures.Png(), "image/png") { AdditionalProperties = new() { ["gptimage.role"] = "hat" } };

        ArgumentException exception = await Assert.ThrowsAsync<ArgumentException>(() => EditAsync(content));

        Assert.StartsWith("An original image is marked as 'hat' (gptimage.role).", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Edit_OriginalsThatCanBeReadOnce_AreReadOnce()
    {
        int reads = 0;
        IEnumerable<AIContent> Originals()
        {
            reads++;
            yield return new DataContent(Pictures.Png(), "image/png");
        }

        await _fixture.Generator.EditImagesAsync(Originals(), "Make it night", cancellationToken: GeneratorFixture.Token);

        Assert.Equal(1, reads);
        Assert.Single(_fixture.Service.Requests[0].Images);
    }

    [Fact]
    public async Task Generate_EmptyOriginals_IsTextToImage()
    {
        await EditAsync();

        Assert.Equal("images/generations", _fixture.Service.Requests[0].Endpoint);
    }

    [Fact]
    public void As_AContent_LeavesItUnchangedAndSharesItsMemory()
    {
        byte[] bytes = Pictures.Png();
        DataContent content = new(bytes, "image/png")
        {
            Name = "kitchen",
            AdditionalProperties = new() { ["mine"] = 1 },
            RawRepresentation = bytes,
        };

        DataContent copy = Assert.IsType<DataContent>(content.As(ReferenceRole.FullBody));

        Assert.Equal(1, content.AdditionalProperties?.Count);
        Assert.Equal(content.Data, copy.Data);
        Assert.Equal(("kitchen", "image/png", bytes), (copy.Name, copy.MediaType, copy.RawRepresentation));
        Assert.Equal((1, "FullBody"), (copy.AdditionalProperties?["mine"], copy.AdditionalProperties?["gptimage.role"]));
        Assert.Equal(ReferenceRole.FullBody, copy.ToImageInput().Role);
    }

    [Fact]
    public void As_AFile_KeepsAllOfIt()
    {
        HostedFileContent content = new("file-1") { MediaType = "image/png", Name = "kitchen.png", SizeInBytes = 12, Scope = "s" };

        HostedFileContent copy = Assert.IsType<HostedFileContent>(content.AsMarkup());

        Assert.Equal(
            ("file-1", "image/png", "kitchen.png", 12L, "s"), (copy.FileId, copy.MediaType, copy.Name, copy.SizeInBytes, copy.Scope));
    }

    [Fact]
    public void As_ARoleThatIsNone_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>("role", () => new HostedFileContent("file-1").As((ReferenceRole)99));

    [Fact]
    public void AsMask_AContentThatIsNoPicture_Throws() => Assert.Throws<ArgumentException>(() => new TextContent("a cat").AsMask());

    [Fact]
    public async Task Edit_MarkedContentFromJson_KeepsItsMark()
    {
        AIContent marked = new DataContent(Pictures.Mask(), "image/png").AsMask();
        AIContent? read = JsonSerializer.Deserialize<AIContent>(
            JsonSerializer.Serialize(marked, AIJsonUtilities.DefaultOptions), AIJsonUtilities.DefaultOptions);

        await EditAsync(new DataContent(Pictures.Png(), "image/png"), Assert.IsType<DataContent>(read));

        Assert.NotNull(_fixture.Service.Requests[0].Mask);
    }

    [Fact]
    public void ToImageInput_Bytes_AreNotCopied()
    {
        byte[] bytes = Pictures.Png();

        using Stream stream = new DataContent(bytes, "image/png").ToImageInput().OpenRead();

        bytes[0] = 7;
        Assert.Equal(7, stream.ReadByte());
    }

    [Fact]
    public void ToImageInput_AnAddressTheServiceCannotReach_Throws() =>
        Assert.Throws<ArgumentException>(() => new UriContent(new Uri("http://pictures.example/one.png"), "image/png").ToImageInput());

    private Task<ImageGenerationResponse> EditAsync(params AIContent[] originals) =>
        _fixture.Generator.EditImagesAsync(originals, "Make it night", cancellationToken: GeneratorFixture.Token);
}
