using System.Text;

namespace GptImage.Sdk.Testing;

/// <summary>Numbers that depend on a text alone, the same in every process and on every machine (FNV-1a, then SplitMix64).</summary>
internal sealed class SeededRandom
{
    private ulong _state;

    public SeededRandom(string text, int index)
    {
        ulong hash = 14_695_981_039_346_656_037;
        foreach (byte value in Encoding.UTF8.GetBytes(text))
        {
            hash = (hash ^ value) * 1_099_511_628_211;
        }

        _state = hash + ((ulong)index * 0x9E37_79B9_7F4A_7C15);
    }

    /// <summary>Returns a number from 0 up to but not including 1.</summary>
    public float Next()
    {
        _state += 0x9E37_79B9_7F4A_7C15;
        ulong mixed = (_state ^ (_state >> 30)) * 0xBF58_476D_1CE4_E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D0_49BB_1331_11EB;
        return ((mixed ^ (mixed >> 31)) >> 40) / (float)(1 << 24);
    }

    public float Between(float low, float high) => low + ((high - low) * Next());

    public int Below(int limit) => (int)(Next() * limit);
}
