using GptImage.Sdk.Testing;

namespace GptImage.Sdk.ServiceTests;

/// <summary>What a caller gets for bad input: a message that says what would be right, and nothing on the wire.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly FakeGptImageService _service =
        FakeGptImageService.Start(new FakeGptImageServiceOptions { Drawing = FakeDrawing.Plain });
    private readonly GptImageClient _client;
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public BadInputTests() => _client = Clients.For(_service);

    public static TheoryData<string, string, string> Cases => new()
    {
        { "prompt empty", "prompt-empty", "1 character or more" },
        { "prompt too long", "prompt-length", "32,001 characters; gpt-image-2 takes up to 32,000" },
        { "prompt with half an emoji", "prompt-surrogate", "index 3" },
        { "count 0", "count-range", "1 to 10" },
        { "count 11", "count-range", "RunAsync" },
        { "no images", "inputs-none", "1 to 16" },
        { "17 images", "inputs-too-many", "up to 16" },
        { "missing file", "input-unreadable", "Pass an existing PNG, JPEG or WebP file" },
        { "empty file", "input-format", "is empty" },
        { "text file named png", "input-format", "PNG, JPEG or WebP" },
        { "folder", "input-unreadable", "Pass an existing PNG, JPEG or WebP file" },
        { "mask of another size", "mask-size", "make the mask 1024x1024" },
        { "character without references", "character-references", "ToInput()" },
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _client.Dispose();
        _service.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task GenerateAsync_BadInput_SaysWhatWouldBeRightAndSendsNothing(string name, string rule, string message)
    {
        ImageRequest request = RequestOf(name);

        GptImageValidationException exception =
            await Assert.ThrowsAsync<GptImageValidationException>(() => _client.GenerateAsync(request, Token));

        Finding finding = Assert.Single(exception.Findings, finding => finding.Severity == FindingSeverity.Error);
        Assert.Equal(rule, finding.RuleId);
        Assert.Contains(message, finding.Message, StringComparison.Ordinal);
        Assert.Contains(finding.Message, exception.Message, StringComparison.Ordinal);
        Assert.Equal(ChargeState.NotSent, exception.Charge);
        Assert.Empty(_service.Requests);
    }

    [Fact]
    public async Task GenerateAsync_SixteenThousandEmoji_Passes()
    {
        await _client.GenerateAsync(string.Concat(Enumerable.Repeat("😀", 16_001)), Token);

        Assert.Single(_service.Requests);
    }

    [Fact]
    public async Task GenerateAsync_Null_IsAnArgumentError()
    {
        Assert.Throws<ArgumentNullException>(() => new TextToImageRequest(null!));
        await Assert.ThrowsAsync<ArgumentNullException>(() => _client.GenerateAsync((ImageRequest)null!, Token));
        await Assert.ThrowsAsync<ArgumentNullException>(() => _client.GenerateAsync((string)null!, Token));
        Assert.Empty(_service.Requests);
    }

    [Fact]
    public async Task GenerateToFilesAsync_FileWhereTheFolderShouldBe_SendsNothing()
    {
        string file = Path.Combine(_folder, "out");
        await File.WriteAllTextAsync(file, "mine", Token);

        GptImageValidationException exception =
            await Assert.ThrowsAsync<GptImageValidationException>(
                () =>
                _client.GenerateToFilesAsync(new TextToImageRequest("A lighthouse"), Path.Combine(file, "poster"),
                cancellationToken: Token));

        Assert.Equal("output-folder", exception.Findings[0].RuleId);
        Assert.Contains($"'{file}' is a file", exception.Message, StringComparison.Ordinal);
        Assert.Empty(_service.Requests);
        Assert.Equal("mine", await File.ReadAllTextAsync(file, Token));
    }

    [Fact]
    public async Task SaveAsync_FileWhereTheFolderShouldBe_SaysWhichAndKeepsThePicture()
    {
        string file = Path.Combine(_folder, "out");
        await File.WriteAllTextAsync(file, "mine", Token);
        ImageResult result = await _client.GenerateAsync("A lighthouse", Token);

        IOException exception =
            await Assert.ThrowsAsync<IOException>(() => result.Image.SaveAsync(Path.Combine(file, "poster"), cancellationToken: Token));

        Assert.Contains($"'{file}' is a file", exception.Message, StringComparison.Ordinal);
        Assert.EndsWith(
            ".png", await result.Image.SaveAsync(Path.Combine(_folder, "elsewhere", "poster"), cancellationToken: Token),
            StringComparison.Ordinal);
    }

    private ImageRequest RequestOf(string name) => name switch
    {
        "prompt empty" => new TextToImageRequest(""),
        "prompt too long" => new TextToImageRequest(new string('a', 32_001)),
        "prompt with half an emoji" => new TextToImageRequest("ab \ud83d"),
        "count 0" => new TextToImageRequest("A lighthouse") { Count = 0 },
        "count 11" => new TextToImageRequest("A lighthouse") { Count = 11 },
        "no images" => new ImageToImageRequest("Edit"),
        "17 images" => new ImageToImageRequest("Edit", [.. Enumerable.Repeat(ImageInput.FromBytes(Pictures.Png()), 17)]),
        "missing file" => new ImageToImageRequest("Edit", ImageInput.FromFile(Path.Combine(_folder, "missing.png"))),
        "empty file" => new ImageToImageRequest("Edit", ImageInput.FromFile(Written("empty.png", ""))),
        "text file named png" => new ImageToImageRequest("Edit", ImageInput.FromFile(Written("text.png", "This is not a picture at all."))),
        "folder" => new ImageToImageRequest("Edit", ImageInput.FromFile(_folder)),
        "mask of another size" => new ImageToImageRequest("Edit", ImageInput.FromBytes(Pictures.Png()))
        {
            Mask = ImageInput.FromBytes(Pictures.Mask(512, 512)),
        },
        _ => new CharacterReferenceRequest("Mia waves", new Character("Mia")),
    };

    private string Written(string name, string content)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, content);
        return path;
    }
}
