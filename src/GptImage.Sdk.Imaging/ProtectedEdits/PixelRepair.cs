namespace GptImage.Sdk.Imaging;

/// <summary>Puts the original's pixels back where a mask keeps them.</summary>
internal static class PixelRepair
{
    private const int Whole = MaskPlane.Edit;

    /// <summary>Changes the edited picture: outside the mask it becomes the original, along the mask's softness a blend of both.</summary>
    public static void Apply(Raster original, Raster edited, MaskPlane mask)
    {
        for (int y = 0; y < original.Height; y++)
        {
            ReadOnlySpan<uint> old = original.Row(y);
            Span<uint> now = edited.Row(y);
            ReadOnlySpan<byte> weights = mask.Row(y);
            for (int x = 0; x < weights.Length;)
            {
                byte weight = weights[x];
                int run = RunOf(weights[x..], weight);
                if (weight == 0)
                {
                    old.Slice(x, run).CopyTo(now[x..]);
                }
                else if (weight != Whole)
                {
                    Blend(old.Slice(x, run), now.Slice(x, run), weight);
                }

                x += run;
            }
        }
    }

    private static int RunOf(ReadOnlySpan<byte> weights, byte weight)
    {
        int end = weights.IndexOfAnyExcept(weight);
        return end < 0 ? weights.Length : end;
    }

    private static void Blend(ReadOnlySpan<uint> old, Span<uint> now, int weight)
    {
        for (int i = 0; i < now.Length; i++)
        {
            now[i] = Blend(old[i], now[i], weight);
        }
    }

    /// <summary>Mixes two colours by weight and by how much of each is there, so that an invisible colour does not shine through.</summary>
    private static uint Blend(uint old, uint now, int weight)
    {
        int oldShare = (int)(old >> 24) * (Whole - weight);
        int nowShare = (int)(now >> 24) * weight;
        int both = oldShare + nowShare;
        if (both == 0)
        {
            return old;
        }

        uint Mix(int shift) =>
            (uint)((((long)((old >> shift) & 0xFF) * oldShare) + ((long)((now >> shift) & 0xFF) * nowShare) + (both / 2)) / both);

        uint alpha = (uint)((both + (Whole / 2)) / Whole);
        return Mix(0) | (Mix(8) << 8) | (Mix(16) << 16) | (alpha << 24);
    }
}
