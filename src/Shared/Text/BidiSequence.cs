namespace GptImage.Sdk;

/// <summary>An isolating run sequence: characters of one level that follow each other when isolates between them are passed over
/// (rules X10, W1 to W7, N0 to N2, I1 and I2).</summary>
internal sealed class BidiSequence
{
    private readonly List<int> _indexes = [];
    private readonly byte _level;
    private BidiClass[] _classes = [];
    private BidiClass _before;
    private BidiClass _after;

    private BidiSequence(byte level) => _level = level;

    private BidiClass Direction => DirectionOf(_level);

    /// <summary>Finds the sequences of a paragraph.</summary>
    public static IEnumerable<BidiSequence> FindAll(BidiEmbeddings embeddings, int[] partners, byte ground)
    {
        List<int> visible = [.. Enumerable.Range(0, embeddings.Levels.Length).Where(index => !embeddings.IsRemoved(index))];
        int[] places = new int[embeddings.Levels.Length];
        for (int place = 0; place < visible.Count; place++)
        {
            places[visible[place]] = place;
        }

        // Levels are resolved while the sequences come one after another, so the ones of the embeddings are kept.
        byte[] levels = [.. visible.Select(index => embeddings.Levels[index])];
        BidiClass[] classes = [.. embeddings.Classes];
        for (int start = 0; start < visible.Count; start++)
        {
            bool isRunStart = start == 0 || levels[start] != levels[start - 1];
            if (!isRunStart || embeddings.EndsMatchedIsolate(visible[start]))
            {
                continue;
            }

            BidiSequence sequence = new(levels[start]);
            int place = start;
            while (true)
            {
                do
                {
                    sequence._indexes.Add(visible[place++]);
                }
                while (place < visible.Count && levels[place] == levels[place - 1]);

                int last = sequence._indexes[^1];
                if (!embeddings.BeginsIsolate(last) || partners[last] < 0)
                {
                    break;
                }

                place = places[partners[last]];
            }

            bool isOpen = embeddings.BeginsIsolate(sequence._indexes[^1]);
            byte before = start == 0 ? ground : levels[start - 1];
            byte after = isOpen || place == visible.Count ? ground : levels[place];
            sequence._classes = [.. sequence._indexes.Select(index => classes[index])];
            sequence._before = DirectionOf(Math.Max(sequence._level, before));
            sequence._after = DirectionOf(Math.Max(sequence._level, after));
            yield return sequence;
        }
    }

    /// <summary>Writes the levels of its characters.</summary>
    public void Resolve(int[] codes, BidiClass[] original, byte[] levels)
    {
        ResolveWeak();
        BidiBrackets.Resolve(
            _classes, [.. _indexes.Select(index => codes[index])], [.. _indexes.Select(index => original[index])], Direction, _before);
        ResolveNeutral();
        for (int i = 0; i < _classes.Length; i++)
        {
            bool isOdd = _level % 2 == 1;
            int add = _classes[i] switch
            {
                BidiClass.LeftToRight => isOdd ? 1 : 0,
                BidiClass.RightToLeft => isOdd ? 0 : 1,
                _ => isOdd ? 1 : 2,
            };
            levels[_indexes[i]] = (byte)(_level + add);
        }
    }

    private static BidiClass DirectionOf(byte level) => level % 2 == 0 ? BidiClass.LeftToRight : BidiClass.RightToLeft;

    private void ResolveWeak()
    {
        BidiClass before = _before;
        BidiClass strong = _before;
        for (int i = 0; i < _classes.Length; i++)
        {
            bool isBesideIsolate = BidiIsolates.Begins(before) || before == BidiClass.PopDirectionalIsolate;
            BidiClass kind = _classes[i] == BidiClass.NonspacingMark ? (isBesideIsolate ? BidiClass.OtherNeutral : before) : _classes[i];
            before = kind;
            strong = IsStrong(kind) ? kind : strong;
            _classes[i] = kind == BidiClass.EuropeanNumber && strong == BidiClass.ArabicLetter ? BidiClass.ArabicNumber : kind;
        }

        _classes = [.. _classes.Select(kind => kind == BidiClass.ArabicLetter ? BidiClass.RightToLeft : kind)];
        JoinNumbers();
        strong = _before;
        for (int i = 0; i < _classes.Length; i++)
        {
            BidiClass kind = _classes[i];
            strong = IsStrong(kind) ? kind : strong;
            _classes[i] = kind switch
            {
                BidiClass.EuropeanSeparator or BidiClass.EuropeanTerminator or BidiClass.CommonSeparator => BidiClass.OtherNeutral,
                BidiClass.EuropeanNumber when strong == BidiClass.LeftToRight => BidiClass.LeftToRight,
                _ => kind,
            };
        }
    }

    /// <summary>Joins numbers with the separator between them, and with signs such as % and € beside them (rules W4 and W5).</summary>
    private void JoinNumbers()
    {
        for (int i = 1; i + 1 < _classes.Length; i++)
        {
            (BidiClass left, BidiClass right) = (_classes[i - 1], _classes[i + 1]);
            bool isEuropean = left == BidiClass.EuropeanNumber
                && _classes[i] is BidiClass.EuropeanSeparator or BidiClass.CommonSeparator;
            bool isArabic = left == BidiClass.ArabicNumber && _classes[i] == BidiClass.CommonSeparator;
            _classes[i] = left == right && (isEuropean || isArabic) ? left : _classes[i];
        }

        for (int start = 0; start < _classes.Length; start++)
        {
            int end = EndOf(start, static kind => kind == BidiClass.EuropeanTerminator);
            bool isBeside = (start > 0 && _classes[start - 1] == BidiClass.EuropeanNumber)
                || (end < _classes.Length && _classes[end] == BidiClass.EuropeanNumber);
            if (end > start && isBeside)
            {
                _classes.AsSpan(start, end - start).Fill(BidiClass.EuropeanNumber);
            }

            start = Math.Max(start, end - 1);
        }
    }

    private void ResolveNeutral()
    {
        for (int start = 0; start < _classes.Length; start++)
        {
            int end = EndOf(start, IsNeutral);
            if (end == start)
            {
                continue;
            }

            BidiClass before = start == 0 ? _before : Side(_classes[start - 1]);
            BidiClass after = end == _classes.Length ? _after : Side(_classes[end]);
            _classes.AsSpan(start, end - start).Fill(before == after ? before : Direction);
            start = end - 1;
        }
    }

    private int EndOf(int start, Func<BidiClass, bool> belongs)
    {
        int end = start;
        while (end < _classes.Length && belongs(_classes[end]))
        {
            end++;
        }

        return end;
    }

    /// <summary>Numbers count as right-to-left beside what is neutral.</summary>
    private static BidiClass Side(BidiClass kind) => kind == BidiClass.LeftToRight ? BidiClass.LeftToRight : BidiClass.RightToLeft;

    private static bool IsStrong(BidiClass kind) => kind is BidiClass.LeftToRight or BidiClass.RightToLeft or BidiClass.ArabicLetter;

    private static bool IsNeutral(BidiClass kind) => kind is BidiClass.ParagraphSeparator or BidiClass.SegmentSeparator
        or BidiClass.WhiteSpace or BidiClass.OtherNeutral or >= BidiClass.LeftToRightIsolate;
}
