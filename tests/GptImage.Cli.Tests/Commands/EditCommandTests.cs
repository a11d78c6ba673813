using GptImage.Sdk;

namespace GptImage.Cli.Tests;

public class EditCommandTests
{
    [Fact]
    public async Task Edit_WithoutSize_KeepsTheShapeOfTheFirstPicture()
    {
        using Shell shell = new();
        string kitchen = shell.Write("kitchen.png", Pictures.Png(1536, 1024));

        int code = await shell.RunAsync("edit", "Make it night", "-i", kitchen, "-o", shell.PathOf("night"));

        Assert.Equal(0, code);
        Assert.Equal("images/edits", shell.Service.Requests[0].Endpoint);
        Assert.Equal(new ImageSize(1024, 688), await SizeOfAsync(shell.PathOf("night.png")));
    }

    [Fact]
    public async Task Edit_MissingPicture_IsTwoAndSendsNothing()
    {
        using Shell shell = new();

        int code = await shell.RunAsync("edit", "Make it night", "-i", shell.PathOf("nix.png"), "-o", shell.PathOf("night"));

        Assert.Equal((2, 0), (code, shell.Bought));
        Assert.Contains("nix.png", shell.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Edit_PlainHttpAddress_IsOneAndSaysWhatTheServiceFetches()
    {
        using Shell shell = new();

        int code = await shell.RunAsync("edit", "Make it night", "-i", "http://pictures.test/x.png", "-o", shell.PathOf("night"));

        Assert.Equal(
            (1, "gptimage: 'http://pictures.test/x.png' is a plain http address. The service fetches only https; download it and pass "
                + $"the file.{Environment.NewLine}"),
            (code, shell.Error));
    }

    [Fact]
    public async Task Edit_RequestAndPicture_IsOne()
    {
        using Shell shell = new();
        string request = shell.Write("r.json", """{"version":1,"kind":"text-to-image","prompt":"A ship"}""");

        int code = await shell.RunAsync("edit", "--request", request, "-i", "a.png");

        Assert.Equal((1, 0), (code, shell.Bought));
    }

    private static async Task<ImageSize?> SizeOfAsync(string path)
    {
        await using FileStream file = File.OpenRead(path);
        return ImageHeader.Read(file)?.Size;
    }
}
