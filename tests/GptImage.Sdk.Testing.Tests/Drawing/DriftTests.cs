using GptImage.Sdk.Testing.Tests.Support;
using SkiaSharp;

namespace GptImage.Sdk.Testing.Tests.Drawing;

public sealed class DriftTests
{
    private static readonly SKRectI Window = new(100, 100, 400, 400);

    [Fact]
    public async Task Edits_Drift_ChangesPixelsOutsideTheMaskALittle()
    {
        using var caller = Drifting();
        byte[] input = TestPictures.Noise(1024, 1024);
        Form Request() => new Form().File("image", input).File("mask", TestPictures.Mask(1024, 1024, Window));

        Answer answer = await caller.EditAsync(Request());
        Answer again = await caller.EditAsync(Request());

        using SKBitmap before = TestPictures.Decode(input);
        using SKBitmap after = answer.Picture();
        int changed = 0;
        int farthest = 0;
        for (int y = 0; y < 1024; y++)
        {
            for (int x = 0; x < 1024; x++)
            {
                if (!Window.Contains(x, y))
                {
                    (SKColor one, SKColor other) = (before.GetPixel(x, y), after.GetPixel(x, y));
                    int distance =
                        Math.Max(Math.Abs(one.Red - other.Red),
                        Math.Max(Math.Abs(one.Green - other.Green), Math.Abs(one.Blue - other.Blue)));
                    changed += distance > 0 ? 1 : 0;
                    farthest = Math.Max(farthest, distance);
                    Assert.Equal(one.Alpha, other.Alpha);
                }
            }
        }

        Assert.True(changed > 900_000);
        Assert.Equal(6, farthest);
        Assert.Equal(answer.Pictures[0], again.Pictures[0]);
    }

    [Theory]
    [InlineData(1024, 768, "auto", "1536x1024")]
    [InlineData(768, 1024, "auto", "1024x1536")]
    [InlineData(1008, 1008, "auto", "1024x1024")]
    [InlineData(1024, 768, "1024x768", "1024x768")]
    public async Task Edits_DriftWithAutoSize_ReturnsAnotherLegalSize(int width, int height, string asked, string size)
    {
        using var caller = Drifting();

        Answer answer = await caller.EditAsync(new Form().Text("size", asked).File("image", TestPictures.Opaque(width, height)));

        Assert.Equal(size, answer.Json.GetProperty("size").GetString());
    }

    [Theory]
    [InlineData("1024x1024", "1250x1250")]
    [InlineData("1536x1024", "1531x1021")]
    [InlineData("3840x2160", "1667x938")]
    [InlineData("auto", "1443x1083")]
    public async Task Edits_Resize_ReturnsAnotherSizeOfTheSameRatio(string asked, string size)
    {
        using var caller = new Caller(new FakeGptImageServiceOptions { EditResize = true });

        Answer answer = await caller.EditAsync(new Form().Text("size", asked).File("image", TestPictures.Opaque(1024, 768)));

        Assert.Equal(size, answer.Json.GetProperty("size").GetString());
        using SKBitmap picture = answer.Picture();
        Assert.Equal(size, $"{picture.Width}x{picture.Height}");
    }

    [Fact]
    public async Task Edits_ResizeWithAMask_ScalesWhatIsKept()
    {
        using var caller = new Caller(new FakeGptImageServiceOptions { EditResize = true });

        Answer answer =
            await caller.EditAsync(
                new Form().File("image", TestPictures.Opaque(1024, 1024)).File("mask", TestPictures.Mask(1024, 1024, Window)));

        using SKBitmap before = TestPictures.Decode(TestPictures.Opaque(1024, 1024));
        using SKBitmap after = answer.Picture();
        Assert.Equal(1250, after.Width);
        Assert.Equal(before.GetPixel(1000, 1000), after.GetPixel(1220, 1220));
    }

    [Fact]
    public async Task Generations_Resize_KeepTheSizeAskedFor()
    {
        using var caller = new Caller(new FakeGptImageServiceOptions { EditResize = true });

        Answer answer = await caller.GenerateAsync("""{"model":"gpt-image-2","prompt":"x","size":"1024x1024"}""");

        Assert.Equal("1024x1024", answer.Json.GetProperty("size").GetString());
    }

    private static Caller Drifting() => new(new FakeGptImageServiceOptions { EditDrift = true });
}
