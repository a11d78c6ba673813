using System.Runtime.InteropServices;
using SkiaSharp;

namespace GptImage.Sdk.Testing;

/// <summary>Takes the colours of a figure from the pixels of a picture of it, so that another picture gives another figure.</summary>
internal static class LookReader
{
    private const int GroundTolerance = 10;
    private const int OutlineTolerance = 3;

    /// <summary>The share of the width at each side where a figure is not looked for: badge and references stand there.</summary>
    private const float Margin = 0.3f;

    /// <summary>Reads the colours of a figure.</summary>
    /// <param name="picture">A picture of it.</param>
    /// <param name="view">What it shows.</param>
    /// <param name="words">How its description says that it looks; its shape stays.</param>
    public static FigureLook Read(SKBitmap picture, FigureView view, FigureLook words)
    {
        using SKBitmap plain = Canvas.Convert(picture, SKAlphaType.Unpremul);
        SKColor ground = GroundOf(plain);
        SKRectI box = BoxOf(plain, ground);
        if (words.Animal is not null)
        {
            return words with { Top = Most(plain, box, ground) };
        }

        FigureFrame at = FrameOf(box, view, words);
        SKColor Around(float x, float y, float halfWidth, float halfHeight) => Most(
            plain,
            new SKRectI(
                (int)MathF.Floor(at.Middle + ((x - halfWidth) * at.Head)), (int)MathF.Floor(y - (halfHeight * at.Head)),
                (int)MathF.Ceiling(at.Middle + ((x + halfWidth) * at.Head)), (int)MathF.Ceiling(y + (halfHeight * at.Head))),
            ground);
        float HeadAt(float share) => at.Top + (at.Head * share);
        SKColor hair = words.HairStyle == HairStyle.Bald ? words.Hair
            : words.Hat is null ? Around(0, HeadAt(0.13f), 0.3f, 0.06f)
            : Around(0.39f, HeadAt(0.42f), 0.03f, 0.06f);
        SKColor top = Around(0.22f, at.Neck + (at.Head * 0.4f), 0.1f, 0.12f);
        FigureLook seen = words with
        {
            Hair = hair,
            Skin = view == FigureView.Back ? words.Skin : Around(0, HeadAt(0.66f), 0.12f, 0.05f),
            Hat = words.Hat is null ? null : Around(0, HeadAt(0.02f), 0.15f, 0.08f),
            Beard = words.Beard is null ? null : Around(0, HeadAt(1f), 0.1f, 0.06f),
            Top = top,
        };
        if (view is FigureView.Face)
        {
            return seen;
        }

        // Where a coat ends and boots begin nothing but the legs is left.
        return seen with
        {
            Legs = words.HasSkirt
                ? Around(0.2f, (at.Hips + at.Hem) / 2, 0.15f, 0.1f)
                : words.Garment == Garment.Dress ? words.Legs : Around(0, at.Top + (at.Height * 0.81f), 1, 0.04f * at.Heads),
            Shoes = Around(0, at.Soles - (at.Height * 0.025f), 1, 0.01f * at.Heads),
        };
    }

    private static FigureFrame FrameOf(SKRectI box, FigureView view, FigureLook words)
    {
        float hat = words.Hat is null ? 0 : 0.16f;
        if (view == FigureView.Face)
        {
            float head = box.Height / (FaceHeads + hat);
            return new FigureFrame(box.MidX, box.Top + (head * hat), head * words.Heads, words.Heads, words.Girth);
        }

        float height = box.Height * words.Heads / (words.Heads + hat);
        return new FigureFrame(box.MidX, box.Bottom - height, height, words.Heads, words.Girth);
    }

    /// <summary>Gets how many heads a picture of the face shows, from the top of the head to its lower edge.</summary>
    public static float FaceHeads => 1.5f;

    /// <summary>Gets the colour most of the border has.</summary>
    private static SKColor GroundOf(SKBitmap picture)
    {
        var border = new List<uint>();
        ReadOnlySpan<uint> pixels = MemoryMarshal.Cast<byte, uint>(picture.GetPixelSpan());
        for (int x = 0; x < picture.Width; x++)
        {
            border.Add(pixels[x]);
        }

        for (int y = 0; y < picture.Height; y++)
        {
            border.Add(pixels[y * picture.Width]);
            border.Add(pixels[(y * picture.Width) + picture.Width - 1]);
        }

        return MostOf(border) ?? SKColors.White;
    }

    /// <summary>Finds what differs from the ground; the whole picture when nothing does.</summary>
    private static SKRectI BoxOf(SKBitmap picture, SKColor ground)
    {
        ReadOnlySpan<uint> pixels = MemoryMarshal.Cast<byte, uint>(picture.GetPixelSpan());
        int first = (int)(picture.Width * Margin);
        int last = picture.Width - first;
        var box = SKRectI.Empty;
        for (int y = 0; y < picture.Height; y++)
        {
            for (int x = first; x < last; x++)
            {
                if (!IsLike(ToColor(pixels[(y * picture.Width) + x]), ground, GroundTolerance))
                {
                    box = box.IsEmpty
                        ? new SKRectI(x, y, x + 1, y + 1)
                        : new SKRectI(Math.Min(box.Left, x), box.Top, Math.Max(box.Right, x + 1), y + 1);
                }
            }
        }

        return box.IsEmpty ? new SKRectI(0, 0, picture.Width, picture.Height) : box;
    }

    /// <summary>Gets the colour that most pixels of a part have, without the ground and the outline unless there is nothing else.</summary>
    private static SKColor Most(SKBitmap picture, SKRectI part, SKColor ground)
    {
        part = SKRectI.Intersect(part, new SKRectI(0, 0, picture.Width, picture.Height));
        var found = new List<uint>();
        ReadOnlySpan<uint> pixels = MemoryMarshal.Cast<byte, uint>(picture.GetPixelSpan());
        for (int y = part.Top; y < part.Bottom; y++)
        {
            for (int x = part.Left; x < part.Right; x++)
            {
                uint pixel = pixels[(y * picture.Width) + x];
                SKColor color = ToColor(pixel);
                if (!IsLike(color, ground, GroundTolerance) && !IsLike(color, FigurePainter.Outline, OutlineTolerance))
                {
                    found.Add(pixel);
                }
            }
        }

        return MostOf(found) ?? ground;
    }

    /// <summary>Gets the most frequent colour: first of the coarse ones, then of the exact ones in it.</summary>
    private static SKColor? MostOf(List<uint> pixels)
    {
        IGrouping<uint, uint>? coarse = pixels.GroupBy(pixel => pixel & 0x00F0_F0F0).MaxBy(group => group.Count());
        IGrouping<uint, uint>? exact = coarse?.GroupBy(pixel => pixel & 0x00FF_FFFF).MaxBy(group => group.Count());
        return exact is null ? null : ToColor(exact.Key);
    }

    private static bool IsLike(SKColor one, SKColor other, int tolerance) =>
        Math.Abs(one.Red - other.Red) <= tolerance && Math.Abs(one.Green - other.Green) <= tolerance
        && Math.Abs(one.Blue - other.Blue) <= tolerance;

    private static SKColor ToColor(uint pixel) => new((byte)pixel, (byte)(pixel >> 8), (byte)(pixel >> 16));
}
