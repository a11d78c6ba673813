using System.Runtime.InteropServices;
using SkiaSharp;

namespace GptImage.Sdk.Testing;

/// <summary>Draws edits: a new scene where the mask is transparent, the first input where it is not.</summary>
internal static class EditArtist
{
    private const byte Veil = 150;

    public static SKBitmap Draw(PicturePlan plan, InputPictures inputs, SeededRandom random)
    {
        using SKBitmap scene = Canvas.Create(plan.Width, plan.Height);
        using (var canvas = new SKCanvas(scene))
        {
            DrawScene(canvas, plan, inputs, random);
        }

        SKBitmap repainted = Canvas.Convert(scene, SKAlphaType.Unpremul);
        if (inputs is { First: { } first, Mask: { } mask })
        {
            KeepOutside(repainted, first, mask);
        }

        return repainted;
    }

    private static void DrawScene(SKCanvas canvas, PicturePlan plan, InputPictures inputs, SeededRandom random)
    {
        bool showsOriginal = inputs is { Mask: null, References.Count: 1 } && !plan.IsTransparent;
        if (showsOriginal && inputs.First is { } first)
        {
            using SKImage image = SKImage.FromBitmap(first);
            canvas.Clear(SKColors.White);
            canvas.DrawImage(image, new SKRect(0, 0, plan.Width, plan.Height), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
            Landscape.Draw(canvas, plan.Width, plan.Height, random, Veil);
        }
        else
        {
            SceneArtist.DrawGround(canvas, plan, random);
        }

        float top = 0;
        if (inputs.Mask is null || inputs.References.Count > 1)
        {
            ReferenceBoard.Draw(canvas, inputs.References, plan.Width, plan.Height);
            top = ReferenceBoard.Bottom(inputs.References.Count, plan.Width, plan.Height);
        }

        SKRectI window = inputs.Mask is null ? new SKRectI(0, 0, plan.Width, plan.Height) : Window(inputs.Mask, plan);
        canvas.Translate(window.Left, window.Top);
        Lettering.Draw(canvas, plan.Prompt, Math.Max(0, top - window.Top), window.Width, window.Height);
    }

    /// <summary>Finds the rectangle around the transparent pixels, where words can be seen.</summary>
    private static SKRectI Window(SKBitmap mask, PicturePlan plan)
    {
        ReadOnlySpan<uint> stencil = MemoryMarshal.Cast<byte, uint>(mask.GetPixelSpan());
        SKRectI window = SKRectI.Empty;
        for (int y = 0; y < mask.Height; y++)
        {
            ReadOnlySpan<uint> row = stencil.Slice(y * mask.Width, mask.Width);
            int left = 0;
            int right = row.Length;
            while (left < right && row[left] >> 24 != 0)
            {
                left++;
            }

            while (right > left && row[right - 1] >> 24 != 0)
            {
                right--;
            }

            if (left < right)
            {
                window = SKRectI.Union(window.IsEmpty ? new SKRectI(left, y, right, y + 1) : window, new SKRectI(left, y, right, y + 1));
            }
        }

        return new SKRectI(
            (int)((long)window.Left * plan.Width / mask.Width),
            (int)((long)window.Top * plan.Height / mask.Height),
            (int)((long)window.Right * plan.Width / mask.Width),
            (int)((long)window.Bottom * plan.Height / mask.Height));
    }

    /// <summary>Copies the first input back, bit by bit, wherever the mask's alpha is not 0.</summary>
    private static void KeepOutside(SKBitmap repainted, SKBitmap first, SKBitmap mask)
    {
        bool isOwnSize = first.Width == repainted.Width && first.Height == repainted.Height;
        using SKBitmap? scaledFirst = isOwnSize ? null : Resized(first, repainted, SKFilterMode.Linear);
        using SKBitmap? scaledMask = mask.Width == repainted.Width && mask.Height == repainted.Height ? null : Resized(mask, repainted, SKFilterMode.Nearest);
        Span<uint> target = MemoryMarshal.Cast<byte, uint>(repainted.GetPixelSpan());
        ReadOnlySpan<uint> kept = MemoryMarshal.Cast<byte, uint>((scaledFirst ?? first).GetPixelSpan());
        ReadOnlySpan<uint> stencil = MemoryMarshal.Cast<byte, uint>((scaledMask ?? mask).GetPixelSpan());
        for (int pixel = 0; pixel < target.Length; pixel++)
        {
            if (stencil[pixel] >> 24 != 0)
            {
                target[pixel] = kept[pixel];
            }
        }
    }

    private static SKBitmap Resized(SKBitmap bitmap, SKBitmap like, SKFilterMode filter)
    {
        SKBitmap resized = Canvas.Create(like.Width, like.Height, SKAlphaType.Unpremul);
        using SKPixmap source = bitmap.PeekPixels();
        using SKPixmap target = resized.PeekPixels();
        source.ScalePixels(target, new SKSamplingOptions(filter));
        return resized;
    }
}
