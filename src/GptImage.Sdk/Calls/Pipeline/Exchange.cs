namespace GptImage.Sdk;

/// <summary>Sends the message of an attempt and reads its answer to the end.</summary>
/// <param name="options">The checked options of the client.</param>
/// <param name="createClient">Gives the HTTP client of an attempt, so that handlers of a factory rotate.</param>
/// <param name="downloader">Fetches pictures that come as addresses.</param>
internal sealed class Exchange(GptImageClientOptions options, Func<HttpClient> createClient, IImageDownloader downloader)
{
    private readonly KeySource _keys = new(options);
    private readonly MessageFactory _messages = new(options);

    /// <exception cref="AttemptFailedException">The attempt failed in a way that explains itself. Everything else that is thrown is what
    /// broke it.</exception>
    public async ValueTask<TAnswer> RunAsync<TAnswer>(
        OutgoingCall call, Attempt attempt, IAnswerReader<TAnswer> reader, TimeLimit limit, CancellationToken cancellationToken)
    {
        attempt.Key = await _keys.GetAsync(limit.Token).ConfigureAwait(false);
        using HttpRequestMessage message = _messages.Create(call, attempt);
        Uri? asked = message.RequestUri;
        await SendHooks.AskAsync(options, call, attempt, limit.Token).ConfigureAwait(false);
        attempt.IsStarted = true;
        using HttpResponseMessage response = await createClient()
            .SendAsync(message, HttpCompletionOption.ResponseHeadersRead, limit.Token).ConfigureAwait(false);
        response.RequestMessage ??= message;
        attempt.StatusCode = (int)response.StatusCode;
        attempt.Mask = KeyMask.FromMessage(attempt.Key, response.RequestMessage);
        attempt.Headers = ResponseHeaderFacts.FromResponse(response, attempt.Mask);
        RedirectCheck.ThrowIfRedirected(response, call.Method, asked);
        using AnswerStream body = new(
            await response.Content.ReadAsStreamAsync(limit.Token).ConfigureAwait(false), limit, options.TimeProvider);
        attempt.Answer = body;
        if (call.IsLong && response.IsSuccessStatusCode)
        {
            limit.Lift();
            body.IdleTimeout = options.StreamIdleTimeout;
        }

        AnswerContext answer = new(response, attempt.Headers, body, options, downloader) { Mask = attempt.Mask };
        return response.IsSuccessStatusCode
            ? await reader.ReadAsync(answer, limit.Token).ConfigureAwait(false)
            : throw new AttemptFailedException(
                await ApiErrorReader.ReadAsync(answer, call.MayBuy, cancellationToken).ConfigureAwait(false) with
                {
                    RefusesExpect = attempt is { StatusCode: 417, ExpectsContinue: true },
                });
    }
}
