namespace GptImage.Cli;

/// <summary>Keeps the last answer, or the failure that came instead of it, and changes nothing.</summary>
/// <param name="inner">The handler that sends.</param>
/// <param name="time">The clock.</param>
internal sealed class AnswerRecorder(HttpMessageHandler inner, TimeProvider time) : DelegatingHandler(inner)
{
    /// <summary>Gets the last answer, or <see langword="null"/> when none came.</summary>
    public RecordedAnswer? Answer { get; private set; }

    /// <summary>Gets why no answer came, or <see langword="null"/>.</summary>
    public Exception? Failure { get; private set; }

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            HttpResponseMessage response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
            Record(response);
            return response;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            Failure = exception;
            throw;
        }
    }

    private void Record(HttpResponseMessage response)
    {
        MemoryStream body = new();
        RecordingContent content = new(response.Content, body);
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
        foreach ((string name, IEnumerable<string> values) in response.Headers.NonValidated.Select(Pair)
            .Concat(response.Content.Headers.NonValidated.Select(Pair)))
        {
            headers[name] = string.Join(", ", values);
            content.Headers.TryAddWithoutValidation(name, values);
        }

        Answer = new RecordedAnswer((int)response.StatusCode, headers, response.Headers.Date, time.GetUtcNow(), body);
        response.Content = content;
    }

    private static (string Name, IEnumerable<string> Values) Pair(
        KeyValuePair<string, System.Net.Http.Headers.HeaderStringValues> header) => (header.Key, [.. header.Value]);
}
