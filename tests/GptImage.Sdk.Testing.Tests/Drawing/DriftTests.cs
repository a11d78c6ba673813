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
                    int distance = Math.Max(Math.Abs(one.Red - other.Red), Math.Max(Math.Abs(one.Green - other.Green), Math.Abs(one.Blue - other.Blue)));
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

    private static Caller Drifting() => new(new FakeGptImageServiceOptions { EditDrift = true });
}
