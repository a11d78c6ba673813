namespace GptImage.Sdk;

/// <summary>The base of all failures of a call, with what it may have cost and what could be kept of it.</summary>
public abstract class GptImageException : Exception
{
    private FailureFacts _facts = FailureFacts.None;

    private protected GptImageException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    private protected GptImageException(FailureFacts facts, Exception? innerException)
        : base(facts.What, innerException) => _facts = facts;

    /// <inheritdoc/>
    public override string Message => _facts.What is null ? base.Message : _facts.ToMessage();

    /// <summary>Gets what sending the request again may cost at most, in USD by the price table, or <see langword="null"/> when that is not
    /// known.</summary>
    public decimal? RepeatCost { get => _facts.RepeatCost; init => _facts = _facts with { RepeatCost = value }; }

    /// <summary>Gets the service's id of the failed request, for support, or <see langword="null"/> when it gave none.</summary>
    public string? RequestId { get => _facts.RequestId; init => _facts = _facts with { RequestId = value }; }

    /// <summary>Gets what the call may have cost: the most that one of its attempts may have.</summary>
    public ChargeState Charge { get => _facts.Charge; init => _facts = _facts with { Charge = value }; }

    /// <summary>Gets every attempt of the call, the first one first. Empty when nothing was sent.</summary>
    public IReadOnlyList<AttemptRecord> Attempts { get => _facts.Attempts; init => _facts = _facts with { Attempts = value }; }

    /// <summary>Gets how long the call took, with its waits.</summary>
    /// <value>The sum over <see cref="Attempts"/> by default.</value>
    public TimeSpan Duration
    {
        get => _facts.Duration ?? AttemptRecord.Total(_facts.Attempts);
        init => _facts = _facts with { Duration = value };
    }

    /// <summary>Gets how long the service worked on the failed request, or <see langword="null"/> when it did not say.</summary>
    public TimeSpan? ProcessingTime
    {
        get => _facts.Headers.ProcessingTime;
        init => _facts = _facts with { Headers = _facts.Headers with { ProcessingTime = value } };
    }

    /// <summary>Gets the organization that the service charged the request to, or <see langword="null"/> when it did not say.</summary>
    public string? Organization
    {
        get => _facts.Headers.Organization;
        init => _facts = _facts with { Headers = _facts.Headers with { Organization = value } };
    }

    /// <summary>Gets the rate limits by header name. Empty when the service sent none, as usual for images.</summary>
    public IReadOnlyDictionary<string, string> RateLimits
    {
        get => _facts.Headers.RateLimits;
        init => _facts = _facts with { Headers = _facts.Headers with { RateLimits = value } };
    }

    /// <summary>Gets the pictures that were complete when the call failed, in memory: also those whose files could not be
    /// written.</summary>
    public IReadOnlyList<GeneratedImage> RecoveredImages
    {
        get => _facts.RecoveredImages;
        init => _facts = _facts with { RecoveredImages = value };
    }

    /// <summary>Gets the pictures that were complete when the call failed, as files.</summary>
    public IReadOnlyList<SavedImage> RecoveredFiles
    {
        get => _facts.RecoveredFiles;
        init => _facts = _facts with { RecoveredFiles = value };
    }

    /// <summary>Gets the character with the pictures that were complete when its design failed, or <see langword="null"/> when there is
    /// none.</summary>
    /// <value>Its anchor and the views that were finished; <see cref="CharacterDesign.ContinueFrom"/> takes it to draw the others.</value>
    public Character? RecoveredCharacter
    {
        get => _facts.RecoveredCharacter;
        init => _facts = _facts with { RecoveredCharacter = value };
    }

    /// <summary>Makes the same failure with what a design completed before one of its calls failed.</summary>
    internal GptImageException WithDesign(Character character, IReadOnlyList<GeneratedImage> images)
    {
        GptImageException copy = (GptImageException)MemberwiseClone();
        FailureFacts facts = _facts with
        {
            What = _facts.What ?? base.Message,
            RecoveredCharacter = character,
            RecoveredImages = [],
            RecoveredFiles = [],
        };
        copy._facts = facts.WithRecovered([.. images, .. RecoveredImages, .. RecoveredFiles]);
        return copy;
    }
}
