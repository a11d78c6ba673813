using SkiaSharp;

namespace GptImage.Sdk.Testing;

/// <summary>Writes the scene small below, and each text of the prompt on a sign at its place.</summary>
internal static class Lettering
{
    private const int SmallestRoom = 16;

    private static readonly SKColor Paper = new(0xFF, 0xFC, 0xF2);
    private static readonly SKColor Ink = new(0x1C, 0x20, 0x28);

    /// <param name="canvas">The canvas.</param>
    /// <param name="prompt">What is asked for.</param>
    /// <param name="area">The part of the picture to write in.</param>
    /// <param name="top">The y below which signs may stand.</param>
    /// <param name="hasCaption">Whether the scene stands below.</param>
    public static void Draw(SKCanvas canvas, PromptReading prompt, SKRect area, float top, bool hasCaption = true)
    {
        if (area.Width < SmallestRoom || area.Height < SmallestRoom)
        {
            return;
        }

        bool isBare = !hasCaption || prompt.IsFreeOfLettering || prompt.Scene.Length == 0;
        float bottom = isBare ? area.Bottom : DrawCaption(canvas, prompt.Scene, area);
        float margin = Math.Min(area.Width, area.Height) * 0.04f;
        var room = new SKRect(area.Left + margin, Math.Max(area.Top, top) + margin, area.Right - margin, bottom - margin);
        foreach (IGrouping<TextPlace, PlacedText> placed in prompt.Texts.Where(text => !text.Place.IsOpen).GroupBy(text => text.Place))
        {
            room = DrawPlaced(canvas, [.. placed.Select(text => text.Text)], placed.Key, room, margin);
        }

        DrawStack(canvas, [.. prompt.Texts.Where(text => text.Place.IsOpen).Select(text => text.Text)], room, margin);
    }

    private static float DrawCaption(SKCanvas canvas, string scene, SKRect area)
    {
        float unit = Math.Min(area.Width, area.Height);
        float margin = unit * 0.02f;
        float cap = Math.Max(4, unit * 0.016f);
        float width = (area.Width * 0.64f) - (4 * margin);
        var block = TextBlock.Fit(scene.ReplaceLineEndings(" "), width, cap * 2.9f, cap * 1.2f, cap);
        var box = SKRect.Create(
            area.Left + margin, area.Bottom - block.Height - (3 * margin), block.Width + (2.4f * margin), block.Height + (2 * margin));
        using var paint = new SKPaint { IsAntialias = true, Color = Ink.WithAlpha(0xB8) };
        canvas.DrawRoundRect(box, margin * 0.6f, margin * 0.6f, paint);
        block.DrawCentred(canvas, box, Paper);
        return box.Top;
    }

    /// <summary>Draws the texts of one place, and gives the room that is left for others.</summary>
    private static SKRect DrawPlaced(SKCanvas canvas, IReadOnlyList<string> texts, TextPlace place, SKRect room, float margin)
    {
        float unit = Math.Min(room.Width, room.Height);
        float high = Math.Min(room.Height / 2, unit * place.Scale switch { < 0 => 0.12f, 0 => 0.24f, _ => 0.36f }) * texts.Count;
        float broad = place.Column == 0 ? room.Width : room.Width * 0.48f;
        float left = place.Column switch { < 0 => room.Left, 0 => room.Left, _ => room.Right - broad };
        float top = place.Row switch { < 0 => room.Top, 0 => room.MidY - (high / 2), _ => room.Bottom - high };
        for (int index = 0; index < texts.Count; index++)
        {
            float height = (high / texts.Count) - (margin * 0.3f);
            DrawSign(
                canvas, texts[index], SKRect.Create(left, top + (index * high / texts.Count), broad, height),
                place.Scale switch { < 0 => unit * 0.028f, 0 => unit * 0.06f, _ => unit * 0.12f }, place);
        }

        return place.Row switch
        {
            < 0 => new SKRect(room.Left, room.Top + high, room.Right, room.Bottom),
            > 0 => new SKRect(room.Left, room.Top, room.Right, room.Bottom - high),
            _ => room,
        };
    }

    private static void DrawStack(SKCanvas canvas, IReadOnlyList<string> texts, SKRect room, float margin)
    {
        if (texts.Count == 0)
        {
            return;
        }

        float height = (room.Height - (margin * (texts.Count - 1))) / texts.Count;
        for (int index = 0; index < texts.Count; index++)
        {
            var part = SKRect.Create(room.Left, room.Top + (index * (height + margin)), room.Width, height);
            DrawSign(canvas, texts[index], part, Math.Min(part.Height * 0.38f, part.Width * 0.16f), default);
        }
    }

    private static void DrawSign(SKCanvas canvas, string text, SKRect room, float largest, TextPlace place)
    {
        if (room.Height < 8 || room.Width < 8)
        {
            return;
        }

        float padding = Math.Min(Math.Min(room.Height * 0.12f, room.Width * 0.05f), largest * 0.6f);
        var block = TextBlock.Fit(text, room.Width - (3 * padding), room.Height - (4 * padding), Math.Max(4, largest), 3);
        var board = SKRect.Create(
            0, 0, Math.Min(room.Width, block.Width + (3 * padding)),
            Math.Min(room.Height, block.Height + Math.Max(3 * padding, 1.4f * block.CapHeight)));
        board.Offset(
            place.Column switch { < 0 => room.Left, 0 => room.MidX - board.MidX, _ => room.Right - board.Width },
            place.Row switch { < 0 => room.Top, 0 => room.MidY - board.MidY, _ => room.Bottom - board.Height });
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
