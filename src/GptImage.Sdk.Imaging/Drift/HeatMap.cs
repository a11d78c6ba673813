namespace GptImage.Sdk.Imaging;

/// <summary>Colours differences.</summary>
internal static class HeatMap
{
    /// <summary>Stands for a pixel that was free to change.</summary>
    public const byte Free = byte.MaxValue;

    private const uint FreeColor = 0xFF585858;

    /// <summary>A difference of this many levels and more is white.</summary>
    private const int Hottest = 96;

    private static readonly (double At, int Red, int Green, int Blue)[] Stops =
        [(0, 0, 0, 0), (0.15, 60, 15, 110), (0.45, 200, 45, 70), (0.75, 250, 150, 40), (1, 255, 255, 255)];

    private static readonly uint[] Colors = [.. Enumerable.Range(0, Free).Select(ColorOf), FreeColor];

    public static void Paint(ReadOnlySpan<byte> differences, Span<uint> pixels)
    {
        for (int i = 0; i < pixels.Length; i++)
        {
            pixels[i] = Colors[differences[i]];
        }
    }

    private static uint ColorOf(int difference)
    {
        // The square root lifts what is faint: a drift of a few levels must be seen.
        double heat = Math.Sqrt(Math.Min(1, (double)difference / Hottest));
        int next = Math.Max(1, Array.FindIndex(Stops, stop => stop.At >= heat));
        double share = (heat - Stops[next - 1].At) / (Stops[next].At - Stops[next - 1].At);
        uint Mix(int from, int to) => (uint)Math.Round(from + ((to - from) * share));

        return 0xFF000000
            | Mix(Stops[next - 1].Red, Stops[next].Red)
            | (Mix(Stops[next - 1].Green, Stops[next].Green) << 8)
            | (Mix(Stops[next - 1].Blue, Stops[next].Blue) << 16);
    }
}
