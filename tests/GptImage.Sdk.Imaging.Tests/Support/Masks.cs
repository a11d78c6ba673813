using SkiaSharp;

namespace GptImage.Sdk.Imaging.Tests.Support;

/// <summary>Reads masks back.</summary>
internal static class Masks
{
    /// <summary>Draws a mask in letters: <c>.</c> is kept, <c>#</c> may change, <c>+</c> is between.</summary>
    public static string Letters(EditMask mask) => Letters(mask.Bytes);

    public static string Letters(ReadOnlyMemory<byte> png)
    {
        using SKBitmap bitmap = Pictures.Decode(png);
        return string.Join(
            '\n', Enumerable.Range(0, bitmap.Height)
            .Select(y => string.Concat(Enumerable.Range(0, bitmap.Width).Select(x => (Pictures.At(bitmap, x, y) >> 24) switch
        {
            0 => '#',
            255 => '.',
            _ => '+',
        }))));
    }

    public static int AlphaAt(EditMask mask, int x, int y)
    {
        using SKBitmap bitmap = Pictures.Decode(mask.Bytes);
        return (int)(Pictures.At(bitmap, x, y) >> 24);
    }
}
