namespace GptImage.Sdk;

/// <summary>Gives both brackets of a pair the same direction (rules BD16 and N0).</summary>
internal static class BidiBrackets
{
    private const int MaxOpen = 63;

    /// <summary>Resolves the brackets of a sequence.</summary>
    /// <param name="classes">The classes after the weak rules; they are changed.</param>
    /// <param name="codes">The code points.</param>
    /// <param name="original">The classes before all rules.</param>
    /// <param name="direction">The direction of the sequence's level.</param>
    /// <param name="before">The direction of what comes before the sequence.</param>
    public static void Resolve(BidiClass[] classes, int[] codes, BidiClass[] original, BidiClass direction, BidiClass before)
    {
        foreach ((int opening, int closing) in FindPairs(classes, codes))
        {
            bool hasOpposite = false;
            bool hasOwn = false;
            for (int i = opening + 1; i < closing && !hasOwn; i++)
            {
                BidiClass? strong = StrongOf(classes[i]);
                hasOwn = strong == direction;
                hasOpposite |= strong is not null && strong != direction;
            }

            if (hasOwn || hasOpposite)
            {
                BidiClass taken = hasOwn ? direction : ContextOf(classes, opening, before);
                Take(classes, original, opening, taken);
                Take(classes, original, closing, taken);
            }
        }
    }

    private static List<(int Opening, int Closing)> FindPairs(BidiClass[] classes, int[] codes)
    {
        List<(int Opening, int Closing)> pairs = [];
        List<(int Closer, int Place)> open = [];
        for (int i = 0; i < classes.Length; i++)
        {
            if (classes[i] != BidiClass.OtherNeutral)
            {
                continue;
            }

            if (CodePointRanges.TryFind(BidiTable.Openers, codes[i], out int closer))
            {
                if (open.Count == MaxOpen)
                {
                    return [];
                }

                open.Add((closer, i));
            }
            else if (CodePointRanges.TryFind(BidiTable.Closers, codes[i], out int closing))
            {
                int match = open.FindLastIndex(bracket => bracket.Closer == closing);
                if (match >= 0)
                {
                    pairs.Add((open[match].Place, i));
                    open.RemoveRange(match, open.Count - match);
                }
            }
        }

        pairs.Sort();
        return pairs;
    }

    private static BidiClass ContextOf(BidiClass[] classes, int opening, BidiClass before)
    {
        for (int i = opening - 1; i >= 0; i--)
        {
            if (StrongOf(classes[i]) is { } strong)
            {
                return strong;
            }
        }

        return before;
    }

    /// <summary>Marks behind a bracket go with it.</summary>
    private static void Take(BidiClass[] classes, BidiClass[] original, int place, BidiClass taken)
    {
        classes[place] = taken;
        for (int i = place + 1; i < classes.Length && original[i] == BidiClass.NonspacingMark; i++)
        {
            classes[i] = taken;
        }
    }

    private static BidiClass? StrongOf(BidiClass kind) => kind switch
    {
        BidiClass.LeftToRight => BidiClass.LeftToRight,
        BidiClass.RightToLeft or BidiClass.EuropeanNumber or BidiClass.ArabicNumber => BidiClass.RightToLeft,
        _ => null,
    };
}
