using System.Globalization;
using System.Text;

namespace GptImage.Sdk.ServiceTests;

/// <summary>An answer in pieces, with the moment behind each piece at which something can go wrong.</summary>
internal sealed class FaultAnswer
{
    private readonly List<(FaultRegion Behind, byte[] Bytes)> _pieces = [];

    public IReadOnlyList<(FaultRegion Behind, byte[] Bytes)> Pieces => _pieces;

    /// <summary>Counts what was sent of the body when a moment is reached.</summary>
    public long BodyBytesBefore(FaultRegion region) =>
        _pieces.SkipWhile(piece => piece.Behind == FaultRegion.Headers).TakeWhile(piece => piece.Behind <= region)
        .Sum(piece => piece.Bytes.Length);

    /// <summary>Makes a JSON answer with one or two pictures.</summary>
    public static FaultAnswer Json(params byte[][] pictures)
    {
        string body = Pictures.Answer(pictures);
        int inFirst = body.IndexOf("b64_json", StringComparison.Ordinal) + 60;
        int afterFirst = body.IndexOf('}', StringComparison.Ordinal) + 1;
        return new FaultAnswer()
            .AddHead("application/json", body.Length)
            .Add(FaultRegion.Body, body[..inFirst])
            .Add(FaultRegion.BetweenPictures, body[inFirst..afterFirst])
            .Add(FaultRegion.Answered, body[afterFirst..]);
    }

    /// <summary>Makes a stream of a preview and a finished picture.</summary>
    public static FaultAnswer Events(byte[] picture)
    {
        string base64 = Convert.ToBase64String(picture);
        string partial =
            $"event: image_generation.partial_image\ndata: "
            + $"{{\"type\":\"image_generation.partial_image\",\"partial_image_index\":0,\"b64_json\":\"{base64}\"}}\n\n";
        string completed =
            $"event: image_generation.completed\ndata: "
            + $"{{\"type\":\"image_generation.completed\",\"b64_json\":\"{base64}\","
            + "\"usage\":{\"input_tokens\":7,\"output_tokens\":4460,\"total_tokens\":4467}}\n\n";
        return new FaultAnswer()
            .AddHead("text/event-stream", partial.Length + completed.Length)
            .Add(FaultRegion.FirstEvent, partial[..200])
            .Add(FaultRegion.SecondEvent, partial[200..] + completed[..200])
            .Add(FaultRegion.Answered, completed[200..]);
    }

    private FaultAnswer AddHead(string contentType, int length)
    {
        string head =
            string.Create(CultureInfo.InvariantCulture,
            $"HTTP/1.1 200 OK\r\nContent-Type: {contentType}\r\nContent-Length: {length}\r\nx-request-id: req_1\r\n\r\n");
        Add(FaultRegion.Headers, head[..25]);
        _pieces.Add((FaultRegion.Headers, Encoding.ASCII.GetBytes(head[25..])));
        return this;
    }

    private FaultAnswer Add(FaultRegion behind, string text)
    {
        _pieces.Add((behind, Encoding.ASCII.GetBytes(text)));
        return this;
    }
}
