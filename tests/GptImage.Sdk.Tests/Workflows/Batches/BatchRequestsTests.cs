using System.Text.Json;

namespace GptImage.Sdk.Tests;

public sealed class BatchRequestsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AddAsync_AgainWithOthers_KeepsTheOrderOfTheFirstSubmission()
    {
        ImageRequest harbour = new TextToImageRequest("A harbour");
        ImageRequest mia = new CharacterReferenceRequest(
            "Mia waves", new Character("Mia") { References = [ImageInput.FromFileId("file-1").As(ReferenceRole.Face)] });
        await BatchRequests.AddAsync(_folder.Path, [new("b-1", harbour), new("a-1", mia)], Token);
        await BatchRequests.AddAsync(_folder.Path, [new("c-1", harbour), new("b-1", harbour)], Token);

        IReadOnlyList<KeyValuePair<string, ImageRequest>> read = BatchRequests.Read(_folder.Path);

        Assert.Equal(["b-1", "a-1", "c-1"], read.Select(pair => pair.Key));
        Assert.Equal([harbour, mia, harbour], read.Select(pair => pair.Value));
        Assert.Equal(["batch.jsonl"], _folder.Names);
    }

    [Fact]
    public async Task AddAsync_AdditionalParameterWithLineBreaks_CanBeRead()
    {
        using JsonDocument parameter = JsonDocument.Parse("{\n  \"strength\": 1.50,\r\n  \"style\": [ \"a b\" ]\n}");
        TextToImageRequest request = new("A harbour")
        {
            AdditionalParameters = new Dictionary<string, object> { ["tuning"] = parameter.RootElement },
        };

        await BatchRequests.AddAsync(_folder.Path, [new("a-1", request)], Token);

        ImageRequest read = Assert.Single(BatchRequests.Read(_folder.Path)).Value;
        Assert.Equal(
            "{   \"strength\": 1.50,    \"style\": [ \"a b\" ] }",
            Assert.IsType<JsonElement>(read.AdditionalParameters["tuning"]).GetRawText());
    }

    [Fact]
    public void Read_NoFile_HasNoRequest() => Assert.Empty(BatchRequests.Read(_folder.Path));

    [Theory]
    [InlineData("{\"version\":2}\n", "format 2")]
    [InlineData("{\"version\":1}\n{\"id\":\"a\"", "Line 2")]
    [InlineData("{\"version\":1}\n{\"id\":\"a\",\"request\":{\"version\":1,\"kind\":\"none\"}}\n", "Line 2")]
    public void Read_Damaged_NamesWhatIsWrong(string content, string expected)
    {
        _folder.Write("batch.jsonl", System.Text.Encoding.UTF8.GetBytes(content));

        IOException exception = Assert.Throws<IOException>(() => BatchRequests.Read(_folder.Path));

        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
    }
}
