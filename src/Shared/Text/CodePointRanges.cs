namespace GptImage.Sdk;

/// <summary>Looks code points up in the generated tables.</summary>
internal static class CodePointRanges
{
    /// <summary>Gets the class of a code point from a table of range starts with classes.</summary>
    public static byte Find(ReadOnlySpan<uint> ranges, int codePoint)
    {
        int index = ranges.BinarySearch(((uint)codePoint << 8) | byte.MaxValue);
        return (byte)ranges[index >= 0 ? index : ~index - 1];
    }

    /// <summary>Gets what follows a code point in a sorted table of pairs.</summary>
    public static bool TryFind(ReadOnlySpan<uint> pairs, int codePoint, out int value)
    {
        (int low, int high) = (0, (pairs.Length / 2) - 1);
        while (low <= high)
        {
            int middle = (low + high) / 2;
            int found = (int)pairs[middle * 2];
            if (found == codePoint)
            {
                value = (int)pairs[(middle * 2) + 1];
                return true;
            }

            (low, high) = found < codePoint ? (middle + 1, high) : (low, middle - 1);
        }

        value = 0;
        return false;
    }

    /// <summary>Tells whether a code point lies in one of the sorted ranges, each given by its first and last code point.</summary>
    public static bool Contains(ReadOnlySpan<uint> ranges, int codePoint)
    {
        int index = ranges.BinarySearch((uint)codePoint);
        return index >= 0 || (~index & 1) == 1;
    }
}
