using System.Net;
using System.Text.Json;
using SkiaSharp;

namespace GptImage.Sdk.Testing.Tests.Support;

internal sealed record Answer(HttpStatusCode StatusCode, string Body, HttpResponseMessage Message)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    public JsonElement Error => Json.GetProperty("error");

    public string? ErrorMessage => Error.GetProperty("message").GetString();

    public IReadOnlyList<byte[]> Pictures =>
        [.. Json.GetProperty("data").EnumerateArray().Select(item => item.GetProperty("b64_json").GetBytesFromBase64())];

    /// <summary>Gets the JSON of the events of a stream, each on one <c>data:</c> line.</summary>
    public IReadOnlyList<JsonElement> Events =>
        [.. Body.Split('\n').Where(line => line.StartsWith("data: {", StringComparison.Ordinal))
        .Select(line => JsonDocument.Parse(line[6..]).RootElement)];

    public string Header(string name) =>
        string.Join(", ",
        Message.Headers.Concat(Message.Content.Headers).First(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value);

    public SKBitmap Picture(int index = 0) => TestPictures.Decode(Pictures[index]);

    public void AssertError(int status, string type, string? code, string? param, string message)
    {
        Assert.Equal((status, message), ((int)StatusCode, ErrorMessage));
        Assert.Equal(
            (type, code, param),
            (Error.GetProperty("type").GetString(), Error.GetProperty("code").GetString(), Error.GetProperty("param").GetString()));
    }
}
