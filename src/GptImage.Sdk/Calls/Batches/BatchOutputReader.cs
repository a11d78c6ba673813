using System.Globalization;
using System.Text.Json;

namespace GptImage.Sdk;

/// <summary>Reads a result file of a batch line by line while it arrives, in memory that depends neither on the number of lines nor on
/// their length.</summary>
internal sealed class BatchOutputReader(IBatchLineTaker taker) : IAnswerReader<int>
{
    public IReadOnlyList<object> Recovered => [];

    /// <summary>Reads a file to its end.</summary>
    /// <returns>How many lines could not be read.</returns>
    /// <exception cref="IOException">The file broke off.</exception>
    public async ValueTask<int> ReadAsync(AnswerContext answer, CancellationToken cancellationToken)
    {
        using OpenedAnswer opened =
            await AnswerCoding.OpenAsync(answer.Response, answer.Body, cancellationToken).ConfigureAwait(false);
        if (opened.ForeignCoding is { } coding)
        {
            throw new FormatException($"it is packed with '{coding}', which was not asked for");
        }

        LineReader lines = new(opened.Blocks);
        int broken = 0;
        while (await lines.MoveNextAsync(cancellationToken).ConfigureAwait(false))
        {
            broken += await ReadLineAsync(lines, answer, cancellationToken).ConfigureAwait(false) ? 0 : 1;
        }

        if (answer.Response.Content.Headers.ContentLength is { } announced && answer.Body.BytesRead < announced)
        {
            throw new IOException(
                string.Create(CultureInfo.InvariantCulture, $"{answer.Body.BytesRead:N0} of {announced:N0} bytes came"));
        }

        return broken;
    }

    /// <summary>Reads a line. One that makes no sense costs none of the others.</summary>
    private async ValueTask<bool> ReadLineAsync(LineReader lines, AnswerContext answer, CancellationToken cancellationToken)
    {
        PictureJsonReader? current = null;
        PictureJsonReader reader = new(
            ResponseDecoder.ServiceMaximum, ResponseDecoder.Limits(answer.Options),
            () => taker.Open(current is { } opened ? BrokenJson.FindText(opened.Rest, "custom_id"u8) : null));
        current = reader;
        bool isKept = false;
        try
        {
            if (await FindRootAsync(reader, lines, cancellationToken).ConfigureAwait(false) is not { } root
                || JsonMember.Text(root, "custom_id"u8) is not { } customId)
            {
                return false;
            }

            isKept = await taker.TakeAsync(new BatchLine(customId, root, reader, answer), cancellationToken).ConfigureAwait(false);
            return true;
        }
        finally
        {
            if (!isKept)
            {
                reader.Dispose();
            }
        }
    }

    /// <returns>The line without its pictures, or <see langword="null"/> when it is not JSON.</returns>
    private static async ValueTask<JsonElement?> FindRootAsync(
        PictureJsonReader reader, LineReader lines, CancellationToken cancellationToken)
    {
        try
        {
            ReadOnlyMemory<byte> rest = await reader.ReadAsync(lines.ReadAsync, cancellationToken).ConfigureAwait(false);
            using JsonDocument document = JsonDocument.Parse(rest);
            return document.RootElement.Clone();
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException)
        {
            return !lines.IsAtEnd ? null : throw new IOException("the last line is cut", exception);
        }
    }
}
