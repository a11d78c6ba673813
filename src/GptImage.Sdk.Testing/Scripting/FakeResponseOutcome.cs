namespace GptImage.Sdk.Testing;

/// <summary>What the fake service does differently with a response; <see cref="FakeOutcome.Response"/> gives it to the next response that
/// is created.</summary>
public sealed record FakeResponseOutcome
{
    internal const int MaxCalls = 10;

    private readonly List<FakeOutcome> _callOutcomes = [];

    /// <summary>Gets how many pictures the model makes when it makes any: the service was seen to make two or three where one was
    /// meant. <c>max_tool_calls</c> limits them.</summary>
    /// <value>0 to 10; 0 answers with text alone. Default: 1.</value>
    public int Calls { get; init; } = 1;

    /// <summary>Gets the outcome of each call, in order: a refusal makes a failed item in an answer with status
    /// 200.</summary>
    /// <value>Empty by default; calls beyond it go normally. Waits, cuts and what concerns streams have no effect.</value>
    public IReadOnlyList<FakeOutcome> CallOutcomes
    {
        get => _callOutcomes;
        init => _callOutcomes = [.. value];
    }

    /// <summary>Gets whether the answer has <c>tool_usage</c>; older traffic lacks it.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool HasToolUsage { get; init; } = true;

    /// <summary>Gets whether the answer has a reasoning item before its calls.</summary>
    /// <value>Default: <see langword="null"/>, by the model: those named <c>gpt-4…</c> have none.</value>
    public bool? HasReasoning { get; init; }

    /// <summary>Gets whether finished calls keep the status <c>generating</c> and their <c>…completed</c> event is
    /// missing, as at Azure.</summary>
    /// <value>Default: <see langword="false"/>.</value>
    public bool LeavesCallsGenerating { get; init; }

    /// <summary>Gets the code with which the response fails as a whole, for example <c>image_content_policy_violation</c>: status
    /// <c>failed</c> in an answer with status 200.</summary>
    /// <value>Default: <see langword="null"/>, it does not fail.</value>
    public string? FailureCode { get; init; }

    /// <summary>Gets the message that goes with <see cref="FailureCode"/>.</summary>
    /// <value>Default: <see langword="null"/>, a general one.</value>
    public string? FailureMessage { get; init; }

    /// <summary>Gets the reason for which the response ends incomplete, after its calls: <c>max_output_tokens</c>,
    /// <c>content_filter</c>.</summary>
    /// <value>Default: <see langword="null"/>, it is complete.</value>
    public string? IncompleteReason { get; init; }
}
