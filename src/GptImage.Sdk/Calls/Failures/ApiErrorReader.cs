using System.Buffers;
using System.Text;
using System.Text.Json;

namespace GptImage.Sdk;

/// <summary>Makes the right exception of an error answer, whatever its body looks like.</summary>
internal static class ApiErrorReader
{
    private const int MaxBodyBytes = 64 * 1024;
    private const int MaxKeptCharacters = 16_384;

    /// <summary>The status is known, and nobody waits minutes for its explanation.</summary>
    private static readonly TimeSpan BodyTimeout = TimeSpan.FromSeconds(10);

    public static async Task<GptImageApiException> ReadAsync(
        HttpResponseMessage response, AnswerStream body, bool mayBuy, TimeProvider time, CancellationToken cancellationToken)
    {
        body.EndAfter(BodyTimeout);
        ReadOnlyMemory<byte> bytes = await ReadBodyAsync(response, body, cancellationToken).ConfigureAwait(false);
        string text = Encoding.UTF8.GetString(bytes.Span);
        ErrorFacts facts = ErrorFacts.Parse(text) with
        {
            MayBuy = mayBuy,
            StatusCode = (int)response.StatusCode,
            RequestIdHeader = ResponseHeaderFacts.RequestIdOf(response),
            Delay = RetryDelay.FromHeaders(response, time),
            ShouldRetry = bool.TryParse(ResponseHeaderFacts.First(response, "x-should-retry"), out bool shouldRetry) ? shouldRetry : null,
            Body = text.Length > MaxKeptCharacters ? text[..MaxKeptCharacters] : text,
        };
        return ErrorKinds.ToException(facts.Without(KeyMask.KeyOf(response)));
    }

    /// <summary>Makes the exception of an error that came with a success status or within a stream.</summary>
    public static GptImageApiException Read(JsonElement error, HttpResponseMessage response)
    {
        string text = error.GetRawText();
        ErrorFacts facts = ErrorFacts.OfError(error) with
        {
            StatusCode = (int)response.StatusCode,
            RequestIdHeader = ResponseHeaderFacts.RequestIdOf(response),
            Body = text.Length > MaxKeptCharacters ? text[..MaxKeptCharacters] : text,
        };
        return ErrorKinds.ToException(facts.Without(KeyMask.KeyOf(response)));
    }

    /// <summary>Reads the first bytes of a body, unpacked. When it breaks off, the status and what arrived say enough.</summary>
    private static async Task<ReadOnlyMemory<byte>> ReadBodyAsync(
        HttpResponseMessage response, AnswerStream body, CancellationToken cancellationToken)
    {
        ArrayBufferWriter<byte> read = new();
        try
        {
            using OpenedAnswer opened = await AnswerCoding.OpenAsync(response, body, cancellationToken).ConfigureAwait(false);
            for (ReadOnlyMemory<byte> piece; opened.ForeignCoding is null && read.WrittenCount < MaxBodyBytes
                && !(piece = await opened.Blocks.ReadAsync(cancellationToken).ConfigureAwait(false)).IsEmpty;)
            {
                read.Write(piece.Span[..Math.Min(piece.Length, MaxBodyBytes - read.WrittenCount)]);
            }

            return read.WrittenMemory;
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException or InvalidDataException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return read.WrittenMemory;
        }
    }
}
