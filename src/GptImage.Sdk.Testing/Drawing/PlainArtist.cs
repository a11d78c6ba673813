using SkiaSharp;

namespace GptImage.Sdk.Testing;

/// <summary>Fills a picture with one colour.</summary>
internal static class PlainArtist
{
    public static SKBitmap Draw(PicturePlan plan, SeededRandom random)
    {
        SKBitmap canvas = Canvas.Create(plan.Width, plan.Height);
        canvas.Erase(
            plan.IsTransparent
            ? SKColors.Transparent
            : SKColor.FromHsv(360 * random.Next(), random.Between(30, 90), random.Between(40, 95)));
        return canvas;
    }
}
