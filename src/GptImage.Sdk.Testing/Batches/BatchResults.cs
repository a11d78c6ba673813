namespace GptImage.Sdk.Testing;

/// <summary>The results of a batch: written as its lines run, published when it is over.</summary>
internal sealed class BatchResults(string batchId, BatchOrder order, FakeBatchOutcome outcome, ContentFolder folder)
{
    private readonly ResultFile _output = new(folder, outcome.Oddities);
    private readonly ResultFile _errors = new(folder, outcome.Oddities);
    private bool _isFirst = true;

    public int Completed { get; private set; }

    public int Failed { get; private set; }

    public BatchTokens Tokens { get; private set; } = new(0, 0);

    public string? OutputFileId { get; private set; }

    public string? ErrorFileId { get; private set; }

    /// <summary>Runs a line and writes its result.</summary>
    public async Task RunAsync(BatchLine line, LineRunner runner)
    {
        if (outcome.TimedOutLines.Contains(line.CustomId))
        {
            Failed++;
            await _errors.AddErrorAsync(line, "request_timeout", "The request timed out before it was completed.").ConfigureAwait(false);
            return;
        }

        FakeOutcome happens = outcome.LineOutcomes.GetValueOrDefault(line.CustomId) ?? outcome.EveryLine ?? FakeOutcome.Normal();
        (FakeAnswer answer, string requestId) = await runner.RunAsync(line, order, happens).ConfigureAwait(false);
        bool isRight = answer.StatusCode < 400;
        (Completed, Failed) = isRight ? (Completed + 1, Failed) : (Completed, Failed + 1);
        Tokens = Tokens.Plus(answer);
        bool isFirst = _isFirst;
        _isFirst = false;
        if (isFirst && outcome.Oddities.HasFlag(FakeBatchOddities.MissingLine))
        {
            return;
        }

        if (isFirst && outcome.Oddities.HasFlag(FakeBatchOddities.EmptyResult))
        {
            await _errors.AddNothingAsync(line).ConfigureAwait(false);
            return;
        }

        ResultFile file = isRight ? _output : _errors;
        await file.AddAnswerAsync(line, answer, requestId).ConfigureAwait(false);
        if (isFirst && outcome.Oddities.HasFlag(FakeBatchOddities.DuplicateLine))
        {
            await file.AddAnswerAsync(line, answer, requestId).ConfigureAwait(false);
        }
    }

    /// <summary>Writes that a line will not run.</summary>
    public Task SkipAsync(BatchLine line, string code, string message) => _errors.AddErrorAsync(line, code, message);

    /// <summary>Hands the files to the account.</summary>
    public void Publish(FileStore files)
    {
        OutputFileId = Publish(_output, "output", files);
        ErrorFileId = Publish(_errors, "error", files);
        if (outcome.IsOutputGone && OutputFileId is not null)
        {
            files.Remove(OutputFileId);
        }
    }

    private string? Publish(ResultFile file, string kind, FileStore files) => file.ContentPath is { } path
        ? files.AddOnDisk("batch_output", $"{batchId}_{kind}.jsonl", path, order.OutputSecondsToLive).Id
        : null;
}
