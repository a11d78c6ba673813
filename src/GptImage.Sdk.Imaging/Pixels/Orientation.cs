using SkiaSharp;

namespace GptImage.Sdk.Imaging;

/// <summary>Turns pictures as their EXIF orientation asks.</summary>
internal static class Orientation
{
    private const int Tile = 64;

    /// <summary>Turns a picture upright; disposes the one it was given when it makes another.</summary>
    public static Raster Apply(Raster raster, SKEncodedOrigin origin)
    {
        switch (origin)
        {
            case SKEncodedOrigin.TopRight:
                FlipColumns(raster);
                return raster;
            case SKEncodedOrigin.BottomRight:
                raster.Pixels.Reverse();
                return raster;
            case SKEncodedOrigin.BottomLeft:
                raster.Pixels.Reverse();
                FlipColumns(raster);
                return raster;
            case SKEncodedOrigin.LeftTop:
                return Transpose(raster);
            case SKEncodedOrigin.RightTop:
                Raster clockwise = Transpose(raster);
                FlipColumns(clockwise);
                return clockwise;
            case SKEncodedOrigin.RightBottom:
                Raster transverse = Transpose(raster);
                transverse.Pixels.Reverse();
                return transverse;
            case SKEncodedOrigin.LeftBottom:
                Raster counterClockwise = Transpose(raster);
                counterClockwise.Pixels.Reverse();
                FlipColumns(counterClockwise);
                return counterClockwise;
            default:
                return raster;
        }
    }

    /// <summary>Gets how a picture lies in its file.</summary>
    public static SKEncodedOrigin Read(ReadOnlySpan<byte> bytes) => (SKEncodedOrigin)ImageOrientation.Read(bytes);

    /// <summary>Gets the size of a picture as a viewer shows it.</summary>
    public static ImageSize UprightSize(SKCodec codec, ReadOnlySpan<byte> bytes) => Read(bytes) >= SKEncodedOrigin.LeftTop
        ? new ImageSize(codec.Info.Height, codec.Info.Width)
        : new ImageSize(codec.Info.Width, codec.Info.Height);

    private static void FlipColumns(Raster raster)
    {
        for (int y = 0; y < raster.Height; y++)
        {
            raster.Row(y).Reverse();
        }
    }

    /// <summary>Makes rows of columns, tile by tile so that both stay in the cache.</summary>
    private static Raster Transpose(Raster raster)
    {
        using (raster)
        {
            Raster turned = new(raster.Height, raster.Width, raster.Colors, raster.IsOpaque);
            ReadOnlySpan<uint> source = raster.Pixels;
            Span<uint> target = turned.Pixels;
            for (int top = 0; top < raster.Height; top += Tile)
            {
                for (int left = 0; left < raster.Width; left += Tile)
                {
                    int bottom = Math.Min(top + Tile, raster.Height);
                    int right = Math.Min(left + Tile, raster.Width);
                    for (int x = left; x < right; x++)
                    {
                        for (int y = top; y < bottom; y++)
                        {
                            target[(x * turned.Width) + y] = source[(y * raster.Width) + x];
                        }
                    }
                }
            }

            return turned;
        }
    }
}
