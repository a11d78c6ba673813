namespace GptImage.Sdk;

/// <summary>Finds where isolates end (rule BD9), and the first letter that counts (rules P2 and P3).</summary>
internal static class BidiIsolates
{
    /// <summary>Gets for each character that begins an isolate where it ends, and for each that ends one where it began; -1 for
    /// none.</summary>
    public static int[] Match(ReadOnlySpan<BidiClass> classes)
    {
        int[] partners = new int[classes.Length];
        Array.Fill(partners, -1);
        Stack<int> open = new();
        for (int i = 0; i < classes.Length; i++)
        {
            if (Begins(classes[i]))
            {
                open.Push(i);
            }
            else if (classes[i] == BidiClass.PopDirectionalIsolate && open.TryPop(out int start))
            {
                (partners[start], partners[i]) = (i, start);
            }
            else if (classes[i] == BidiClass.ParagraphSeparator)
            {
                open.Clear();
            }
        }

        return partners;
    }

    /// <summary>Gets the level of the first letter outside of isolates; <see langword="null"/> when there is none.</summary>
    public static byte? FirstStrongLevel(ReadOnlySpan<BidiClass> classes, int[] partners, int start, int end)
    {
        for (int i = start; i < end; i++)
        {
            switch (classes[i])
            {
                case BidiClass.LeftToRight:
                    return 0;
                case BidiClass.RightToLeft or BidiClass.ArabicLetter:
                    return 1;
                case BidiClass.ParagraphSeparator:
                    return null;
                default:
                    i = Begins(classes[i]) ? (partners[i] < 0 ? end : partners[i]) : i;
                    break;
            }
        }

        return null;
    }

    public static bool Begins(BidiClass kind) =>
        kind is BidiClass.LeftToRightIsolate or BidiClass.RightToLeftIsolate or BidiClass.FirstStrongIsolate;
}
