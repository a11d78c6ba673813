using SkiaSharp;

namespace GptImage.Sdk.Testing;

/// <summary>Puts the words on a picture: each quoted text on a sign, the prompt in a caption along the bottom.</summary>
internal static class Lettering
{
    private static readonly SKColor Paper = new(0xFF, 0xFC, 0xF2);
    /// <summary>Below this many pixels across nothing could be read.</summary>
    private const int SmallestRoom = 16;

    private static readonly SKColor Ink = new(0x1C, 0x20, 0x28);

    /// <summary>Writes everything.</summary>
    /// <param name="canvas">Where to write.</param>
    /// <param name="prompt">The prompt.</param>
    /// <param name="top">Where the room for signs begins, in pixels from the top.</param>
    /// <param name="width">The width of the picture.</param>
    /// <param name="height">The height of the picture.</param>
    public static void Draw(SKCanvas canvas, string prompt, float top, float width, float height)
    {
        if (width < SmallestRoom || height < SmallestRoom)
        {
            return;
        }

        float captionTop = DrawCaption(canvas, prompt, width, height);
        IReadOnlyList<string> texts = QuotedTexts.In(prompt);
        if (texts.Count == 0)
        {
            return;
        }

        float margin = Math.Min(width, height) * 0.04f;
        float room = (captionTop - top - (margin * (texts.Count + 1))) / texts.Count;
        for (int index = 0; index < texts.Count; index++)
        {
            DrawSign(canvas, texts[index], SKRect.Create(margin, top + margin + (index * (room + margin)), width - (2 * margin), room));
        }
    }

    private static float DrawCaption(SKCanvas canvas, string prompt, float width, float height)
    {
        float unit = Math.Min(width, height);
        float margin = unit * 0.025f;
        var block = TextBlock.Fit(prompt, width - (4 * margin), height * 0.2f, unit * 0.024f, unit * 0.011f);
        float captionHeight = block.Height + (2.4f * margin);
        var box = SKRect.Create(margin, height - captionHeight - margin, width - (2 * margin), captionHeight);
        using var paint = new SKPaint { IsAntialias = true, Color = Ink.WithAlpha(0xD0) };
        canvas.DrawRoundRect(box, margin * 0.6f, margin * 0.6f, paint);
        block.DrawCentred(canvas, box, Paper);
        return box.Top;
    }

    private static void DrawSign(SKCanvas canvas, string text, SKRect room)
    {
        if (room.Height < 8 || room.Width < 8)
        {
            return;
        }

        float padding = Math.Min(room.Height * 0.12f, room.Width * 0.05f);
        var block =
            TextBlock.Fit(text, room.Width - (3 * padding), room.Height - (4 * padding), Math.Min(room.Height * 0.38f, room.Width * 0.16f),
            3);
        var board =
            SKRect.Create(0, 0, Math.Min(room.Width, block.Width + (3 * padding)),
            Math.Min(room.Height, block.Height + Math.Max(3 * padding, 1.4f * block.CapHeight)));
        board.Offset(room.MidX - board.MidX, room.MidY - board.MidY);
        float round = padding * 0.5f;
        using var paint = new SKPaint { IsAntialias = true, Color = Ink.WithAlpha(0x50) };
        canvas.DrawRoundRect(
            SKRect.Create(board.Left + (round * 0.4f), board.Top + (round * 0.5f), board.Width, board.Height), round, round, paint);
        paint.Color = Paper;
        canvas.DrawRoundRect(board, round, round, paint);
        paint.Color = Ink;
        paint.Style = SKPaintStyle.Stroke;
        paint.StrokeWidth = Math.Max(1, round * 0.12f);
        canvas.DrawRoundRect(SKRect.Inflate(board, -round * 0.4f, -round * 0.4f), round * 0.7f, round * 0.7f, paint);
        block.DrawCentred(canvas, board, Ink, 1.25f);
    }
}
