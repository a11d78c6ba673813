using System.Globalization;
using System.Text;
using SkiaSharp;

namespace GptImage.Sdk.Testing;

/// <summary>Text broken into lines and as large as a box allows.</summary>
internal sealed record TextBlock(IReadOnlyList<string> Lines, float CapHeight)
{
    /// <summary>From one baseline to the next, of the height of a capital.</summary>
    private const float LineHeight = 1.85f;

    public float Height => Lines.Count == 0 ? 0 : CapHeight * (((Lines.Count - 1) * LineHeight) + 1);

    public float Width => Lines.Count == 0 ? 0 : Lines.Max(line => TextPainter.Measure(line, CapHeight));

    /// <summary>Finds the largest size at which the text fits; text too long for the smallest is cut with an ellipsis.</summary>
    public static TextBlock Fit(string text, float width, float height, float largest, float smallest)
    {
        string normal = text.Normalize(NormalizationForm.FormC);
        for (float size = largest; size > smallest; size *= 0.92f)
        {
            TextBlock block = At(normal, width, size);
            if (block.Height <= height && block.Width <= width)
            {
                return block;
            }
        }

        TextBlock cut = At(normal, width, smallest);
        int lines = Math.Max(1, 1 + (int)(((height / smallest) - 1) / LineHeight));
        return lines >= cut.Lines.Count ? cut : cut with { Lines = [.. cut.Lines.Take(lines - 1), cut.Lines[lines - 1] + "…"] };
    }

    public void DrawCentred(SKCanvas canvas, SKRect box, SKColor color, float bold = 1)
    {
        float baseline = box.MidY - (Height / 2) + CapHeight;
        foreach (string line in Lines)
        {
            TextPainter.Draw(canvas, line, box.MidX - (TextPainter.Measure(line, CapHeight) / 2), baseline, CapHeight, color, bold);
            baseline += CapHeight * LineHeight;
        }
    }

    private static TextBlock At(string text, float width, float size) =>
        new([.. text.ReplaceLineEndings("\n").Split('\n').SelectMany(line => Wrap(line, width, size))], size);

    private static IEnumerable<string> Wrap(string text, float width, float size)
    {
        var line = new StringBuilder();
        float length = 0;
        float space = TextPainter.Measure(" ", size);
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            float wordLength = TextPainter.Measure(word, size);
            if (line.Length > 0 && length + space + wordLength > width)
            {
                yield return line.ToString();
                line.Clear();
                length = 0;
            }

            if (line.Length > 0)
            {
                line.Append(' ');
                length += space;
            }

            if (wordLength <= width)
            {
                line.Append(word);
                length += wordLength;
                continue;
            }

            foreach (string letter in Letters(word))
            {
                float letterLength = TextPainter.Measure(letter, size);
                if (length > 0 && length + letterLength > width)
                {
                    yield return line.ToString();
                    line.Clear();
                    length = 0;
                }

                line.Append(letter);
                length += letterLength;
            }
        }

        if (line.Length > 0)
        {
            yield return line.ToString();
        }
    }

    /// <summary>Cuts a word into letters with their marks.</summary>
    private static IEnumerable<string> Letters(string word)
    {
        for (int start = 0; start < word.Length;)
        {
            int length = StringInfo.GetNextTextElementLength(word, start);
            yield return word.Substring(start, length);
            start += length;
        }
    }
}
