using SkiaSharp;

namespace GptImage.Sdk.Testing;

/// <summary>Draws a picture from words alone: scenery, things and people, and what is written.</summary>
internal static class SceneArtist
{
    public static SKBitmap Draw(PicturePlan plan, int index)
    {
        var random = new SeededRandom(plan.Prompt, index);
        var prompt = PromptReading.Read(plan.Prompt, plan.IsMisspelt);
        SKBitmap bitmap = Canvas.Create(plan.Width, plan.Height);
        using var canvas = new SKCanvas(bitmap);
        DrawScene(canvas, plan, prompt, CastLooks.Read(prompt, []), random);
        Lettering.Draw(canvas, prompt, new SKRect(0, 0, plan.Width, plan.Height), 0);
        Badge.Draw(canvas, plan, index);
        return bitmap;
    }

    /// <summary>Draws scenery with what is before it; on a transparent ground the things alone.</summary>
    public static void DrawScene(
        SKCanvas canvas, PicturePlan plan, PromptReading prompt, IReadOnlyList<FigureLook> cast, SeededRandom random)
    {
        var setting = SceneSetting.Read(prompt, random);
        var size = new SKSize(plan.Width, plan.Height);
        if (!plan.IsTransparent)
        {
            Scenery.Draw(canvas, plan.Width, plan.Height, setting, random);
            new ScenePainter(canvas, prompt, setting, size, random).Draw(cast);
        }
        else if (!new ScenePainter(canvas, prompt, setting, size, random).DrawAlone(cast))
        {
            DrawSticker(canvas, plan, setting, random);
        }
    }

    private static void DrawSticker(SKCanvas canvas, PicturePlan plan, SceneSetting setting, SeededRandom random)
    {
        float radius = Math.Min(plan.Width, plan.Height) * 0.36f;
        canvas.Save();
        using var builder = new SKPathBuilder();
        builder.AddCircle(plan.Width / 2f, plan.Height * 0.44f, radius);
        using SKPath badge = builder.Detach();
        canvas.ClipPath(badge, SKClipOperation.Intersect, antialias: true);
        canvas.Translate((plan.Width / 2f) - radius, (plan.Height * 0.44f) - radius);
        Scenery.Draw(canvas, radius * 2, radius * 2, setting, random);
        canvas.Restore();
    }
}
