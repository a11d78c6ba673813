using SkiaSharp;

namespace GptImage.Cli.Tests;

public class MaskCommandTests
{
    [Fact]
    public async Task Mask_OfAPicture_IsTransparentInItsShapes()
    {
        using Shell shell = new();
        string picture = shell.Write("kitchen.jpg", Pictures.Jpeg(200, 100));

        int code = await shell.RunOfflineAsync(
            "mask", picture, "--rect", "10,20,50,30", "--ellipse", "60%,0%,40%,100%", "-o", shell.PathOf("mask"));

        Assert.Equal((0, shell.PathOf("mask.png")), (code, shell.Output.TrimEnd()));
        using SKBitmap mask = SKBitmap.Decode(shell.PathOf("mask.png"));
        Assert.Equal((200, 100), (mask.Width, mask.Height));
        Assert.Equal(
            [0, 255, 0, 255],
            new[] { (10, 20), (60, 20), (160, 50), (121, 1) }.Select(at => mask.GetPixel(at.Item1, at.Item2).Alpha));
    }

    [Fact]
    public async Task Mask_OfASize_CanBeInvertedAndFeathered()
    {
        using Shell shell = new();

        int code = await shell.RunOfflineAsync(
            "mask", "160x160", "--rect", "25%,25%,50%,50%", "--invert", "--feather", "8", "-o", shell.PathOf("m.png"), "--json");

        Assert.Equal(0, code);
        using SKBitmap mask = SKBitmap.Decode(shell.PathOf("m.png"));
        Assert.Equal((0, 255), (mask.GetPixel(0, 0).Alpha, mask.GetPixel(80, 80).Alpha));
    }

    [Theory]
    [InlineData("mask", "160x160")]
    [InlineData("mask", "160x160", "--rect", "1,2,3")]
    [InlineData("mask", "160x160", "--rect", "1,2,3,4,5")]
    [InlineData("mask", "160x160", "--rect", "1,2%,3,4")]
    [InlineData("mask", "160x160", "--rect", "1,2,0,4")]
    [InlineData("mask", "160x160", "--rect", "1,2,NaN,4")]
    [InlineData("mask", "160x160", "--ellipse", "a,b,c,d")]
    [InlineData("mask", "160x160", "--rect", "1,2,3,4", "--feather", "-1")]
    public async Task Mask_NoShapes_IsRefused(params string[] arguments)
    {
        using Shell shell = new();

        int code = await shell.RunOfflineAsync([.. arguments, "-o", shell.PathOf("mask")]);

        Assert.Equal((1, ""), (code, shell.Output));
        Assert.False(File.Exists(shell.PathOf("mask.png")));
    }

    [Fact]
    public async Task Mask_PictureThatIsNone_IsInvalid()
    {
        using Shell shell = new();
        string notes = shell.Write("notes.png", "no picture");

        int unreadable = await shell.RunOfflineAsync("mask", notes, "--rect", "1,2,3,4", "-o", shell.PathOf("mask"));
        int missing = await shell.RunOfflineAsync("mask", shell.PathOf("none.png"), "--rect", "1,2,3,4", "-o", shell.PathOf("mask"));

        Assert.Equal((2, 2), (unreadable, missing));
    }

    [Fact]
    public async Task Mask_FileInTheWay_GivesWayOnlyWhenAsked()
    {
        using Shell shell = new();
        string[] arguments = ["mask", "160x160", "--rect", "1,2,3,4", "-o", shell.PathOf("mask.png")];
        shell.Write("mask.png", "mine");

        int refused = await shell.RunOfflineAsync(arguments);
        string kept = await File.ReadAllTextAsync(shell.PathOf("mask.png"), TestContext.Current.CancellationToken);
        int written = await shell.RunOfflineAsync([.. arguments, "--overwrite"]);

        Assert.Equal((2, "mine", 0), (refused, kept, written));
        Assert.Equal(0x89, (await File.ReadAllBytesAsync(shell.PathOf("mask.png"), TestContext.Current.CancellationToken))[0]);
    }
}
