namespace GptImage.Sdk.Testing;

/// <summary>Changes pixels a little, each its own way and the same way every time.</summary>
internal sealed class Drift(uint seed)
{
    private const int Reach = 6;

    /// <summary>Moves red, green and blue by up to 6 of 255; opacity stays.</summary>
    public uint Apply(uint pixel, int index)
    {
        uint noise = ((uint)index + seed) * 0x9E37_79B1;
        noise = (noise ^ (noise >> 15)) * 0x85EB_CA77;
        noise ^= noise >> 13;
        return Moved(pixel, noise, 0) | Moved(pixel, noise >> 8, 8) | Moved(pixel, noise >> 16, 16) | (pixel & 0xFF00_0000);
    }

    private static uint Moved(uint pixel, uint noise, int shift) =>
        (uint)Math.Clamp((int)((pixel >> shift) & 0xFF) + (int)((noise & 0xFF) % ((2 * Reach) + 1)) - Reach, 0, 255) << shift;
}
