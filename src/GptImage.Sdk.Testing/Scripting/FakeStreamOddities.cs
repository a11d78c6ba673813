namespace GptImage.Sdk.Testing;

/// <summary>How a stream is written differently from the service's own way; all of it is legal, or seen at gateways.</summary>
[Flags]
public enum FakeStreamOddities
{
    /// <summary>The service's own way.</summary>
    None = 0,

    /// <summary>Lines end with a carriage return and a line feed.</summary>
    CrlfLines = 1,

    /// <summary>A comment, <c>: keep-alive</c>, stands before each event.</summary>
    KeepAliveComments = 2,

    /// <summary>No <c>event:</c> lines: the JSON <c>type</c> alone names the event.</summary>
    NoEventLines = 4,

    /// <summary>The JSON of each event is spread over two <c>data:</c> lines.</summary>
    MultilineData = 8,

    /// <summary><c>data: [DONE]</c> comes last.</summary>
    TrailingDone = 16,

    /// <summary>An event of an unknown type stands before each event.</summary>
    UnknownEvents = 32,

    /// <summary>The blank line after the last event is missing.</summary>
    NoLastBlankLine = 64,

    /// <summary>The stream begins with a byte order mark.</summary>
    ByteOrderMark = 128,
}
