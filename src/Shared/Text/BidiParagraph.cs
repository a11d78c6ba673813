using System.Text;

namespace GptImage.Sdk;

/// <summary>A paragraph in which the direction of each character is known: the Unicode bidirectional algorithm (UAX #9).</summary>
internal sealed class BidiParagraph
{
    private readonly BidiClass[] _classes;
    private readonly byte[] _levels;

    private BidiParagraph(BidiClass[] classes, byte[] levels, byte level)
    {
        _classes = classes;
        _levels = levels;
        Level = level;
    }

    /// <summary>Gets the level of the paragraph: 0 from left to right, 1 from right to left.</summary>
    public byte Level { get; }

    public bool IsRightToLeft => Level == 1;

    /// <summary>Gets the level of each UTF-16 unit, before lines are broken; even ones run from left to right.</summary>
    public ReadOnlySpan<byte> Levels => _levels;

    /// <summary>Resolves the directions of a text.</summary>
    /// <param name="text">The text of one paragraph.</param>
    /// <param name="level">The paragraph's level, or <see langword="null"/> to take it from the first letter.</param>
    public static BidiParagraph Resolve(string text, byte? level = null)
    {
        BidiClass[] classes = new BidiClass[text.Length];
        int[] codes = new int[text.Length];
        for (int i = 0; i < text.Length;)
        {
            Rune.DecodeFromUtf16(text.AsSpan(i), out Rune rune, out int length);

            // The second half of a character is passed over like a character that has no direction, and takes the level before it.
            classes.AsSpan(i, length).Fill(BidiClass.BoundaryNeutral);
            classes[i] = ClassOf(rune.Value);
            codes[i] = rune.Value;
            i += length;
        }

        return Resolve(classes, codes, level);
    }

    /// <summary>Resolves the directions of characters of which the classes are known.</summary>
    /// <param name="classes">Their classes.</param>
    /// <param name="codes">Their code points, by which brackets are found; 0 is not a bracket.</param>
    /// <param name="level">The paragraph's level, or <see langword="null"/> to take it from the first letter.</param>
    public static BidiParagraph Resolve(BidiClass[] classes, int[] codes, byte? level)
    {
        int[] partners = BidiIsolates.Match(classes);
        byte ground = level ?? BidiIsolates.FirstStrongLevel(classes, partners, 0, classes.Length) ?? 0;
        BidiEmbeddings embeddings = BidiEmbeddings.Resolve(classes, partners, ground);
        foreach (BidiSequence sequence in BidiSequence.FindAll(embeddings, partners, ground))
        {
            sequence.Resolve(codes, classes, embeddings.Levels);
        }

        byte before = ground;
        for (int i = 0; i < classes.Length; i++)
        {
            embeddings.Levels[i] = before = embeddings.IsRemoved(i) ? before : embeddings.Levels[i];
        }

        return new BidiParagraph(classes, embeddings.Levels, ground);
    }

    /// <summary>Gets the levels of a line (rule L1): blanks at its end run as the paragraph does.</summary>
    public byte[] LineLevels(int start, int end)
    {
        byte[] levels = _levels[start..end];
        bool isAtEnd = true;
        for (int i = end - 1; i >= start; i--)
        {
            BidiClass kind = _classes[i];
            bool isSeparator = kind is BidiClass.SegmentSeparator or BidiClass.ParagraphSeparator;
            isAtEnd = isSeparator || (isAtEnd && (kind == BidiClass.WhiteSpace || IsFormat(kind)));
            levels[i - start] = isAtEnd ? Level : levels[i - start];
        }

        return levels;
    }

    /// <summary>Puts pieces of a line into the order in which they stand from left to right (rule L2).</summary>
    public static void Reorder<T>(List<T> pieces, Func<T, byte> levelOf)
    {
        int highest = pieces.Count == 0 ? 0 : pieces.Max(levelOf);
        for (int level = highest; level > 0; level--)
        {
            for (int start = 0; start < pieces.Count; start++)
            {
                int end = start;
                while (end < pieces.Count && levelOf(pieces[end]) >= level)
                {
                    end++;
                }

                pieces.Reverse(start, end - start);
                start = Math.Max(start, end);
            }
        }
    }

    /// <summary>Gets the class of a character.</summary>
    public static BidiClass ClassOf(int codePoint) => (BidiClass)CodePointRanges.Find(BidiTable.Ranges, codePoint);

    /// <summary>Gets the mirror image of a character that is drawn in a run from right to left; most are their own.</summary>
    public static int Mirror(int codePoint) => CodePointRanges.TryFind(BidiTable.Mirrors, codePoint, out int mirror) ? mirror : codePoint;

    private static bool IsFormat(BidiClass kind) => kind is BidiClass.BoundaryNeutral or >= BidiClass.LeftToRightEmbedding;
}
