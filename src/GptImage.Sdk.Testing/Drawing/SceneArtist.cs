using SkiaSharp;

namespace GptImage.Sdk.Testing;

/// <summary>Draws text-to-image: a landscape, or on a transparent ground a badge, with the words of the prompt.</summary>
internal static class SceneArtist
{
    public static SKBitmap Draw(PicturePlan plan, SeededRandom random)
    {
        SKBitmap bitmap = Canvas.Create(plan.Width, plan.Height);
        using var canvas = new SKCanvas(bitmap);
        DrawGround(canvas, plan, random);
        Lettering.Draw(canvas, plan.Prompt, 0, plan.Width, plan.Height);
        return bitmap;
    }

    /// <summary>Draws everything behind the words.</summary>
    public static void DrawGround(SKCanvas canvas, PicturePlan plan, SeededRandom random)
    {
        if (!plan.IsTransparent)
        {
            Landscape.Draw(canvas, plan.Width, plan.Height, random);
            return;
        }

        float radius = Math.Min(plan.Width, plan.Height) * 0.36f;
        canvas.Save();
        using var builder = new SKPathBuilder();
        builder.AddCircle(plan.Width / 2f, plan.Height * 0.44f, radius);
        using SKPath badge = builder.Detach();
        canvas.ClipPath(badge, SKClipOperation.Intersect, antialias: true);
        canvas.Translate((plan.Width / 2f) - radius, (plan.Height * 0.44f) - radius);
        Landscape.Draw(canvas, radius * 2, radius * 2, random);
        canvas.Restore();
    }
}
