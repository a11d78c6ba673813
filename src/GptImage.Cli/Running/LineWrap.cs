using System.Text;

namespace GptImage.Cli;

/// <summary>Breaks text between words, so that a terminal does not break it within them.</summary>
internal static class LineWrap
{
    private const string Indent = "  ";

    /// <summary>Wraps a text.</summary>
    /// <param name="text">The text. Its own line breaks stay.</param>
    /// <param name="width">The columns of the terminal; <see langword="null"/> wraps nothing.</param>
    /// <returns>The lines. Those after the first of each are indented by two spaces; a word longer than the terminal stays whole.</returns>
    public static IEnumerable<string> Wrap(string text, int? width) =>
        text.Split('\n').Select(line => line.TrimEnd('\r')).SelectMany(line => width is { } columns ? WrapLine(line, columns) : [line]);

    private static IEnumerable<string> WrapLine(string text, int width)
    {
        StringBuilder line = new();
        bool isFirst = true;
        foreach (string word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line.ToString();
                line.Clear().Append(Indent);
                isFirst = true;
            }

            line.Append(isFirst ? "" : " ").Append(word);
            isFirst = false;
        }

        yield return line.ToString();
    }
}
