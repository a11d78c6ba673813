using Microsoft.Extensions.Logging;

namespace GptImage.Sdk;

/// <summary>The settings of a client. They are copied when the client is made; later changes have no effect.</summary>
public sealed class GptImageClientOptions
{
    private static readonly Uri DefaultBaseAddress = new("https://api.openai.com/v1/");

    private Uri? _baseAddress;

    /// <summary>Gets or sets the API key. White space around it is cut off.</summary>
    /// <value>Visible ASCII. Needed unless <see cref="ApiKeyProvider"/> is set; environment variable <c>OPENAI_API_KEY</c>.</value>
    public string? ApiKey { get; set; }

    /// <summary>Gets or sets a function that returns the key before each attempt, for keys that change and for access tokens.</summary>
    /// <value><see langword="null"/> by default: <see cref="ApiKey"/> is used.</value>
    /// <remarks>When it throws or gives nothing usable, the call ends in a <see cref="GptImageAuthenticationException"/> without a repeat,
    /// with what it threw as the inner exception.</remarks>
    public Func<CancellationToken, ValueTask<string>>? ApiKeyProvider { get; set; }

    /// <summary>Gets or sets the address of the service. Leave it alone with <see cref="Azure"/>.</summary>
    /// <value><c>https://api.openai.com/v1/</c> by default, or the address that follows from <see cref="Azure"/>; environment variable
    /// <c>OPENAI_BASE_URL</c>. A missing slash at the end is added.</value>
    public Uri BaseAddress { get => _baseAddress ?? Azure?.BaseAddress ?? DefaultBaseAddress; set => _baseAddress = value; }

    /// <summary>Gets or sets the resource of Azure OpenAI or Microsoft Foundry that is used instead of OpenAI.</summary>
    /// <value><see langword="null"/> by default: OpenAI, or what <see cref="BaseAddress"/> names.</value>
    public AzureOptions? Azure { get; set; }

    /// <summary>Gets or sets the organization that pays.</summary>
    /// <value><see langword="null"/> leaves it to the key; environment variable <c>OPENAI_ORG_ID</c>.</value>
    public string? Organization { get; set; }

    /// <summary>Gets or sets the project that pays.</summary>
    /// <value><see langword="null"/> leaves it to the key; environment variable <c>OPENAI_PROJECT_ID</c>.</value>
    public string? Project { get; set; }

    /// <summary>Gets or sets the model of requests that name none.</summary>
    /// <value><c>gpt-image-2</c> by default.</value>
    public ImageModel DefaultModel { get; set; } = ImageModel.GptImage2;

    /// <summary>Gets the deployments of models by their names, for hosts and gateways that name models themselves. Rules and prices follow
    /// the model; the name is sent.</summary>
    /// <value>Empty by default: a model is sent by its own name. With <c>Deployments = { ["my-gpt-image"] = ImageModel.GptImage2 }</c>
    /// both <see cref="ImageModel.GptImage2"/> and <c>new ImageModel("my-gpt-image")</c> are sent as <c>my-gpt-image</c>. A model with
    /// several deployments must be asked for by the name of one.</value>
    public IDictionary<string, ImageModel> Deployments { get; private set; } =
        new Dictionary<string, ImageModel>(StringComparer.Ordinal);

    /// <summary>Gets or sets how long a connection may take. Does not apply to a handler of your own.</summary>
    /// <value>Above zero, up to 24 days, or <see cref="Timeout.InfiniteTimeSpan"/>; 15 seconds by default.</value>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Gets or sets how long one attempt may take, from the connection to the last byte. A picture can take minutes.</summary>
    /// <value>Above zero, up to 24 days, or <see cref="Timeout.InfiniteTimeSpan"/>; 10 minutes by default.</value>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Gets or sets how long a call may take from the first permit of its <see cref="ImageRateLimiter"/> on, with all its attempts
    /// and waits.</summary>
    /// <value>Above zero, up to 24 days, or <see cref="Timeout.InfiniteTimeSpan"/>; 20 minutes by default. The wait for the first permit is
    /// ended only by the caller's token.</value>
    public TimeSpan TotalTimeout { get; set; } = TimeSpan.FromMinutes(20);

    /// <summary>Gets or sets how long a stream may be silent.</summary>
    /// <value>Above zero, up to 24 days, or <see cref="Timeout.InfiniteTimeSpan"/>; 5 minutes by default.</value>
    public TimeSpan StreamIdleTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Gets or sets which failures are repeated, how often and after which wait.</summary>
    public RetryOptions Retry { get; set; } = new();

    /// <summary>Gets or sets the limiter that attempts wait for before they are sent. Clients that share a key share one; the client does
    /// not dispose it.</summary>
    /// <value><see langword="null"/> by default: nothing waits.</value>
    public ImageRateLimiter? ImageRateLimiter { get; set; }

    /// <summary>Gets or sets the most that this client may spend, in USD by the price table. A request that may exceed it ends in a
    /// <see cref="GptImageBudgetException"/> before it is sent.</summary>
    /// <value>0 or more; <see langword="null"/> by default: no limit. <see cref="GptImageClient.Spending"/> has what was spent.</value>
    public decimal? SpendLimit { get; set; }

    /// <summary>Gets or sets the most that the text model of one SVG may cost, in USD. It is billed apart, and the price table does not
    /// have it.</summary>
    /// <value>0 or more; <see langword="null"/> by default: it counts as nothing, and with a <see cref="SpendLimit"/> SVG requests end in a
    /// <see cref="GptImageBudgetException"/> before they are sent.</value>
    /// <remarks>It is reserved with each SVG and stays in <see cref="ImageSpending.Possible"/>, since the answer includes its tokens
    /// (<see cref="ImageCallResult.SvgUsage"/>) but not its price.</remarks>
    public decimal? SvgModelCost { get; set; }

    /// <summary>Gets or sets a callback that is awaited before each attempt that buys pictures, between the rate limiter's permit and
    /// the upload.</summary>
    /// <value><see langword="null"/> by default. Its token ends with the call, with the attempt's time limit or with the total one.</value>
    /// <remarks>When it throws, nothing was sent: the call ends in a <see cref="GptImageConnectionException"/> with
    /// <see cref="ChargeState.NotSent"/>, without a repeat, with what it threw as the inner exception.</remarks>
    public Func<SendingContext, CancellationToken, ValueTask>? BeforeSend { get; set; }

    /// <summary>Gets or sets a callback invoked after each attempt. It must return quickly; what it throws is logged and
    /// ignored.</summary>
    /// <value><see langword="null"/> by default.</value>
    public Action<AttemptRecord>? OnAttempt { get; set; }

    /// <summary>Gets or sets whether the key may go over plain http to another machine.</summary>
    /// <value><see langword="false"/> by default: plain http is for loopback only.</value>
    public bool AllowInsecureHttp { get; set; }

    /// <summary>Gets or sets whether pictures that a gateway sends as addresses are fetched: over https, without the key, up to
    /// <see cref="MaxImageBytes"/>. Over plain http from loopback, and from elsewhere with <see cref="AllowInsecureHttp"/>.</summary>
    /// <value><see langword="false"/> by default.</value>
    public bool AllowImageDownload { get; set; }

    /// <summary>Gets or sets the largest picture that is accepted, in bytes.</summary>
    /// <value>1 to 2,147,483,647; 67,108,864 (64 MB) by default.</value>
    public long MaxImageBytes { get; set; } = 64L * 1024 * 1024;

    /// <summary>Gets or sets the largest answer that is accepted, not counting its pictures, in bytes.</summary>
    /// <value>1,024 or more; 1,048,576 (1 MB) by default.</value>
    public int MaxAnswerBytes { get; set; } = 1024 * 1024;

    /// <summary>Gets or sets the body size in bytes from which <c>Expect: 100-continue</c> is sent: the service is asked before the
    /// upload.</summary>
    /// <value>0 or more; 1,048,576 (1 MB) by default; <see langword="null"/> never sends it.</value>
    public long? ExpectContinueFromBytes { get; set; } = 1024 * 1024;

    /// <summary>Gets or sets the clock for limits, waits and dates.</summary>
    /// <value>The system's by default.</value>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Gets or sets the factory of the client's loggers, which log ids, sizes, counts and durations.</summary>
    /// <value><see langword="null"/> logs nothing; with dependency injection the host's factory is taken.</value>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>Gets or sets whether prompts go into the log, at debug level, and onto the spans of calls (see
    /// <see cref="GptImageTelemetry"/>). Pictures and keys never do. With
    /// <c>OTEL_SEMCONV_STABILITY_OPT_IN=gen_ai_latest_experimental</c>, failed calls are logged with their inner exceptions.</summary>
    /// <value><see langword="false"/> by default.</value>
    public bool LogContent { get; set; }

    /// <summary>Gets whether the address was set, and does not follow from the rest.</summary>
    internal bool HasBaseAddress => _baseAddress is not null;

    /// <summary>Gets what telemetry calls the service.</summary>
    internal string ProviderName => Azure is null ? "openai" : "azure.ai.openai";

    internal GptImageClientOptions Copy()
    {
        GptImageClientOptions copy = (GptImageClientOptions)MemberwiseClone();
        copy.Deployments = new Dictionary<string, ImageModel>(Deployments, StringComparer.Ordinal);
        copy.Retry = Retry.Copy();
        copy.ApiKey = ApiKey?.Trim();
        copy.Azure = Azure?.Copy();
        copy._baseAddress = _baseAddress is { } address && !address.AbsoluteUri.EndsWith('/')
            ? new Uri(address.AbsoluteUri + "/")
            : _baseAddress;
        return copy;
    }
}
