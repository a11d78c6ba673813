namespace GptImage.Sdk.Tests;

/// <summary>Writes the bodies of requests into memory.</summary>
internal static class Bodies
{
    public static RequestBody Encode(ImageRequest request) => RequestEncoder.Encode(Plans.Explain(request).Fields);

    public static async Task<byte[]> WriteAsync(this RequestBody body)
    {
        using MemoryStream stream = new();
        await body.CopyToAsync(stream, TestContext.Current.CancellationToken);
        return stream.ToArray();
    }

    public static async Task<string> WriteTextAsync(this RequestBody body) => System.Text.Encoding.UTF8.GetString(await body.WriteAsync());
}
