using System.Runtime.InteropServices;
using SkiaSharp;

namespace GptImage.Sdk.Testing;

/// <summary>Draws an edit: the inputs in their slots, people as their references show them, and outside a mask or markup the input as
/// it was, to the pixel.</summary>
internal static class EditArtist
{
    public static SKBitmap Draw(PicturePlan plan, InputPictures inputs, int index)
    {
        var random = new SeededRandom(plan.Prompt, index);
        var prompt = PromptReading.Read(plan.Prompt, plan.IsMisspelt);
        Stencil? stencil = Stencil.FromInputs(inputs);
        using SKBitmap scene = Canvas.Create(plan.Width, plan.Height);
        using (var canvas = new SKCanvas(scene))
        {
            DrawEdit(canvas, plan, prompt, inputs, stencil, random);
            Badge.Draw(canvas, plan, index);
        }

        SKBitmap repainted = Canvas.Convert(scene, SKAlphaType.Unpremul);
        if (inputs.First is { } first && stencil is not null)
        {
            KeepOutside(repainted, first, stencil, plan.Drifts ? new Drift((uint)random.Below(1 << 20)) : null);
        }

        return repainted;
    }

    private static void DrawEdit(
        SKCanvas canvas, PicturePlan plan, PromptReading prompt, InputPictures inputs, Stencil? stencil, SeededRandom random)
    {
        var whole = new SKRect(0, 0, plan.Width, plan.Height);
        SKRect window = stencil is null ? whole : Window(stencil, plan);
        IReadOnlyList<FigureLook> cast = CastLooks.Read(prompt, inputs.References);
        var setting = SceneSetting.Read(prompt, random);
        bool isDrawn = false;
        if (stencil is not null)
        {
            isDrawn = DrawWindow(canvas, prompt, inputs.First, whole, window, setting, cast, random);
        }
        else if (BackdropOf(prompt, inputs) is { } backdrop && !plan.IsTransparent)
        {
            DrawOver(canvas, backdrop, whole);
            Tint(canvas, whole, setting.Time, 0x30);
            new ScenePainter(canvas, prompt, setting, whole.Size, random).Draw(cast);
        }
        else
        {
            SceneArtist.DrawScene(canvas, plan, prompt, cast, random);
        }

        float top = 0;
        if (stencil is null || inputs.References.Count > 1)
        {
            DrawThings(canvas, prompt, inputs, whole);
            ReferenceBoard.Draw(canvas, inputs.References, plan.Width, plan.Height);
            top = ReferenceBoard.Bottom(inputs.References.Count, plan.Width, plan.Height);
        }

        Lettering.Draw(canvas, prompt, window, top, hasCaption: stencil is null || !isDrawn);
    }

    /// <summary>Paints the part that is made anew: its surroundings go on into it, or the scenery that is asked for, and before it stands
    /// the subject. Tells whether there was anything to paint.</summary>
    private static bool DrawWindow(
        SKCanvas canvas, PromptReading prompt, SKBitmap? first, SKRect whole, SKRect window, SceneSetting setting,
        IReadOnlyList<FigureLook> cast, SeededRandom random)
    {
        canvas.Clear(SKColors.White);
        if (first is not null)
        {
            DrawOver(canvas, first, whole);
            FillFromSides(canvas, first, whole, window);
            Tint(canvas, whole, setting.Time, 0x14);
        }

        canvas.Save();
        canvas.ClipRect(window);
        canvas.Translate(window.Left, window.Top);
        bool isView = NamedSubject.In(prompt.Scene) switch
        {
            [] => setting.IsNamed && cast.Count == 0,
            [var named, ..] => named.Subject.IsScenery,
        };
        if (isView)
        {
            Scenery.Draw(canvas, window.Width, window.Height, setting, random);
        }

        bool isDrawn = new ScenePainter(canvas, prompt, setting, window.Size, random).DrawAlone(cast) || isView;
        canvas.Restore();
        return isDrawn;
    }

    /// <summary>Lets each row go over from its colour on the left of the window to that on the right, so that what stood there is
    /// gone.</summary>
    private static void FillFromSides(SKCanvas canvas, SKBitmap first, SKRect whole, SKRect window)
    {
        int left = Math.Clamp((int)(window.Left * first.Width / whole.Width) - 1, 0, first.Width - 1);
        int right = Math.Clamp((int)MathF.Ceiling(window.Right * first.Width / whole.Width), 0, first.Width - 1);
        using SKBitmap sides = Canvas.Create(2, first.Height, SKAlphaType.Unpremul);
        for (int y = 0; y < first.Height; y++)
        {
            sides.SetPixel(0, y, first.GetPixel(left, y));
            sides.SetPixel(1, y, first.GetPixel(right, y));
        }

        using SKImage image = SKImage.FromBitmap(sides);
        canvas.Save();
        canvas.ClipRect(window);
        canvas.DrawImage(
            image, new SKRect(0.5f, 0, 1.5f, first.Height), new SKRect(window.Left, 0, window.Right, whole.Height),
            new SKSamplingOptions(SKFilterMode.Linear));
        canvas.Restore();
    }

    /// <summary>Finds the input on which a picture goes on: the only one that is changed, or the one named as the setting.</summary>
    private static SKBitmap? BackdropOf(PromptReading prompt, InputPictures inputs)
    {
        int named = prompt.Labels
            .Where(label => label.Value.StartsWith("background", StringComparison.Ordinal)
                || label.Value.StartsWith("the picture to change", StringComparison.Ordinal)
                || label.Value.Contains("change only what is marked", StringComparison.Ordinal))
            .Select(label => label.Key)
            .FirstOrDefault();
        if (named >= 1 && named <= inputs.References.Count)
        {
            return inputs.References[named - 1];
        }

        bool isOfPeople = prompt.Cast.Any(member => member.HasReference);
        return !isOfPeople && inputs.References.Count == 1 ? inputs.First : null;
    }

    /// <summary>Puts products and logos into the scene as they are.</summary>
    private static void DrawThings(SKCanvas canvas, PromptReading prompt, InputPictures inputs, SKRect whole)
    {
        int[] things =
        [
            .. prompt.Labels
                .Where(label => label.Key <= inputs.References.Count && (label.Value.Split(';')[0] is "product" or "logo"))
                .Select(label => label.Key)
                .Order(),
        ];
        float side = Math.Min(whole.Width, whole.Height) * 0.24f;
        for (int index = 0; index < things.Length; index++)
        {
            using SKImage image = SKImage.FromBitmap(inputs.References[things[index] - 1]);
            float scale = side / Math.Max(image.Width, image.Height);
            var place = SKRect.Create(
                whole.Right - ((index + 1) * side * 1.15f), (whole.Height * 0.88f) - (image.Height * scale), image.Width * scale,
                image.Height * scale);
            canvas.DrawImage(image, place, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        }
    }

    private static void DrawOver(SKCanvas canvas, SKBitmap picture, SKRect whole)
    {
        using SKImage image = SKImage.FromBitmap(picture);
        canvas.Clear(SKColors.White);
        canvas.DrawImage(image, whole, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
    }

    /// <summary>Lays the light of the scene over what is kept, so that it is seen that a model painted it again.</summary>
    private static void Tint(SKCanvas canvas, SKRect whole, Daytime time, byte strength)
    {
        (SKColor color, int more) = time switch
        {
            Daytime.Night => (new SKColor(0x18, 0x1E, 0x48), 3),
            Daytime.Dusk => (new SKColor(0xC8, 0x62, 0x5A), 2),
            Daytime.Dawn => (new SKColor(0xF2, 0xB0, 0x80), 2),
            _ => (new SKColor(0xB8, 0x9A, 0x78), 1),
        };
        using var wash = new SKPaint { Color = color.WithAlpha((byte)Math.Min(0xC0, strength * more)) };
        canvas.DrawRect(whole, wash);
    }

    private static SKRect Window(Stencil stencil, PicturePlan plan)
    {
        SKRectI window = stencil.Bounds();
        return new SKRect(
            (float)window.Left * plan.Width / stencil.Width,
            (float)window.Top * plan.Height / stencil.Height,
            (float)window.Right * plan.Width / stencil.Width,
            (float)window.Bottom * plan.Height / stencil.Height);
    }

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
