namespace GptImage.Sdk;

/// <summary>Puts quotation marks around a text that do not occur in it, so that its own stay exact.</summary>
internal static class ExactQuote
{
    private static readonly (string Open, string Close)[] Marks = [("\"", "\""), ("“", "”"), ("«", "»"), ("「", "」"), ("<text>", "</text>")];

    public static string Quote(string text)
    {
        foreach ((string open, string close) in Marks)
        {
            if (!text.Contains(open, StringComparison.Ordinal) && !text.Contains(close, StringComparison.Ordinal))
            {
                return open + text + close;
            }
        }

        string fence = "text";
        while (text.Contains($"</{fence}>", StringComparison.Ordinal) || text.Contains($"<{fence}>", StringComparison.Ordinal))
        {
            fence += "-";
        }

        return $"<{fence}>{text}</{fence}>";
    }
}
