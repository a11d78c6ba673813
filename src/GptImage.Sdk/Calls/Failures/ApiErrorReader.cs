using System.Buffers;
using System.Text;
using System.Text.Json;

namespace GptImage.Sdk;

/// <summary>Makes the right failure of an error answer, whatever its body looks like.</summary>
internal static class ApiErrorReader
{
    private const int MaxBodyBytes = 64 * 1024;
    private const int MaxKeptCharacters = 16_384;

    /// <summary>The status is known, and nobody waits minutes for its explanation.</summary>
    private static readonly TimeSpan BodyTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Reads an answer with an error status.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="mayBuy">Whether the request could have bought a picture.</param>
    /// <param name="cancellationToken">The token of the call.</param>
    public static async Task<Failure> ReadAsync(AnswerContext answer, bool mayBuy, CancellationToken cancellationToken)
    {
        HttpResponseMessage response = answer.Response;
        (string text, bool isWhole) = await ReadTextAsync(response, answer.Body, cancellationToken).ConfigureAwait(false);

        // Masked before anything is cut off, and with what a cut left of the key.
        string masked = isWhole ? answer.Mask.Hide(text) ?? "" : answer.Mask.HideCut(text);
        return ErrorKinds.ToFailure(Complete(ErrorFacts.Parse(masked), masked, answer) with
        {
            MayBuy = mayBuy,
            Delay = RetryDelay.FromHeaders(response, answer.Options.TimeProvider),
            ShouldRetry = bool.TryParse(ResponseHeaderFacts.First(response, "x-should-retry"), out bool shouldRetry) ? shouldRetry : null,
        });
    }

    /// <summary>Makes the failure of an error that came with a success status or within a stream.</summary>
    public static AttemptFailedException Read(JsonElement error, AnswerContext answer) =>
        new(ErrorKinds.ToFailure(Complete(ErrorFacts.OfError(error), answer.Mask.Hide(error.GetRawText()) ?? "", answer)));

    /// <summary>Reads the first bytes of a body, unpacked. When it breaks off, the status and what arrived say enough.</summary>
    private static async Task<(string Text, bool IsWhole)> ReadTextAsync(
        HttpResponseMessage response, AnswerStream body, CancellationToken cancellationToken)
    {
        ArrayBufferWriter<byte> read = new();
        bool isWhole = false;
        body.EndAfter(BodyTimeout);
        try
        {
            using OpenedAnswer opened = await AnswerCoding.OpenAsync(response, body, cancellationToken).ConfigureAwait(false);
            while (!isWhole && opened.ForeignCoding is null && read.WrittenCount < MaxBodyBytes)
            {
                ReadOnlyMemory<byte> piece = await opened.Blocks.ReadAsync(cancellationToken).ConfigureAwait(false);
                read.Write(piece.Span[..Math.Min(piece.Length, MaxBodyBytes - read.WrittenCount)]);
                isWhole = piece.IsEmpty;
            }
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException or InvalidDataException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            isWhole = false;
        }

        return (Encoding.UTF8.GetString(read.WrittenSpan), isWhole);
    }

    private static ErrorFacts Complete(ErrorFacts facts, string body, AnswerContext answer) => (facts with
    {
        StatusCode = (int)answer.Response.StatusCode,
        RequestIdHeader = answer.Headers.RequestId,
        Body = body.Length > MaxKeptCharacters ? body[..MaxKeptCharacters] : body,
    }).Without(answer.Mask);
}
