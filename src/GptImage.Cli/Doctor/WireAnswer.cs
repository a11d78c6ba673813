using System.Text.Json;
using GptImage.Sdk;

namespace GptImage.Cli;

/// <summary>An answer to the purchase of one picture, taken apart for the comparison with the wire reference.</summary>
internal sealed class WireAnswer
{
    /// <summary>Takes an answer apart.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="request">The request that it answers.</param>
    /// <param name="cost">What the request was expected to cost, or <see langword="null"/> when that is not known.</param>
    public WireAnswer(RecordedAnswer answer, ImageRequest request, CostRange? cost)
    {
        Headers = answer.Headers;
        At = answer.At;
        Request = request;
        Cost = cost;
        Root = Parse(answer.Body);
        Data = JsonMember.Find(Root, "data"u8) is { ValueKind: JsonValueKind.Array } data ? [.. data.EnumerateArray()] : [];
        Usage = JsonMember.Object(Root, "usage"u8) ?? default;
        Picture = Data.Count > 0 && JsonMember.Find(Data[0], "b64_json"u8) is { ValueKind: JsonValueKind.String } text
            && text.TryGetBytesFromBase64(out byte[]? bytes) ? bytes : [];
        Header = ImageHeader.Read(Picture);
    }

    /// <summary>Gets the headers.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>Gets when it came.</summary>
    public DateTimeOffset At { get; }

    /// <summary>Gets the request.</summary>
    public ImageRequest Request { get; }

    /// <summary>Gets what the request was expected to cost.</summary>
    public CostRange? Cost { get; }

    /// <summary>Gets the body; undefined when it is no JSON.</summary>
    public JsonElement Root { get; }

    /// <summary>Gets the pictures as they are listed.</summary>
    public IReadOnlyList<JsonElement> Data { get; }

    /// <summary>Gets the counts of tokens; undefined when there are none.</summary>
    public JsonElement Usage { get; }

    /// <summary>Gets the bytes of the first picture; none when they cannot be read.</summary>
    public byte[] Picture { get; }

    /// <summary>Gets what the head of the first picture says, or <see langword="null"/> when it is no picture.</summary>
    public ImageHeader? Header { get; }

    private static JsonElement Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return default;
        }
    }
}
