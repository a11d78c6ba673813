using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Polly;

namespace GptImage.Sdk;

/// <summary>What the calls of a client have in common: the exchange with its HTTP client and its key, the repeats, the money and the
/// log.</summary>
internal sealed class RequestPipeline
{
    /// <summary>The name of what a caller disposed.</summary>
    public const string ClientName = "GptImage.Sdk.GptImageClient";

    /// <summary>Most calls need no repeat, and none of what decides about it.</summary>
    private readonly Lazy<ResiliencePipeline> _repeats;

    /// <param name="options">The checked options of the client.</param>
    /// <param name="createClient">Gives the HTTP client of an attempt, so that handlers of a factory rotate.</param>
    /// <param name="createDownloadClient">Gives the HTTP client for pictures that come as addresses.</param>
    /// <param name="meters">The meters of a container, or <see langword="null"/>.</param>
    public RequestPipeline(
        GptImageClientOptions options, Func<HttpClient> createClient, Func<HttpClient> createDownloadClient, IMeterFactory? meters = null)
    {
        Options = options;
        Exchange = new Exchange(
            options, createClient, new ImageDownloader(createDownloadClient, options.MaxImageBytes, options.AllowInsecureHttp));
        Account = new SpendingAccount(options.SpendLimit, options.SvgModelCost);
        Logger = options.LoggerFactory is { } factory ? new SafeLogger(factory.CreateLogger("GptImage.Sdk")) : NullLogger.Instance;
        Telemetry = new ClientTelemetry(options, meters, Logger);
        _repeats = new Lazy<ResiliencePipeline>(() => RetryPolicy.Build(options.TimeProvider));
    }

    public GptImageClientOptions Options { get; }

    public Exchange Exchange { get; }

    public SpendingAccount Account { get; }

    public ILogger Logger { get; }

    public ClientTelemetry Telemetry { get; }

    public ResiliencePipeline Repeats => _repeats.Value;

    public ImageSpending Spending => Account.Current;

    /// <summary>Gets whether a handler of the platform sends the messages, and nothing of a caller's stands around it.</summary>
    public bool HasPlatformHandler { get; init; }

    /// <summary>Gets or sets whether the client was disposed: calls under way end, and no new one begins.</summary>
    public bool IsDisposed { get; set; }

    /// <summary>Sends a call, as often as the retry policy allows, until its answer is read.</summary>
    /// <param name="outgoing">The call.</param>
    /// <param name="createReader">Makes the reader of an attempt's answer.</param>
    /// <param name="cancellationToken">The caller's token.</param>
    /// <exception cref="GptImageException">The call failed.</exception>
    /// <exception cref="GptImageCanceledException">The caller canceled it.</exception>
    public ValueTask<CallOutcome<TAnswer>> SendAsync<TAnswer>(
        OutgoingCall outgoing, Func<IAnswerReader<TAnswer>> createReader, CancellationToken cancellationToken) =>
        outgoing.Plan is { } planned && !IsDisposed && Telemetry.IsWatched
            ? WatchAsync(planned, outgoing, createReader, cancellationToken)
            : SendAsync(outgoing, createReader, telemetry: null, cancellationToken);

    private async ValueTask<CallOutcome<TAnswer>> WatchAsync<TAnswer>(
        PlannedCall planned, OutgoingCall outgoing, Func<IAnswerReader<TAnswer>> createReader, CancellationToken cancellationToken)
    {
        CallTelemetry telemetry = Telemetry.Begin(planned);
        CallOutcome<TAnswer> outcome;
        try
        {
            outcome = await SendAsync(outgoing, createReader, telemetry, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            telemetry.Fail(exception);
            throw;
        }

        telemetry.Succeed(outcome.Answer as IWatchedAnswer, outcome.Usage, outcome.Cost);
        return outcome;
    }

    private async ValueTask<CallOutcome<TAnswer>> SendAsync<TAnswer>(
        OutgoingCall outgoing, Func<IAnswerReader<TAnswer>> createReader, CallTelemetry? telemetry, CancellationToken cancellationToken)
    {
        if (IsDisposed)
        {
            throw new ObjectDisposedException(ClientName, "The client was disposed. Nothing was sent.");
        }

        Log.CallStarted(Logger, outgoing.Endpoint, outgoing.Plan?.Composed.Model.Value, outgoing.Plan?.Request.Count ?? 0);
        if (Options.LogContent && outgoing.Plan is { } planned)
        {
            Log.Prompt(Logger, planned.Composed.Prompt);
        }

        CallOutcome<TAnswer> outcome;
        try
        {
            outcome =
                await new Call<TAnswer>(this, outgoing, createReader, telemetry, cancellationToken).RunAsync().ConfigureAwait(false);
        }
        catch (GptImageCanceledException exception)
        {
            Log.CallCanceled(Logger, outgoing.Endpoint, exception.Charge, exception.RequestId, exception.Attempts.Count);
            throw;
        }

        Log.CallSucceeded(
            Logger, outgoing.Endpoint, outgoing.Plan?.Composed.Model.Value, AttemptRecord.Total(outcome.Attempts).TotalSeconds,
            outcome.Usage?.TotalTokens, outcome.Cost, outcome.Attempts[^1].RequestId);
        return outcome;
    }
}
