using System.Text;
using System.Text.Json;

namespace GptImage.Sdk.Testing;

/// <summary>Runs single lines of batches.</summary>
internal sealed class LineRunner(ReferenceReader references, LineAnswer answer)
{
    /// <summary>Runs a line.</summary>
    /// <returns>The answer, and the id of its request.</returns>
    public async Task<(FakeAnswer Answer, string RequestId)> RunAsync(BatchLine line, BatchOrder order, FakeOutcome outcome)
    {
        string requestId = FakeId.Make("req_", line.Id);
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["Content-Type"] = "application/json",
            ["Host"] = order.Host,
        };
        FakeRequest request = RequestReader.Read("POST", order.Endpoint, headers, new Dictionary<string, string>(), Body(line), references);
        FakeAnswer got = request.Content.Find("stream") is { Text: "true" }
            ? ErrorWriter.Write(BatchWording.LineStream, requestId, "")
            : await answer(request, outcome, requestId).ConfigureAwait(false);
        return (got, requestId);
    }

    private static byte[] Body(BatchLine line)
    {
        using JsonDocument document = JsonDocument.Parse(line.Json);
        return Encoding.UTF8.GetBytes(document.RootElement.GetProperty("body").GetRawText());
    }
}
