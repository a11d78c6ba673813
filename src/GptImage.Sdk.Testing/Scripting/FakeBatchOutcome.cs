namespace GptImage.Sdk.Testing;

/// <summary>What the fake service does differently with a batch; <see cref="FakeOutcome.Batch"/> gives it to the next batch that is
/// created.</summary>
public sealed record FakeBatchOutcome
{
    private readonly Dictionary<string, FakeOutcome> _lineOutcomes = [];
    private readonly List<string> _timedOutLines = [];

    /// <summary>Gets the code with which the batch fails after it was created, for example <c>token_limit_exceeded</c>.</summary>
    /// <value>Default: <see langword="null"/>: it fails only when its input file is invalid.</value>
    public string? FailureCode { get; init; }

    /// <summary>Gets the message that goes with <see cref="FailureCode"/>.</summary>
    /// <value>Default: <see langword="null"/>, the usual one.</value>
    public string? FailureMessage { get; init; }

    /// <summary>Gets the line that <see cref="FailureCode"/> is about.</summary>
    /// <value>Counted from 1. Default: <see langword="null"/>, no single line.</value>
    public int? FailureLine { get; init; }

    /// <summary>Gets the number of lines after which the batch makes no progress: it stays <c>in_progress</c> until it expires or is
    /// canceled, and these lines are its partial results.</summary>
    /// <value>0 or more. Default: <see langword="null"/>, all lines run.</value>
    public int? StopsAfter { get; init; }

    /// <summary>Gets how long the batch stays in each state.</summary>
    /// <value>Not negative, or <see cref="Timeout.InfiniteTimeSpan"/>: it moves only by
    /// <see cref="FakeGptImageService.MoveBatchesAsync"/>. Default: <see langword="null"/>,
    /// <see cref="FakeGptImageServiceOptions.BatchStep"/>.</value>
    public TimeSpan? Step { get; init; }

    /// <summary>Gets how long the batch is missing from the list of batches. A request by its id finds it at once.</summary>
    /// <value>Not negative. Default: zero.</value>
    public TimeSpan ListedAfter { get; init; }

    /// <summary>Gets what happens to single lines, by <c>custom_id</c>: a refusal makes an error line.</summary>
    /// <value>Empty by default. Waits, cuts and what concerns streams have no effect on lines.</value>
    public IReadOnlyDictionary<string, FakeOutcome> LineOutcomes
    {
        get => _lineOutcomes;
        init => _lineOutcomes = new Dictionary<string, FakeOutcome>(value, StringComparer.Ordinal);
    }

    /// <summary>Gets what happens to each line that <see cref="LineOutcomes"/> does not name.</summary>
    /// <value>Default: <see langword="null"/>, the normal answer.</value>
    public FakeOutcome? EveryLine { get; init; }

    /// <summary>Gets the <c>custom_id</c>s of lines that do not run in time: error lines without a response, code
    /// <c>request_timeout</c>.</summary>
    /// <value>Empty by default.</value>
    public IReadOnlyList<string> TimedOutLines
    {
        get => _timedOutLines;
        init => _timedOutLines = [.. value];
    }

    /// <summary>Gets whether the output file is gone when the batch is complete: its id is there, its content
    /// answers 404.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool IsOutputGone { get; init; }

    /// <summary>Gets how the result files are written differently.</summary>
    /// <value>Default: <see cref="FakeBatchOddities.None"/>.</value>
    public FakeBatchOddities Oddities { get; init; }
}
