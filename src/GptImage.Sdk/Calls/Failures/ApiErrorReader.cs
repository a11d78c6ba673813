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
        byte[] bytes = new byte[MaxBodyBytes];
        int length = 0;
        body.EndAfter(BodyTimeout);
        try
        {
            for (int count; length < bytes.Length
                && (count = await body.ReadAsync(bytes.AsMemory(length), cancellationToken).ConfigureAwait(false)) > 0;)
            {
                length += count;
            }
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // The status and what arrived of the body say enough.
            bytes = bytes[..length];
        }

        string text = Encoding.UTF8.GetString(bytes, 0, length);
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
}
