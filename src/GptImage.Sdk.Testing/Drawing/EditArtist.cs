using System.Runtime.InteropServices;
using SkiaSharp;

namespace GptImage.Sdk.Testing;

/// <summary>Draws edits: a new scene where the mask is transparent or the markup is not, the first input everywhere else.</summary>
internal static class EditArtist
{
    private const byte Veil = 150;

    public static SKBitmap Draw(PicturePlan plan, InputPictures inputs, SeededRandom random)
    {
        Stencil? stencil = Stencil.FromInputs(inputs);
        using SKBitmap scene = Canvas.Create(plan.Width, plan.Height);
        using (var canvas = new SKCanvas(scene))
        {
            DrawScene(canvas, plan, inputs, stencil, random);
        }

        SKBitmap repainted = Canvas.Convert(scene, SKAlphaType.Unpremul);
        if (inputs.First is { } first && stencil is not null)
        {
            KeepOutside(repainted, first, stencil, plan.Drifts ? new Drift((uint)random.Below(1 << 20)) : null);
        }

        return repainted;
    }

    private static void DrawScene(SKCanvas canvas, PicturePlan plan, InputPictures inputs, Stencil? stencil, SeededRandom random)
    {
        bool showsOriginal = stencil is null && inputs.References.Count == 1 && !plan.IsTransparent;
        if (showsOriginal && inputs.First is { } first)
        {
            using SKImage image = SKImage.FromBitmap(first);
            canvas.Clear(SKColors.White);
            canvas.DrawImage(
                image, new SKRect(0, 0, plan.Width, plan.Height), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
            Landscape.Draw(canvas, plan.Width, plan.Height, random, Veil);
        }
        else
        {
            SceneArtist.DrawGround(canvas, plan, random);
        }

        float top = 0;
        if (stencil is null || inputs.References.Count > 1)
        {
            ReferenceBoard.Draw(canvas, inputs.References, plan.Width, plan.Height);
            top = ReferenceBoard.Bottom(inputs.References.Count, plan.Width, plan.Height);
        }

        SKRectI window = stencil is null ? new SKRectI(0, 0, plan.Width, plan.Height) : Window(stencil, plan);
        canvas.Translate(window.Left, window.Top);
        Lettering.Draw(canvas, plan.Prompt, Math.Max(0, top - window.Top), window.Width, window.Height);
    }

    /// <summary>Finds the rectangle in which words can be seen.</summary>
    private static SKRectI Window(Stencil stencil, PicturePlan plan)
    {
        SKRectI window = stencil.Bounds();
        return new SKRectI(
            (int)((long)window.Left * plan.Width / stencil.Width),
            (int)((long)window.Top * plan.Height / stencil.Height),
            (int)((long)window.Right * plan.Width / stencil.Width),
            (int)((long)window.Bottom * plan.Height / stencil.Height));
    }

    /// <summary>Copies the first input back, bit by bit unless it drifts, wherever the stencil does not repaint. Marks shine through what
    /// is painted over them.</summary>
    private static void KeepOutside(SKBitmap repainted, SKBitmap first, Stencil stencil, Drift? drift)
    {
        using SKBitmap? scaledFirst = IsSize(first, repainted) ? null : Resized(first, repainted, SKFilterMode.Linear);
        using SKBitmap? scaledMarks = IsSize(stencil.Bitmap, repainted) ? null : Resized(stencil.Bitmap, repainted, SKFilterMode.Nearest);
        Span<uint> target = MemoryMarshal.Cast<byte, uint>(repainted.GetPixelSpan());
        ReadOnlySpan<uint> kept = MemoryMarshal.Cast<byte, uint>((scaledFirst ?? first).GetPixelSpan());
        ReadOnlySpan<uint> marks = MemoryMarshal.Cast<byte, uint>((scaledMarks ?? stencil.Bitmap).GetPixelSpan());
        for (int pixel = 0; pixel < target.Length; pixel++)
        {
            if (!stencil.Repaints(marks[pixel]))
            {
                target[pixel] = drift?.Apply(kept[pixel], pixel) ?? kept[pixel];
            }
            else if (stencil.IsMarkup)
            {
                target[pixel] = HalfAndHalf(target[pixel], marks[pixel]);
            }
        }
    }

    private static bool IsSize(SKBitmap bitmap, SKBitmap like) => bitmap.Width == like.Width && bitmap.Height == like.Height;

    /// <summary>Mixes two colours, each channel for itself; the result is opaque.</summary>
    private static uint HalfAndHalf(uint one, uint other) => (((one & 0x00FE_FEFE) >> 1) + ((other & 0x00FE_FEFE) >> 1)) | 0xFF00_0000;

    private static SKBitmap Resized(SKBitmap bitmap, SKBitmap like, SKFilterMode filter)
    {
        SKBitmap resized = Canvas.Create(like.Width, like.Height, SKAlphaType.Unpremul);
        using SKPixmap source = bitmap.PeekPixels();
        using SKPixmap target = resized.PeekPixels();
        source.ScalePixels(target, new SKSamplingOptions(filter));
        return resized;
    }
}
