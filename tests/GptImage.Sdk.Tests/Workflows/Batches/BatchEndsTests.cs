namespace GptImage.Sdk.Tests;

public sealed class BatchEndsTests
{
    [Theory]
    [InlineData(
        "model_mismatch", "Line 2 names another model.",
        ": model_mismatch: Line 2 names another model. Nothing was charged. Correct what the service names, and submit it again.")]
    [InlineData(
        "invalid_json_line", null,
        ": invalid_json_line. Nothing was charged. The service gave no reason; submit it again, or send it with RunAsync.")]
    [InlineData(null, null, ". Nothing was charged. The service gave no reason; submit it again, or send it with RunAsync.")]
    [InlineData(
        "token_limit_exceeded", "Enqueued token limit reached",
        ": token_limit_exceeded: Enqueued token limit reached. Nothing was charged. Submit it again when other batches have ended, or "
        + "submit fewer requests at once.")]
    public void ForRest_RefusedBatch_SaysWhatCanBeDone(string? code, string? message, string expected)
    {
        ImageBatchPart part = new()
        {
            Id = "batch_1",
            Status = ImageBatchStatus.Failed,
            ErrorCode = code,
            ErrorMessage = message,
        };

        PurchaseEnd end = BatchEnds.ForRest(part, isWhole: true);

        Assert.Equal("The service refused the batch batch_1 before a line ran" + expected, end.Message);
        Assert.Equal((PurchaseState.Failed, ChargeState.Rejected), (end.State, end.Charge));
    }
}
