namespace GptImage.Sdk.Tests;

/// <summary>Writes the bodies of requests into memory.</summary>
internal static class Bodies
{
    public static RequestBody Encode(ImageRequest request)
    {
        // The streams of these tests are never waited for.
        Task<ComposedRequest> measured =
            InputInspector.MeasureAsync(Plans.Compose(request), TestContext.Current.CancellationToken).AsTask();
        Assert.True(measured.IsCompletedSuccessfully);
        return RequestEncoder.Encode(RequestPlanner.Plan(measured.Result, []).Fields);
    }

    public static async Task<byte[]> WriteAsync(this RequestBody body)
    {
        using MemoryStream stream = new();
        await body.CopyToAsync(stream, TestContext.Current.CancellationToken);
        return stream.ToArray();
    }

    public static async Task<string> WriteTextAsync(this RequestBody body) => System.Text.Encoding.UTF8.GetString(await body.WriteAsync());
}
