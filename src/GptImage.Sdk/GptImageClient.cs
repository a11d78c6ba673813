using System.Runtime.CompilerServices;

namespace GptImage.Sdk;

/// <summary>Makes pictures with the GPT Image service: text-to-image, image-to-image and character-reference.</summary>
/// <threadsafety>All members are safe from many threads at once. Make one client for a key and keep it.</threadsafety>
public sealed class GptImageClient : IGptImageClient, ISendHookClient, IDisposable
{
    private readonly GptImageClientOptions _options;
    private readonly RequestPipeline _pipeline;
    private readonly HttpClient? _ownClient;

    /// <summary>Never the caller's handler: that may add credentials, and pictures come from anywhere.</summary>
    private readonly HttpClient? _ownDownloads;

    /// <summary>Makes a client for an API key.</summary>
    /// <param name="apiKey">The key.</param>
    /// <exception cref="ArgumentException">The key is empty, or no single word of visible ASCII.</exception>
    public GptImageClient(string apiKey)
        : this(new GptImageClientOptions { ApiKey = apiKey })
    {
    }

    /// <summary>Makes a client.</summary>
    /// <param name="options">The settings; they are copied.</param>
    /// <exception cref="ArgumentException">An option is wrong; the message names it.</exception>
    public GptImageClient(GptImageClientOptions options)
        : this(options, handler: null)
    {
    }

    /// <summary>Makes a client over a message handler of your own: a proxy, a private certificate authority, a test host.</summary>
    /// <param name="options">The settings; they are copied. <see cref="GptImageClientOptions.ConnectTimeout"/> is the handler's own
    /// business.</param>
    /// <param name="handler">The handler; the client does not dispose it. It should not follow redirects (<c>AllowAutoRedirect = false</c>)
    /// and not repeat anything.</param>
    /// <exception cref="ArgumentException">An option is wrong, or the handler follows redirects and would carry the key of an Azure
    /// resource to another host; the message says which.</exception>
    public GptImageClient(GptImageClientOptions options, HttpMessageHandler? handler)
    {
        _options = Checked(options);
        if (_options.Azure is not null && RedirectCheck.IsFollowing(handler))
        {
            throw new ArgumentException(
                "The handler follows redirects, and would send the api-key header on to another host. Set AllowAutoRedirect = false on it.",
                nameof(handler));
        }

        HttpClient client = new(handler ?? PictureHandler.Create(_options.ConnectTimeout), disposeHandler: handler is null)
        { Timeout = Timeout.InfiniteTimeSpan };
        _ownClient = client;
        HttpClient downloads = new(PictureHandler.Create(_options.ConnectTimeout), disposeHandler: true)
        { Timeout = Timeout.InfiniteTimeSpan };
        _ownDownloads = downloads;
        _pipeline = new RequestPipeline(_options, () => client, () => downloads);
        Files = new ImageFiles(_pipeline);
    }

    /// <summary>Makes a client that takes its HTTP clients from a factory, which disposes them.</summary>
    internal GptImageClient(GptImageClientOptions options, Func<HttpClient> createClient, Func<HttpClient> createDownloadClient)
    {
        _options = Checked(options);
        _pipeline = new RequestPipeline(_options, createClient, createDownloadClient);
        Files = new ImageFiles(_pipeline);
    }

    /// <summary>Gets the address of the service that this client calls.</summary>
    /// <value>It ends with a slash: <c>https://api.openai.com/v1/</c> by default, or what follows from
    /// <see cref="GptImageClientOptions.Azure"/>.</value>
    public Uri BaseAddress => _options.BaseAddress;

    /// <summary>Gets the name by which telemetry knows the service that this client calls.</summary>
    /// <value><c>azure.ai.openai</c> with <see cref="GptImageClientOptions.Azure"/>, otherwise <c>openai</c>.</value>
    /// <remarks>Source: OpenTelemetry, generative AI attributes, <c>gen_ai.provider.name</c>, read 2026-11-27.</remarks>
    public string ProviderName => _options.ProviderName;

    /// <summary>Gets what this client spent so far, and what it may have spent.</summary>
    public ImageSpending Spending => _pipeline.Spending;

    /// <summary>Gets the pictures that the service keeps for later requests.</summary>
    public ImageFiles Files { get; }

    /// <summary>Gets or sets what opens the files of pictures, so that a test can have a disk that runs full; <see langword="null"/> for
    /// the disk.</summary>
    internal Func<string, Stream>? OpenFile { get; set; }

    /// <summary>Makes a client from the environment variables <c>OPENAI_API_KEY</c>, <c>OPENAI_BASE_URL</c>, <c>OPENAI_ORG_ID</c> and
    /// <c>OPENAI_PROJECT_ID</c>; where <c>AZURE_OPENAI_ENDPOINT</c> is set, from that, <c>AZURE_OPENAI_API_KEY</c> and
    /// <c>OPENAI_API_VERSION</c>. An empty one counts as unset.</summary>
    /// <returns>The client.</returns>
    /// <exception cref="ArgumentException">There is no key, a variable is wrong, or both <c>AZURE_OPENAI_ENDPOINT</c> and
    /// <c>OPENAI_BASE_URL</c> are set.</exception>
    public static GptImageClient FromEnvironment() => new(EnvironmentOptions.Read());

    /// <inheritdoc/>
    public RequestPlan Explain(ImageRequest request) => Plan(request, Delivery.Whole).Plan;

    /// <inheritdoc/>
    public async Task<ImageResult> GenerateAsync(ImageRequest request, CancellationToken cancellationToken = default)
    {
        PlannedCall call = await PlanAsync(request, Delivery.Whole, cancellationToken).ConfigureAwait(false);
        call.ThrowIfInvalid();
        CallOutcome<DecodedAnswer<GeneratedImage>> outcome = await _pipeline
            .SendAsync(
                OutgoingCall.FromPlan(call), () => new PictureReader<GeneratedImage>(call, new MemoryDestination()), cancellationToken)
                .ConfigureAwait(false);
        return ResultBuilder.Build(call, outcome);
    }

    /// <inheritdoc/>
    public Task<SavedImageResult> GenerateToFilesAsync(
        ImageRequest request, string pattern, bool overwrite = false, CancellationToken cancellationToken = default) =>
        GenerateToFilesAsync(request, pattern, overwrite, null, cancellationToken);

    /// <inheritdoc/>
    Task<SavedImageResult> ISendHookClient.GenerateToFilesAsync(
        ImageRequest request, string pattern, bool overwrite, Func<SendingContext, CancellationToken, ValueTask> beforeSend,
        CancellationToken cancellationToken) =>
        GenerateToFilesAsync(request, pattern, overwrite, beforeSend, cancellationToken);

    /// <inheritdoc/>
    IAsyncEnumerable<SavedImageUpdate> ISendHookClient.StreamToFilesAsync(
        ImageRequest request, string pattern, int partialImages, Func<SendingContext, CancellationToken, ValueTask> beforeSend,
        CancellationToken cancellationToken) =>
        StreamIntoAsync(request, FileNames.GetFullPath(pattern), partialImages, overwrite: false, beforeSend, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<ImageUpdate> StreamAsync(
        ImageRequest request, int partialImages = 0, CancellationToken cancellationToken = default) =>
        new OneShotSequence<ImageUpdate>(StreamIntoMemoryAsync(request, partialImages, cancellationToken));

    /// <inheritdoc/>
    public IAsyncEnumerable<SavedImageUpdate> StreamToFilesAsync(
        ImageRequest request, string pattern, int partialImages = 0, bool overwrite = false,
        CancellationToken cancellationToken = default) =>
        new OneShotSequence<SavedImageUpdate>(
            StreamIntoAsync(request, FileNames.GetFullPath(pattern), partialImages, overwrite, null, cancellationToken));

    /// <summary>Closes the connections that the client made itself, and takes no new calls.</summary>
    /// <remarks>A call under way over those connections ends in an <see cref="ObjectDisposedException"/>; its message and its
    /// <c>Data["Charge"]</c> (a <see cref="ChargeState"/>) say what it may have cost.</remarks>
    public void Dispose()
    {
        _pipeline.IsDisposed = true;
        _ownClient?.Dispose();
        _ownDownloads?.Dispose();
    }

    private async IAsyncEnumerable<ImageUpdate> StreamIntoMemoryAsync(
        ImageRequest request, int partialImages, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        PlannedCall call = await PlanAsync(request, Delivery.Streamed(partialImages), cancellationToken).ConfigureAwait(false);
        call.ThrowIfInvalid();
        await foreach (ImageUpdate update in UpdateStream.RunAsync<GeneratedImage, ImageUpdate>(
            _pipeline, call, () => new MemoryDestination(), (index, preview) => new PartialImageUpdate { Index = index, Image = preview },
            outcome => ResultBuilder.BuildCompleted(call, outcome), cancellationToken).ConfigureAwait(false))
        {
            yield return update;
        }
    }

    private async IAsyncEnumerable<SavedImageUpdate> StreamIntoAsync(
        ImageRequest request, string path, int partialImages, bool overwrite,
        Func<SendingContext, CancellationToken, ValueTask>? beforeSend, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        PlannedCall call = await PlanAsync(request, Delivery.Streamed(partialImages), cancellationToken).ConfigureAwait(false);
        OutputPath output = new(path, call.Request, overwrite, isDurable: beforeSend is not null, OpenFile);
        output.ThrowIfInTheWay(call.Plan);
        await foreach (SavedImageUpdate update in UpdateStream.RunAsync<SavedImage, SavedImageUpdate>(
            _pipeline, call, output.CreateDestination, (index, preview) => new SavedPartialImageUpdate { Index = index, File = preview },
            outcome => ResultBuilder.BuildCompleted(call, outcome), cancellationToken, beforeSend).ConfigureAwait(false))
        {
            yield return update;
        }
    }

    private async Task<SavedImageResult> GenerateToFilesAsync(
        ImageRequest request, string pattern, bool overwrite, Func<SendingContext, CancellationToken, ValueTask>? beforeSend,
        CancellationToken cancellationToken)
    {
        // A relative path is what it is at the call, and not when a picture comes.
        string path = FileNames.GetFullPath(pattern);
        PlannedCall call = await PlanAsync(request, Delivery.Whole, cancellationToken).ConfigureAwait(false);
        OutputPath output = new(path, call.Request, overwrite, isDurable: beforeSend is not null, OpenFile);
        output.ThrowIfInTheWay(call.Plan);
        CallOutcome<DecodedAnswer<SavedImage>> outcome = await _pipeline
            .SendAsync(
                OutgoingCall.FromPlan(call) with { BeforeSend = beforeSend },
                () => new PictureReader<SavedImage>(call, output.CreateDestination()), cancellationToken)
            .ConfigureAwait(false);
        return ResultBuilder.Build(call, outcome);
    }

    private PlannedCall Plan(ImageRequest request, Delivery delivery)
    {
        ComposedRequest composed = InputInspector.Inspect(Compose(request, delivery));
        return RequestPlanner.Plan(composed, Validate(composed));
    }

    /// <summary>Plans a call that will be sent: its inputs are waited for, and measured when all else is right.</summary>
    private async ValueTask<PlannedCall> PlanAsync(ImageRequest request, Delivery delivery, CancellationToken cancellationToken)
    {
        try
        {
            ComposedRequest composed =
                await InputInspector.InspectAsync(Compose(request, delivery), cancellationToken).ConfigureAwait(false);
            IReadOnlyList<Finding> findings = Validate(composed);
            if (InputInspector.NeedsMeasuring(composed) && findings.All(finding => finding.Severity != FindingSeverity.Error))
            {
                composed = await InputInspector.MeasureAsync(composed, cancellationToken).ConfigureAwait(false);
                findings = Validate(composed);
            }

            return RequestPlanner.Plan(composed, findings);
        }
        catch (OperationCanceledException exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new GptImageCanceledException(
                $"The call was canceled while its input images were read. {ChargeWords.Describe(ChargeState.NotSent)}", exception,
                cancellationToken);
        }
    }

    private ComposedRequest Compose(ImageRequest request, Delivery delivery)
    {
        ArgumentNullException.ThrowIfNull(request);
        ModelChoice choice = ModelChoice.FromName(request.Model ?? _options.DefaultModel, _options.Deployments);
        ComposedRequest composed = PromptComposer.Compose(request, delivery, choice.Model, ImageModelCatalog.Find(choice.Model));
        return _options is { Deployments.Count: 0, Azure: null } ? composed : composed with
        {
            WireModel = choice.WireName,
            IsDeployed = choice.IsDeployed,
            Deployments = choice.Deployments,
            Azure = _options.Azure,
        };
    }

    private IReadOnlyList<Finding> Validate(ComposedRequest composed) =>
        RequestValidator.Validate(composed, DateOnly.FromDateTime(_options.TimeProvider.GetUtcNow().UtcDateTime));

    private static GptImageClientOptions Checked(GptImageClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        OptionsCheck.ThrowIfInvalid(options);
        return options.Copy();
    }
}
