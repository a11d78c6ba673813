namespace GptImage.Sdk;

/// <summary>Divides the lines of a submission among batches: each has one endpoint and one model, and is within the service's limits (API
/// reference, <em>Create batch</em>, read 2026-11-27).</summary>
internal static class BatchSplit
{
    private const int MaxLines = 50_000;

    /// <summary>The service takes 200 MB; the ids of files that are not uploaded yet may be longer than is reckoned here.</summary>
    private const long MaxBytes = 190_000_000;

    /// <summary>A result file that broke off is fetched again from its beginning, so it should not be much larger.</summary>
    private const long MaxOutputBytes = 2_000_000_000;

    /// <summary>A PNG of 1024x1024 was seen to have 2 to 3.5 MB as base64.</summary>
    private const int LosslessBytesPerPixel = 3;

    /// <summary>Divides lines, which keep their order.</summary>
    public static IEnumerable<IReadOnlyList<BatchItem>> Divide(IEnumerable<BatchItem> items)
    {
        foreach (IGrouping<(string Endpoint, string Model), BatchItem> kind in items.GroupBy(item => (item.Endpoint, item.WireModel)))
        {
            List<BatchItem> batch = [];
            long bytes = 0;
            long output = 0;
            foreach (BatchItem item in kind)
            {
                long expected = ExpectOutput(item.Job.Request);
                if (batch.Count > 0
                    && (batch.Count == MaxLines || bytes + item.LineBytes > MaxBytes || output + expected > MaxOutputBytes))
                {
                    yield return batch;
                    (batch, bytes, output) = ([], 0, 0);
                }

                batch.Add(item);
                bytes += item.LineBytes;
                output += expected;
            }

            yield return batch;
        }
    }

    /// <summary>Guesses how long the result line of a request is.</summary>
    private static long ExpectOutput(ImageRequest request)
    {
        ImageSize size = request.Size.IsAuto ? ImageSize.Landscape : request.Size;
        int perPixel = request.OutputFormat is { } format && (format == OutputFormat.Jpeg || format == OutputFormat.Webp)
            ? 1
            : LosslessBytesPerPixel;
        return (long)size.Width * size.Height * perPixel * Math.Max(1, request.Count);
    }
}
