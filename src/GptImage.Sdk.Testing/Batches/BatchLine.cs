namespace GptImage.Sdk.Testing;

/// <summary>A line that is to be run.</summary>
/// <param name="Id">The id of its request, <c>batch_req_…</c>.</param>
/// <param name="CustomId">The caller's id.</param>
/// <param name="Json">The whole line.</param>
internal sealed record BatchLine(string Id, string CustomId, ReadOnlyMemory<byte> Json);
