namespace GptImage.Sdk.Imaging;

/// <summary>Checks that a picture is unchanged where it should be: outside of the mask that it was edited with.</summary>
/// <remarks>A picture of another size, or of a format without pixels to compare, cannot be looked at: the outcome is
/// <see cref="CheckOutcome.Unavailable"/>. A repair costs nothing and another picture does: see <c>EditProtectedAsync</c>.</remarks>
public sealed class RegionCheck : PictureCheck
{
    /// <summary>Above this a person hardly sees a difference: <see cref="DriftReport.Psnr"/>.</summary>
    private const double InvisiblePsnr = 40;

    private readonly ImageInput _original;
    private readonly ImageInput? _mask;
    private readonly DriftOptions _options;

    /// <summary>Makes a check.</summary>
    /// <param name="original">The picture as it was.</param>
    /// <param name="mask">A mask of its size whose opaque pixels should not change; <see langword="null"/> looks at all.</param>
    /// <param name="options">How differences are measured; <see langword="null"/> for the defaults.</param>
    /// <exception cref="ArgumentNullException"><paramref name="original"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public RegionCheck(ImageInput original, ImageInput? mask = null, DriftOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(original);
        _original = original;
        _mask = mask;
        _options = new DriftOptions { Threshold = (options ?? new DriftOptions()).Checked().Threshold };
    }

    /// <inheritdoc/>
    public override string Name => "region";

    /// <summary>Gets how much may change outside of the mask.</summary>
    /// <value>The share of protected pixels, 0 to 1; 0.01 by default. More than that fails the check, unless the peak signal-to-noise ratio
    /// is 40 decibels or more, which a person hardly sees: then it is unsure.</value>
    public double MaxChangedShare { get; init; } = 0.01;

    /// <inheritdoc/>
    public override async ValueTask<PictureVerdict> CheckAsync(PictureToCheck picture, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(picture);
        DriftReport report = await Task.Run(
            () => DriftReport.Measure(_original, picture.Image.ToInput(), _mask, _options), cancellationToken).ConfigureAwait(false);
        CheckOutcome outcome = report.ChangedShare <= MaxChangedShare ? CheckOutcome.Passed
            : report.Psnr >= InvisiblePsnr ? CheckOutcome.Unsure
            : CheckOutcome.Failed;
        return new PictureVerdict
        {
            Outcome = outcome,
            Score = 1 - report.ChangedShare,
            Findings = outcome == CheckOutcome.Passed ? [] : [report.ToString()],
            Advice = outcome == CheckOutcome.Failed ? "Change nothing outside of the masked area." : null,
        };
    }
}
