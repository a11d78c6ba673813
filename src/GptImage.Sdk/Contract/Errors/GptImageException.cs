namespace GptImage.Sdk;

/// <summary>The base of all failures of a call, with what it may have cost and what could be kept of it.</summary>
public abstract class GptImageException : Exception
{
    private ChargeState _charge;
    private ResponseHeaderFacts _headers = new();
    private string? _maskedMessage;
    private string _keptWord = "";
    private string _afterword = "";
    private IReadOnlyList<AttemptRecord> _attempts = [];
    private IReadOnlyList<GeneratedImage> _recoveredImages = [];
    private IReadOnlyList<SavedImage> _recoveredFiles = [];
    private Character? _recoveredCharacter;

    private protected GptImageException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <inheritdoc/>
    public override string Message => (_maskedMessage ?? base.Message) + _keptWord + _afterword;

    /// <summary>Gets what sending the request again may cost at most, in USD by the price table, or <see langword="null"/> when that is not
    /// known.</summary>
    public decimal? RepeatCost { get; private set; }

    /// <summary>Gets the service's id of the failed request, for support, or <see langword="null"/> when it gave none.</summary>
    public string? RequestId { get; init; }

    /// <summary>Gets what the call may have cost: the most that one of its attempts may have.</summary>
    public ChargeState Charge { get => _charge; init => _charge = value; }

    /// <summary>Gets every attempt of the call, the first one first. Empty when nothing was sent.</summary>
    public IReadOnlyList<AttemptRecord> Attempts { get => _attempts; init => _attempts = value; }

    /// <summary>Gets how long the call took, with its waits.</summary>
    public TimeSpan Duration => AttemptRecord.Total(_attempts);

    /// <summary>Gets how long the service worked on the failed request, or <see langword="null"/> when it did not say.</summary>
    public TimeSpan? ProcessingTime => _headers.ProcessingTime;

    /// <summary>Gets the organization that the service charged the request to, or <see langword="null"/> when it did not say.</summary>
    public string? Organization => _headers.Organization;

    /// <summary>Gets the rate limits by header name. Empty when the service sent none, as usual for images.</summary>
    public IReadOnlyDictionary<string, string> RateLimits => _headers.RateLimits;

    /// <summary>Gets the pictures that were complete when the call failed, in memory: also those whose files could not be
    /// written.</summary>
    public IReadOnlyList<GeneratedImage> RecoveredImages { get => _recoveredImages; init => _recoveredImages = value; }

    /// <summary>Gets the pictures that were complete when the call failed, as files.</summary>
    public IReadOnlyList<SavedImage> RecoveredFiles { get => _recoveredFiles; init => _recoveredFiles = value; }

    /// <summary>Gets the character with the pictures that were complete when its design failed, or <see langword="null"/> when there is
    /// none.</summary>
    /// <value>Its anchor and the views that were finished; <see cref="CharacterDesign.ContinueFrom"/> takes it to draw the others.</value>
    public Character? RecoveredCharacter { get => _recoveredCharacter; init => _recoveredCharacter = value; }

    /// <summary>Gets whether another attempt would fail in the same way.</summary>
    internal bool IsLasting { get; init; }

    /// <summary>Adds what only the whole call knows.</summary>
    internal void Complete(CallAttempts attempts, decimal? repeatCost)
    {
        _attempts = [.. attempts.Records];
        _headers = attempts.LastHeaders ?? _headers;
        ChargeState own = _charge;
        _charge = attempts.Records.Count == 0 ? _charge : attempts.Charge;
        RepeatCost = repeatCost;
        _afterword = ChargeWords.After(own, _charge, repeatCost);
    }

    /// <summary>Adds what a design completed before one of its calls failed.</summary>
    internal void Recover(Character character, IReadOnlyList<GeneratedImage> images)
    {
        _recoveredCharacter = character;
        Recover([.. images, .. _recoveredImages, .. _recoveredFiles]);
    }

    /// <summary>Takes the key out of a message with words of others in it.</summary>
    internal void Hide(string? key) => _maskedMessage = KeyMask.Has(base.Message, key) ? KeyMask.Hide(base.Message, key) : null;

    /// <summary>Adds the pictures that a failed attempt completed.</summary>
    internal void Recover(IEnumerable<object> pictures)
    {
        _recoveredImages = [.. pictures.OfType<GeneratedImage>()];
        _recoveredFiles = [.. pictures.OfType<SavedImage>()];
        if (_recoveredImages.Count + _recoveredFiles.Count > 0)
        {
            _charge = ChargeState.Charged;
            _keptWord =
                FormattableString.Invariant(
                    $" Complete and charged: {_recoveredImages.Count + _recoveredFiles.Count}, kept on this exception.");
        }
    }
}
