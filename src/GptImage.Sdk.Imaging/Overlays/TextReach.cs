using SkiaSharp;

namespace GptImage.Sdk.Imaging;

/// <summary>How far a line with its letters, outline and shadow reaches from its origin, in ems.</summary>
internal static class TextReach
{
    /// <summary>A blurred edge cannot be seen any more at this many standard deviations.</summary>
    private const float BlurReach = 3;

    /// <summary>Gets the rectangle that holds everything of a line, with the room that its font takes.</summary>
    public static SKRect Around(ShapedLine line, TextOverlay overlay)
    {
        SKRect room = new(0, -line.Ascent, line.Width, line.Descent);
        if (line.Ink.IsEmpty)
        {
            return room;
        }

        SKRect letters = line.Ink;
        float outline = (float)(overlay.Outline?.Width ?? 0);
        letters.Inflate(outline, outline);
        room = ShapedRun.Join(room, letters);
        if (overlay.Shadow is { } shadow)
        {
            SKRect dark = line.Ink;
            dark.Offset((float)shadow.X, (float)shadow.Y);
            dark.Inflate((float)shadow.Blur * BlurReach, (float)shadow.Blur * BlurReach);
            room = ShapedRun.Join(room, dark);
        }

        return room;
    }
}
