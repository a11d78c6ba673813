namespace GptImage.Sdk;

/// <summary>Counts the tokens of input images: what they have by the rule, and what they may have at most.</summary>
internal static class InputTokens
{
    private const int LeastTokens = 1;

    /// <summary>The most tokens of a picture whose size is not known here.</summary>
    private const int MostTokensOfUnknown = 4096;

    /// <summary>What a small photo was seen to have.</summary>
    private const int MostTokensOfSmall = 512;

    private const int PatchEdge = 32;
    private const int LongestCountedEdge = 2048;
    private const int TileEdge = 512;
    private const int TileBaseTokens = 65;
    private const int TokensPerTile = 129;
    private const int HighFidelitySquareTokens = 4160;
    private const int HighFidelityTokens = 6240;

    public static (int Least, int Most) Count(ComposedRequest composed, ModelFacts facts)
    {
        bool isHighFidelity = composed.InputFidelity is { } fidelity
            && fidelity == InputFidelity.High && facts.InputFidelities.Contains(fidelity);
        (int Least, int Most) total = (0, 0);
        foreach (ComposedInput input in composed.Inputs)
        {
            Add(input);
        }

        Add(composed.Mask);
        Add(composed.Markup);
        return total;

        void Add(ComposedInput? input)
        {
            if (input is null)
            {
                return;
            }

            (int least, int most) = Count(input, facts.InputTokens);
            total = (total.Least + least, total.Most + most);
            if (isHighFidelity)
            {
                bool isSquare = input.Header is { Size: { IsAuto: false } size } && size.Width == size.Height;
                total = (total.Least + HighFidelitySquareTokens, total.Most + (isSquare ? HighFidelitySquareTokens : HighFidelityTokens));
            }
        }
    }

    private static (int Least, int Most) Count(ComposedInput input, InputTokenRule rule)
    {
        if (input.Header is not { Size: { IsAuto: false } size })
        {
            return (LeastTokens, MostTokensOfUnknown);
        }

        int tokens = rule == InputTokenRule.Tiles ? Tiles(size) : Patches(size);
        return (tokens, rule == InputTokenRule.Tiles ? tokens : Math.Max(tokens, MostTokensOfSmall));
    }

    private static int Patches(ImageSize size)
    {
        double scale = Math.Min(1, (double)LongestCountedEdge / size.LongEdge);
        return Pieces(size.Width * scale, PatchEdge) * Pieces(size.Height * scale, PatchEdge);
    }

    private static int Tiles(ImageSize size)
    {
        double scale = (double)TileEdge / Math.Min(size.Width, size.Height);
        return TileBaseTokens + (TokensPerTile * Pieces(size.Width * scale, TileEdge) * Pieces(size.Height * scale, TileEdge));
    }

    /// <summary>Counts started pieces; a billionth too much is rounding, and no picture has more than a million.</summary>
    private static int Pieces(double length, int edge) => (int)Math.Min(Math.Ceiling((length / edge) - 1e-9), 1_000_000);
}
