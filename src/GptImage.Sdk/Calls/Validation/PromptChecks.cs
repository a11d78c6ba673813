using System.Globalization;
using System.Text;

namespace GptImage.Sdk;

/// <summary>Checks the prompt and the exact texts in it.</summary>
internal static class PromptChecks
{
    /// <summary>From here on paragraphs were seen to break; our own choice.</summary>
    private const int LongTextLength = 120;

    private const int DefaultMaxLength = 32_000;

    public static void Check(ComposedRequest request, FindingList findings)
    {
        if (request.Request.Prompt.Length == 0)
        {
            findings.Add(Rules.PromptEmpty, "The prompt is empty. Say in words what to draw, in 1 character or more.");
        }
        else if (string.IsNullOrWhiteSpace(request.Request.Prompt))
        {
            findings.Add(
                Rules.PromptBlank, "The prompt has nothing but white space, and the service would charge for a picture of anything. Say in "
                + "words what to draw.");
        }

        int max = request.Facts?.MaxPromptLength ?? DefaultMaxLength;
        int length = CountCodePoints(request.Prompt, out int loneSurrogateAt);
        if (length > max)
        {
            string parts = request.Prompt.Length == request.Request.Prompt.Length ? "" : " with the texts and characters added to it";
            findings.Add(
                Rules.PromptLength,
                string.Create(CultureInfo.InvariantCulture,
                $"The prompt has {length:N0} characters{parts}; {request.Model} takes up to {max:N0}."));
        }

        if (loneSurrogateAt >= 0)
        {
            findings.Add(
                Rules.PromptSurrogate,
                string.Create(CultureInfo.InvariantCulture,
                $"The prompt has half a surrogate pair at index {loneSurrogateAt}, which is not a character. A text was probably cut in "
                + $"the middle of an emoji; cut between characters."));
        }

        foreach (TextElement text in request.Request.Text)
        {
            CheckText(text, findings);
        }
    }

    private static void CheckText(TextElement text, FindingList findings)
    {
        if (string.IsNullOrWhiteSpace(text.Content))
        {
            findings.Add(Rules.TextEmpty, "A text element has no text. Give the words to write, or leave the element out.");
            return;
        }

        int length = CountCodePoints(text.Content, out _);
        if (length > LongTextLength)
        {
            findings.Add(
                Rules.TextLong,
                string.Create(CultureInfo.InvariantCulture,
                $"A text element has {length:N0} characters; above {LongTextLength} the model tends to break paragraphs. Set it as an "
                + $"overlay on the finished picture."));
        }
    }

    private static int CountCodePoints(string text, out int loneSurrogateAt)
    {
        loneSurrogateAt = -1;
        int count = 0;
        for (int i = 0; i < text.Length; count++)
        {
            if (Rune.TryGetRuneAt(text, i, out Rune rune))
            {
                i += rune.Utf16SequenceLength;
                continue;
            }

            loneSurrogateAt = loneSurrogateAt < 0 ? i : loneSurrogateAt;
            i++;
        }

        return count;
    }
}
