namespace GptImage.Cli.Tests;

public class StoryCommandTests
{
    private const string Story = """
        {"version":1,"kind":"storyboard","title":"The lantern","quality":"low","size":"1024x1024",
         "frames":[{"prompt":"A beach","characters":[]},{"prompt":"A pier","characters":[]}]}
        """;

    [Fact]
    public async Task Story_RunTwice_BuysOnceAndWritesThePage()
    {
        using Shell shell = new();
        string file = shell.Write("lantern.json", Story);

        int first = await shell.RunAsync("story", file, "-o", shell.PathOf("out"), "--json");
        string told = shell.Error;
        int second = await shell.RunAsync("story", file, "-o", shell.PathOf("out"));

        Assert.Equal((0, 0, 2), (first, second, shell.Bought));
        Assert.Equal(2, shell.OutputLines.Length);
        Assert.True(File.Exists(shell.PathOf("out/index.html")));
        Assert.Matches(@"\[2/2\] frame [12] finished, 0\.\d+ USD", told);
    }

    [Fact]
    public async Task Story_AnotherRevision_BuysThatFrameAlone()
    {
        using Shell shell = new();
        string file = shell.Write("lantern.json", Story);
        await shell.RunAsync("story", file, "-o", shell.PathOf("out"));

        int code = await shell.RunAsync("story", file, "-o", shell.PathOf("out"), "--revision", "2=2");

        Assert.Equal((0, 3), (code, shell.Bought));
    }

    [Fact]
    public async Task Story_FileThatIsNone_IsTwoAndNamesIt()
    {
        using Shell shell = new();
        string file = shell.Write("lantern.json", """{"version":1,"kind":"storyboard","frames":[]}""");

        int code = await shell.RunAsync("story", file, "-o", shell.PathOf("out"));

        Assert.Equal(
            (2, $"gptimage: '{file}' is not a storyboard: The text cannot be read at $: the member 'title' is missing. It is a text. "
                + $"Nothing was sent.{Environment.NewLine}"),
            (code, shell.Error));
    }

    [Theory]
    [InlineData("2")]
    [InlineData("x=2")]
    public async Task Story_RevisionThatIsNone_IsOne(string revision)
    {
        using Shell shell = new();

        int code = await shell.RunAsync("story", shell.Write("lantern.json", Story), "--revision", revision, "-o", shell.PathOf("out"));

        Assert.Equal((1, 0), (code, shell.Bought));
        Assert.Contains($"--revision: '{revision}' is not FRAME=NUMBER. Write the frame", shell.Error, StringComparison.Ordinal);
    }
}
