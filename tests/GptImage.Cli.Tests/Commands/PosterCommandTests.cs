using SkiaSharp;

namespace GptImage.Cli.Tests;

public class PosterCommandTests
{
    [Fact]
    public async Task Poster_AText_StandsInItsBox()
    {
        using Shell shell = new();
        string picture = shell.Write("sea.png", Pictures.Png(400, 200));

        int code = await shell.RunOfflineAsync(
            "poster", picture, "--text", "HARBOUR", "--area", "50%,50%,50%,50%", "--color", "#ffff00", "-o", shell.PathOf("poster"));

        Assert.Equal((0, shell.PathOf("poster.png")), (code, shell.Output.TrimEnd()));
        using SKBitmap before = SKBitmap.Decode(picture);
        using SKBitmap after = SKBitmap.Decode(shell.PathOf("poster.png"));
        Assert.Equal(before.GetPixel(100, 50), after.GetPixel(100, 50));
        Assert.Contains(new SKColor(255, 255, 0), after.Pixels);
    }

    [Fact]
    public async Task Poster_ALogoAlone_IsSetWithoutText()
    {
        using Shell shell = new();
        string picture = shell.Write("sea.png", Pictures.Png(400, 200));
        string logo = shell.Write("logo.png", Pictures.Jpeg(40, 40));

        int code = await shell.RunOfflineAsync("poster", picture, "--logo", logo, "-o", shell.PathOf("poster"), "--json");

        Assert.Equal(0, code);
        Assert.True(File.Exists(shell.PathOf("poster.png")));
    }

    [Theory]
    [InlineData]
    [InlineData("--text", " ")]
    [InlineData("--text", "a", "--text", "b")]
    [InlineData("--text", "a", "--area", "1,2,3,4", "--area", "1,2,3,4")]
    [InlineData("--text", "a", "--color", "no colour")]
    [InlineData("--text", "a", "--color", "")]
    [InlineData("--text", "a", "--area", "1,2,3")]
    public async Task Poster_NothingToSet_IsRefused(params string[] arguments)
    {
        using Shell shell = new();
        string picture = shell.Write("sea.png", Pictures.Png(400, 200));

        int code = await shell.RunOfflineAsync(["poster", picture, "-o", shell.PathOf("poster"), .. arguments]);

        Assert.Equal((1, ""), (code, shell.Output));
        Assert.False(File.Exists(shell.PathOf("poster.png")));
    }

    [Theory]
    [InlineData("--text", "a", "--font", "none.ttf")]
    [InlineData("--text", "\uDBFF\uDFFD")]
    [InlineData("--logo", "none.png")]
    public async Task Poster_WhatCannotBeSet_IsInvalid(params string[] arguments)
    {
        using Shell shell = new();
        string picture = shell.Write("sea.png", Pictures.Png(400, 200));

        int code = await shell.RunOfflineAsync(["poster", picture, "-o", shell.PathOf("poster"), .. arguments]);

        Assert.Equal((2, ""), (code, shell.Output));
    }
}
