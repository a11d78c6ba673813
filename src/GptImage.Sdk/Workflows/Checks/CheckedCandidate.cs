namespace GptImage.Sdk;

/// <summary>A picture that was bought, with what the checks say about it.</summary>
public sealed record CheckedCandidate
{
    private readonly Lazy<GeneratedImage>? _image;

    /// <summary>Gets the picture. One on disk is read when it is asked for.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public required GeneratedImage Image
    {
        get => _image?.Value ?? throw new InvalidOperationException("The candidate was made without a picture.");
        init => _image = new Lazy<GeneratedImage>(value);
    }

    /// <summary>Gets the file of the picture, or <see langword="null"/> when it is in memory.</summary>
    public SavedImage? File { get; init; }

    /// <summary>Gets the verdicts, in the order of the checks.</summary>
    public IReadOnlyList<PictureVerdict> Verdicts { get; init; } = [];

    /// <summary>Gets the outcome of all checks together: the worst of them. Failed is worse than unavailable, and that is worse than
    /// unsure.</summary>
    /// <value><see cref="CheckOutcome.Unavailable"/> when no check has looked.</value>
    public CheckOutcome Outcome =>
        Verdicts.Select(verdict => verdict.Outcome).DefaultIfEmpty(CheckOutcome.Unavailable).OrderBy(Badness).Last();

    /// <summary>Gets what the picture cost in USD, its part of the call's usage or else of the upper bound of the estimate;
    /// <see langword="null"/> when its price is not known.</summary>
    public decimal? Cost { get; init; }

    /// <summary>Gets whether an earlier run bought it, so that it was not bought now.</summary>
    public bool IsFromLedger { get; init; }

    /// <summary>Gets the service's id of the request, or <see langword="null"/> when it gave none.</summary>
    public string? RequestId { get; init; }

    private Lazy<GeneratedImage> Source
    {
        init => _image = value;
    }

    internal double Score => Verdicts.Select(verdict => verdict.Rank).DefaultIfEmpty(0).Average();

    /// <summary>Makes a candidate of a picture in memory or of a file, which is not read yet.</summary>
    internal static CheckedCandidate Create(GeneratedImage? image, SavedImage? file) =>
        image is null && file is not null
            ? new CheckedCandidate { Image = new GeneratedImage(default), File = file, Source = LazyPicture.FromFile(file) }
            : new CheckedCandidate { Image = image ?? new GeneratedImage(default), File = file };

    internal static int Badness(CheckOutcome outcome) => outcome switch
    {
        CheckOutcome.Passed => 0,
        CheckOutcome.Unsure => 1,
        CheckOutcome.Unavailable => 2,
        _ => 3,
    };

    /// <summary>Says what the checks came to.</summary>
    /// <returns>For example <c>text: Failed, region: Passed</c>.</returns>
    public override string ToString() => string.Join(", ", Verdicts);
}
