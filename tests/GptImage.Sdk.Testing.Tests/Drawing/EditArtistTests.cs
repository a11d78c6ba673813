using GptImage.Sdk.Testing.Tests.Support;
using SkiaSharp;

namespace GptImage.Sdk.Testing.Tests.Drawing;

public sealed class EditArtistTests
{
    private static readonly SKRectI Window = new(300, 200, 700, 600);

    [Fact]
    public async Task Edits_Mask_KeepsEveryPixelOutside()
    {
        using var caller = Caller.WithScenes();
        byte[] input = TestPictures.Noise(1024, 768);

        Answer answer =
            await caller.EditAsync(
                new Form(prompt: "A door \"OPEN\"").File("image", input).File("mask", TestPictures.Mask(1024, 768, Window)));

        using SKBitmap before = TestPictures.Decode(input);
        using SKBitmap after = answer.Picture();
        Assert.Equal("1024x768", answer.Json.GetProperty("size").GetString());
        int changedInside = 0;
        for (int y = 0; y < 768; y++)
        {
            for (int x = 0; x < 1024; x++)
            {
                bool same = before.GetPixel(x, y) == after.GetPixel(x, y);
                if (Window.Contains(x, y))
                {
                    changedInside += same ? 0 : 1;
                }
                else if (!same)
                {
                    Assert.Fail(FormattableString.Invariant($"Pixel {x},{y} outside the mask changed."));
                }
            }
        }

        Assert.True(changedInside > 400 * 400 * 0.99);
    }

    [Fact]
    public async Task Edits_MaskWithSeveralInputs_KeepsEveryPixelOutside()
    {
        using var caller = Caller.WithScenes();
        byte[] input = TestPictures.Filled(1024, 1024, SKColors.Teal);
        byte[] mask = TestPictures.Mask(1024, 1024, new SKRectI(0, 512, 1024, 1024));

        Answer answer =
            await caller.EditAsync(
                new Form().File("image[]", input).File("image[]", TestPictures.Filled(64, 64, SKColors.Red)).File("mask", mask));

        using SKBitmap after = answer.Picture();
        Assert.All(after.Pixels.Take(1024 * 512), pixel => Assert.Equal(SKColors.Teal, pixel));
    }

    [Fact]
    public async Task Edits_OtherSize_ScalesTheFirstInput()
    {
        using var caller = Caller.WithScenes();
        byte[] mask = TestPictures.Mask(512, 512, new SKRectI(0, 0, 256, 512));

        Answer answer =
            await caller.EditAsync(
                new Form().Text("size", "1024x1024").File("image", TestPictures.Filled(512, 512, SKColors.Teal)).File("mask", mask));

        using SKBitmap after = answer.Picture();
        Assert.Equal((1024, SKColors.Teal), (after.Width, after.GetPixel(1000, 500)));
        Assert.NotEqual(SKColors.Teal, after.GetPixel(100, 100));
    }

    [Theory]
    [InlineData("gpt-image-2", 1024, 768, "1024x768")]
    [InlineData("gpt-image-2", 300, 400, "1024x1536")]
    [InlineData("gpt-image-2", 400, 300, "1536x1024")]
    [InlineData("gpt-image-2", 100, 100, "1024x1024")]
    [InlineData("gpt-image-1.5", 1024, 768, "1536x1024")]
    public async Task Edits_AutoSize_IsTheInputsOwnWhereLegal(string model, int width, int height, string size)
    {
        using var caller = new Caller();

        Answer answer = await caller.EditAsync(new Form(model).File("image", TestPictures.Opaque(width, height)));

        Assert.Equal(size, answer.Json.GetProperty("size").GetString());
    }

    [Fact]
    public async Task Edits_NoMask_StillHintsAtTheOriginal()
    {
        using var caller = Caller.WithScenes();

        using SKBitmap fromBlack = (await caller.EditAsync(new Form().File("image", TestPictures.Filled(1024, 1024, SKColors.Black))))
            .Picture();
        using SKBitmap fromWhite = (await caller.EditAsync(new Form().File("image", TestPictures.Filled(1024, 1024, SKColors.White))))
            .Picture();

        SKColor dark = fromBlack.GetPixel(20, 20);
        SKColor light = fromWhite.GetPixel(20, 20);
        Assert.True(light.Red > dark.Red + 50 && light.Red < 255 && dark.Red > 0);
    }

    [Fact]
    public async Task Edits_MaskOnWhatIsReplaced_LetsItGo()
    {
        using var caller = Caller.WithScenes();
        var mug = new SKColor(0x3A, 0x7C, 0xA5);
        byte[] kitchen = (await caller.GenerateAsync("""{"model":"gpt-image-2","prompt":"A kitchen table with a mug"}""")).Pictures[0];
        var window = new SKRectI(200, 300, 900, 830);

        Answer answer = await caller.EditAsync(
            new Form(prompt: "Replace the mug by a glass").File("image", kitchen)
                .File("mask", TestPictures.Mask(1024, 1024, window)));

        using SKBitmap before = TestPictures.Decode(kitchen);
        using SKBitmap after = answer.Picture();
        Assert.True(before.Pixels.Count(pixel => pixel == mug) > 20_000);
        Assert.DoesNotContain(mug, after.Pixels);
        Assert.Contains(new SKColor(0x7C, 0xC4, 0xE0), after.Pixels);
    }
}
