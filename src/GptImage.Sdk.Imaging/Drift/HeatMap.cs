namespace GptImage.Sdk.Imaging;

/// <summary>Colours differences.</summary>
internal static class HeatMap
{
    /// <summary>Stands for a pixel that was free to change.</summary>
    public const byte Free = byte.MaxValue;

    /// <summary>The colour of a pixel that was free to change, as a style sheet names it.</summary>
    public const string FreeCss = "#585858";

    private const uint FreeColor = 0xFF585858;

    /// <summary>A difference of this many levels and more is white.</summary>
    public const int Hottest = 96;

    private static readonly (double At, int Red, int Green, int Blue)[] ColorStops =
        [(0, 0, 0, 0), (0.15, 60, 15, 110), (0.45, 200, 45, 70), (0.75, 250, 150, 40), (1, 255, 255, 255)];

    private static readonly uint[] Colors = [.. Enumerable.Range(0, Free).Select(ColorOf), FreeColor];

    /// <summary>Gets the colours from cold to hot, and at which heat, 0 to 1, each is pure.</summary>
    public static IReadOnlyList<(double At, int Red, int Green, int Blue)> Stops => ColorStops;

    /// <summary>Gets how hot a difference is, 0 to 1. The square root lifts what is faint: a drift of a few levels must be seen.</summary>
    public static double HeatFor(int difference) => Math.Sqrt(Math.Min(1, (double)difference / Hottest));

    public static void Paint(ReadOnlySpan<byte> differences, Span<uint> pixels)
    {
        for (int i = 0; i < pixels.Length; i++)
        {
            pixels[i] = Colors[differences[i]];
        }
    }

    private static uint ColorOf(int difference)
    {
        double heat = HeatFor(difference);
        int next = Math.Max(1, Array.FindIndex(ColorStops, stop => stop.At >= heat));
        double share = (heat - ColorStops[next - 1].At) / (ColorStops[next].At - ColorStops[next - 1].At);
        uint Mix(int from, int to) => (uint)Math.Round(from + ((to - from) * share));

        return 0xFF000000
            | Mix(ColorStops[next - 1].Red, ColorStops[next].Red)
            | (Mix(ColorStops[next - 1].Green, ColorStops[next].Green) << 8)
            | (Mix(ColorStops[next - 1].Blue, ColorStops[next].Blue) << 16);
    }
}
