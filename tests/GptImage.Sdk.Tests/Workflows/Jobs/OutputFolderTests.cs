namespace GptImage.Sdk.Tests;

public sealed class OutputFolderTests : IDisposable
{
    private static readonly Dictionary<string, string> Wrong = new()
    {
        ["empty"] = " ",
        ["nul"] = "a\0b",
        ["number"] = "/pictures/{0}",
    };

    private static readonly Dictionary<string, Func<GptImageClient, string, Task>> Users = new()
    {
        ["ImageJobOptions"] = (client, folder) => client.RunAsync(
            [], new ImageJobOptions { OutputDirectory = folder }, cancellationToken: Token),
        ["ImageBatchOptions"] = (client, folder) => client.SubmitBatchAsync(
            [new TextToImageRequest("A cat")], new ImageBatchOptions { OutputDirectory = folder }, Token),
        ["StoryboardOptions"] = (client, folder) => Task.FromResult(client.RenderAsync(
            new Storyboard("The lantern"), new StoryboardOptions { OutputDirectory = folder }, cancellationToken: Token)),
        ["ConversationOptions"] = (client, folder) => Task.FromResult(client.StartConversation(
            new ConversationOptions { OutputDirectory = folder })),
    };

    private readonly GptImageClient _client = new("sk-test");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Folders =>
        new(Users.Keys.SelectMany(options => Wrong.Keys.Select(fault => (options, fault))));

    public void Dispose() => _client.Dispose();

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task OutputDirectory_CannotBeAFolder_NamesTheOptionAndTheFault(string options, string fault)
    {
        string folder = Wrong[fault];
        string optional = options is "StoryboardOptions" or "ConversationOptions"
            ? ", or leave it null to keep the pictures in memory"
            : "";
        string expected = fault switch
        {
            "empty" => $"is empty. Name a folder{optional}.",
            "nul" => "has a NUL character, which no file name may have. Name another folder.",
            _ => $"is '{Path.GetFullPath(folder)}', where '{{0}}' would stand for the number of a picture. Name a folder without '{{0}}' "
                + "in its path.",
        };

        ArgumentException exception = await Assert.ThrowsAsync<ArgumentException>(() => Users[options](_client, folder));

        Assert.Equal($"{options}.OutputDirectory {expected}", exception.Message);
    }

    [Fact]
    public async Task SpendLimit_OfABatchBelowZero_NamesTheValue()
    {
        ArgumentException exception = await Assert.ThrowsAsync<ArgumentException>(() => _client.SubmitBatchAsync(
            [new TextToImageRequest("A cat")], new ImageBatchOptions { OutputDirectory = "out", SpendLimit = -1.5m },
            Token));

        Assert.Equal("ImageBatchOptions.SpendLimit is -1.5; set 0 USD or more, or null for no limit.", exception.Message);
    }

    [Fact]
    public void TimeProvider_OfAStoryIsNull_NamesTheStorysOption()
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => _client.RenderAsync(
            new Storyboard("The lantern"), new StoryboardOptions { TimeProvider = null! },
            cancellationToken: Token));

        Assert.Equal("StoryboardOptions.TimeProvider is null; leave it at TimeProvider.System.", exception.Message);
    }
}
