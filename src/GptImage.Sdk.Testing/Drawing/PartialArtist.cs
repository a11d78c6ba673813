using SkiaSharp;

namespace GptImage.Sdk.Testing;

/// <summary>Draws previews: the finished picture in the same size with less detail.</summary>
internal static class PartialArtist
{
    /// <summary>How many pixels of the finished picture the first preview melts into one, along each edge; each later one half as
    /// many.</summary>
    private const int CoarsestGrain = 64;

    public static SKBitmap Draw(SKBitmap finished, int index)
    {
        int grain = CoarsestGrain >> index;
        using SKBitmap small = InputPictures.Scaled(finished, Math.Max(1, finished.Width / grain), Math.Max(1, finished.Height / grain));
        return InputPictures.Scaled(small, finished.Width, finished.Height);
    }
}
