using System.Globalization;

namespace GptImage.Sdk;

/// <summary>The end of an answer whose pictures are whole: it is not waited for long, and what is wrong with it is worth no more than a
/// word.</summary>
internal static class AnswerEnd
{
    /// <summary>How long an answer may stay open behind its last word.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);

    /// <summary>Reads what follows a whole document, so that the connection can be used again.</summary>
    /// <returns>What is wrong with the end of the answer; <see langword="null"/> when nothing is.</returns>
    public static async ValueTask<string?> FindProblemAsync(AnswerContext context, BlockReader body, CancellationToken cancellationToken)
    {
        long? announced = context.Response.Content.Headers.ContentLength;
        if (context.Body.BytesRead != announced)
        {
            // Otherwise all of it is here, and nothing is waited for.
            context.Body.EndQuietlyAfter(Grace);
        }

        try
        {
            int behind = 0;
            while (behind <= context.Options.MaxAnswerBytes
                && await body.ReadAsync(cancellationToken).ConfigureAwait(false) is { IsEmpty: false } piece)
            {
                behind += piece.Length;
            }
        }
        catch (Exception exception) when (IsBroken(exception))
        {
            return Describe(exception);
        }

        return context.Body.BytesRead < announced
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"The answer has {context.Body.BytesRead:N0} of the {announced:N0} bytes that it announced; its pictures are whole.")
            : null;
    }

    /// <summary>Tells whether the transport, the unpacker or the client's patience broke.</summary>
    public static bool IsBroken(Exception exception) =>
        exception is IOException or HttpRequestException or InvalidDataException or OperationCanceledException;

    public static string Describe(Exception exception) =>
        $"The answer broke off behind its pictures, which are whole: {exception.Message.TrimEnd('.')}.";
}
