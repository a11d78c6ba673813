using System.Text.RegularExpressions;

namespace GptImage.Sdk.Testing;

/// <summary>The words of a text in lower case, with its commas and stops as words of their own.</summary>
internal sealed partial class WordList
{
    private const int Reach = 4;

    private readonly string[] _words;

    public WordList(string text) => _words = [.. Word().Matches(text.ToLowerInvariant()).Select(match => match.Value)];

    public int Count => _words.Length;

    public string this[int index] => index >= 0 && index < _words.Length ? _words[index] : "";

    public bool Has(params ReadOnlySpan<string> words) => Find(words) >= 0;

    /// <summary>Finds the first of several words; -1 when there is none of them.</summary>
    public int Find(params ReadOnlySpan<string> words)
    {
        for (int index = 0; index < _words.Length; index++)
        {
            if (words.Contains(_words[index]))
            {
                return index;
            }
        }

        return -1;
    }

    /// <summary>Finds the word of a table that belongs to the word at a place: the nearest before it, or else right after it.</summary>
    public T? Near<T>(int index, IReadOnlyDictionary<string, T> table)
        where T : struct
    {
        for (int before = index - 1; before >= Math.Max(0, index - Reach) && !IsBreak(_words[before]); before--)
        {
            if (table.TryGetValue(_words[before], out T found))
            {
                return found;
            }
        }

        for (int after = index + 1; after < Math.Min(_words.Length, index + 3) && !IsBreak(_words[after]); after++)
        {
            if (table.TryGetValue(_words[after], out T found))
            {
                return found;
            }
        }

        return null;
    }

    private static bool IsBreak(string word) => word is "," or ";" or "." or "with" or "and" or "on" or "in" or "a" or "the";

    [GeneratedRegex(@"\p{L}+|\d+|[,;.]", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
