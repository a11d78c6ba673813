namespace GptImage.Sdk;

/// <summary>Checks that the texts of a request stand in the picture, letter for letter.</summary>
/// <remarks>
/// <para>The texts are <see cref="ImageRequest.Text"/>. Each must be found as whole words among what the reader saw, also across lines.
/// Code points are compared after Unicode normalization (NFC). White space is not compared: readers do not report it reliably.</para>
/// <para>Where a reader cannot be trusted, the outcome is <see cref="CheckOutcome.Unsure"/> and never lets anything be bought: when only
/// diacritics differ, or letters that look alike (<c>I</c>, <c>l</c>, <c>1</c> and <c>|</c>; <c>O</c> and <c>0</c>; <c>x</c> and <c>×</c>;
/// straight and typographic quotes, hyphens and dashes, full-width and plain letters), or when the reader is less than 80 percent sure of
/// what it saw. A text that is not found and has a letter unknown to the reader
/// (<see cref="ITextReader.CanRead"/>) is <see cref="CheckOutcome.Unavailable"/>.</para>
/// <para>A text that fails again and again is cheaper to set over the picture: <c>OverlayPlan</c> of GptImage.Sdk.Imaging buys
/// nothing.</para>
/// </remarks>
public sealed class TextCheck : PictureCheck
{
    /// <summary>Below this a reader's own figure counts as a guess. Rule of this library.</summary>
    private const double LeastConfidence = 0.8;

    private readonly ITextReader _reader;

    /// <summary>Makes a check.</summary>
    /// <param name="reader">What reads the pictures.</param>
    /// <exception cref="ArgumentNullException"><paramref name="reader"/> is null.</exception>
    public TextCheck(ITextReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        _reader = reader;
    }

    /// <inheritdoc/>
    public override string Name => "text";

    /// <inheritdoc/>
    public override async ValueTask<PictureVerdict> CheckAsync(PictureToCheck picture, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(picture);
        IReadOnlyList<TextElement> texts = picture.Request.Text;
        if (texts.Count == 0)
        {
            return new PictureVerdict { Outcome = CheckOutcome.Passed };
        }

        PageText page = new(await _reader.ReadAsync(picture.Image, cancellationToken).ConfigureAwait(false));
        (CheckOutcome Outcome, double Score, string? Finding)[] found = [.. texts.Select(text => Judge(page, text.Content))];
        string[] wrong =
            [.. texts.Where((_, index) => found[index].Outcome == CheckOutcome.Failed).Select(text => text.Content)];
        return new PictureVerdict
        {
            Outcome = found.Select(text => text.Outcome).OrderBy(CheckedCandidate.Badness).Last(),
            Score = found.Average(text => text.Score),
            Findings = [.. found.Select(text => text.Finding).OfType<string>()],
            Advice = wrong.Length == 0
                ? null
                : $"Spell {string.Join(" and ", wrong.Select(ExactQuote.Quote))} exactly as given, letter by letter.",
        };
    }

    /// <summary>Says whether one text stands in the picture. What was read instead is for people; the next prompt does not repeat
    /// it.</summary>
    private (CheckOutcome Outcome, double Score, string? Finding) Judge(PageText page, string text)
    {
        if (page.Find(text, isFolded: false) is { } exact)
        {
            return exact >= LeastConfidence
                ? (CheckOutcome.Passed, 1, null)
                : (CheckOutcome.Unsure, exact, $"The reader is not sure of '{text}'.");
        }

        if (page.Find(text, isFolded: true) is not null)
        {
            string read = page.FindNearest(text).Text;
            return (CheckOutcome.Unsure, 0.9, $"'{text}' was read with other accents or look-alike letters: '{read}'.");
        }

        if (PageText.FindUnknown(text, _reader) is { } letter)
        {
            return (CheckOutcome.Unavailable, 0.5, $"'{text}' was not found, and the reader does not know the letter '{letter}'.");
        }

        (string near, double likeness, double confidence) = page.FindNearest(text);
        string what = near.Length == 0 ? "nothing like it was read" : $"the nearest that was read is '{near}'";
        return confidence < LeastConfidence
            ? (CheckOutcome.Unsure, likeness / 2, $"'{text}' was not found; {what}, and the reader is not sure of it.")
            : (CheckOutcome.Failed, likeness / 2, $"'{text}' was not found; {what}.");
    }
}
