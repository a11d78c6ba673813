using System.Text;

namespace GptImage.Sdk;

/// <summary>Takes what a person can read from a page of a gateway or a bare text. It looks at the first 8,192 characters, by plain searches
/// that have no time limit to run into.</summary>
internal static class PageWords
{
    private const int MaxRead = 8192;
    private const int MaxSummary = 200;

    /// <summary>Elements that nobody reads.</summary>
    private static readonly string[] Hidden = ["script", "style"];

    /// <returns>The first words, or <see langword="null"/> when there are none.</returns>
    public static string? Summarize(string body)
    {
        string start = body.Length > MaxRead ? body[..MaxRead] : body;
        string text = string.Join(' ', WithoutTags(start).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return text.Length == 0 ? null : text.Length > MaxSummary ? text[..MaxSummary] + "…" : text;
    }

    private static string WithoutTags(string page)
    {
        StringBuilder text = new(page.Length);
        int at = 0;
        for (int tag; (tag = page.IndexOf('<', at)) >= 0;)
        {
            int end = EndOfElement(page, tag);
            if (end < 0)
            {
                break;
            }

            text.Append(page, at, tag - at).Append(' ');
            at = end;
        }

        return text.Append(page, at, page.Length - at).ToString();
    }

    /// <summary>Finds the end of a tag, or of an element that nobody reads with all that is in it.</summary>
    /// <returns>The index behind it, or -1 when no tag ends any more.</returns>
    private static int EndOfElement(string page, int tag)
    {
        int end = page.IndexOf('>', tag) + 1;
        string? name = end == 0 ? null : Array.Find(Hidden, hidden => IsName(page, tag + 1, hidden));
        int close = name is null ? -1 : page.IndexOf("</" + name, end, StringComparison.OrdinalIgnoreCase);
        return end == 0 ? -1 : close < 0 ? end : page.IndexOf('>', close) is var last and >= 0 ? last + 1 : end;
    }

    private static bool IsName(string page, int at, string name) =>
        string.Compare(page, at, name, 0, name.Length, StringComparison.OrdinalIgnoreCase) == 0
        && at + name.Length < page.Length && !char.IsLetterOrDigit(page[at + name.Length]);
}
