namespace GptImage.Sdk;

/// <summary>What batches need of the client.</summary>
/// <param name="Client">The client.</param>
/// <param name="PlanAsync">Plans a request, and waits for its inputs.</param>
/// <param name="Calls">The endpoints of batches.</param>
/// <param name="Spending">What its batches may cost.</param>
/// <param name="Files">Where inputs are uploaded.</param>
/// <param name="CreateFile">Opens the temporary file of a picture, given its final path.</param>
/// <param name="Time">The clock.</param>
internal sealed record BatchClient(
    IGptImageClient Client, Func<ImageRequest, CancellationToken, ValueTask<PlannedCall>> PlanAsync, BatchCalls Calls,
    BatchSpending Spending, ImageFiles Files, Func<string, AtomicFile> CreateFile, TimeProvider Time);
