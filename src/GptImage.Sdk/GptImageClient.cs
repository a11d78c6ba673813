using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;

namespace GptImage.Sdk;

/// <summary>Makes pictures with the GPT Image service: text-to-image, image-to-image and character-reference.</summary>
/// <threadsafety>All members are safe from many threads at once. Make one client for a key and keep it.</threadsafety>
public sealed class GptImageClient : IGptImageClient, ISendHookClient, IDisposable
{
    private readonly GptImageClientOptions _options;
    private readonly RequestPipeline _pipeline;
    private readonly BatchFolder _batches;
    private readonly HttpClient? _ownClient;

    /// <summary>Never the caller's handler: that may add credentials, and pictures come from anywhere.</summary>
    private readonly HttpClient? _ownDownloads;

    /// <summary>Makes a client for an API key.</summary>
    /// <param name="apiKey">The key.</param>
    /// <exception cref="ArgumentException">The key is empty, or has characters other than visible ASCII.</exception>
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
            throw new ArgumentException(RedirectCheck.KeyWouldFollow, nameof(handler));
        }

        HttpClient client = new(handler ?? PictureHandler.Create(_options.ConnectTimeout), disposeHandler: handler is null)
        { Timeout = Timeout.InfiniteTimeSpan };
        _ownClient = client;
        HttpClient downloads = new(PictureHandler.Create(_options.ConnectTimeout), disposeHandler: true)
        { Timeout = Timeout.InfiniteTimeSpan };
        _ownDownloads = downloads;
        _pipeline = new RequestPipeline(_options, () => client, () => downloads)
        {
            HasPlatformHandler = handler is null or SocketsHttpHandler || handler.GetType() == typeof(HttpClientHandler),
        };
        Files = new ImageFiles(_pipeline);
        _batches = CreateBatches();
    }

    /// <summary>Makes a client that takes its HTTP clients from a factory, which disposes them.</summary>
    internal GptImageClient(
        GptImageClientOptions options, Func<HttpClient> createClient, Func<HttpClient> createDownloadClient, IMeterFactory? meters = null)
    {
        _options = Checked(options);
        _pipeline = new RequestPipeline(_options, createClient, createDownloadClient, meters);
        Files = new ImageFiles(_pipeline);
        _batches = CreateBatches();
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

    /// <summary>Asks the service whether the key is accepted and the model is there (<c>GET models/{id}</c>). It costs nothing, and is
    /// what a readiness check calls.</summary>
    /// <param name="model">The model; <see langword="null"/> for <see cref="GptImageClientOptions.DefaultModel"/>. It is asked for by the
    /// name of its deployment when it has one.</param>
    /// <param name="cancellationToken">Cancels the call. A service that stays silent is waited for up to
    /// <see cref="GptImageClientOptions.AttemptTimeout"/> an attempt and <see cref="GptImageClientOptions.TotalTimeout"/> in all.</param>
    /// <returns>What the service says. Whatever it answers, and also when it cannot be reached, nothing is thrown; what failed is
    /// logged.</returns>
    /// <remarks>It cannot know whether the account has quota left, whether its organization is verified for the model, and whether a prompt
    /// passes the filters: only a purchase tells. A restricted key that may not ask is <see cref="ModelAccess.Unknown"/>. On Azure it asks
    /// for the list (<c>GET models</c>), which only shows whether the key is refused: deployments are not listed.</remarks>
    /// <exception cref="GptImageCanceledException">The token was canceled.</exception>
    /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
    public Task<ModelAccess> CheckAccessAsync(ImageModel? model = null, CancellationToken cancellationToken = default) =>
        ModelAccessCheck.AskAsync(
            _pipeline, ModelChoice.FromName(model ?? _options.DefaultModel, _options.Deployments).WireName, cancellationToken);

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

    /// <summary>Says what a batch would send, what is wrong with it and what it will cost at half the price, without the
    /// network.</summary>
    /// <param name="requests">The requests.</param>
    /// <returns>The plan.</returns>
    /// <exception cref="ArgumentException">There is no request, or one is null.</exception>
    public ImageBatchPlan ExplainBatch(IEnumerable<ImageRequest> requests) =>
        BatchPlanner.Plan(CopyOf(requests).Select(request => Plan(request, Delivery.Whole)));

    /// <summary>Submits requests at half the price. The service takes up to 24 hours; the pictures are collected with
    /// <see cref="CollectBatchAsync"/>, by this process or another.</summary>
    /// <remarks>
    /// <para>The folder has the same ledger as a job, and the requests as text. Requests that are finished, may have been bought or are
    /// under way there are not submitted again: after a crash, submit the same requests again.</para>
    /// <para>Each input picture is uploaded once by its content and deleted by the service after 3 days. Requests of different models or
    /// endpoints, more than 50,000, more than 190 MB of text or more than about 2 GB of results become several batches. The service keeps
    /// the results for 30 days.</para>
    /// </remarks>
    /// <param name="requests">The requests. Equal ones stay separate.</param>
    /// <param name="options">The folder and the spend limit.</param>
    /// <param name="cancellationToken">Cancels the submission. A batch that was created goes on.</param>
    /// <returns>The batches under way. One whose creation got no answer is <see cref="ImageBatchStatus.Submitting"/>.</returns>
    /// <exception cref="ArgumentException">There is no request, one is null, or an option is wrong.</exception>
    /// <exception cref="GptImageValidationException">A request has errors; all of them are listed, and nothing was sent.</exception>
    /// <exception cref="NotSupportedException">The client calls an Azure resource.</exception>
    /// <exception cref="GptImageBudgetException">The requests may go beyond the spend limit; nothing was sent.</exception>
    /// <exception cref="IOException">The folder cannot be written, another run works in it, its ledger is damaged, or its file
    /// <c>batch.jsonl</c> lacks requests of batches that are not collected yet. Nothing was sent.</exception>
    /// <exception cref="GptImageCanceledException">The submission was canceled.</exception>
    /// <exception cref="GptImageException">An upload or a creation failed. Batches that were created before go on, and a repeated
    /// submission continues.</exception>
    public async Task<ImageBatch> SubmitBatchAsync(
        IEnumerable<ImageRequest> requests, ImageBatchOptions options, CancellationToken cancellationToken = default)
    {
        ValueList<ImageRequest> copy = CopyOf(requests);
        ArgumentNullException.ThrowIfNull(options);
        if (_options.Azure is not null)
        {
            throw new NotSupportedException(
                "Azure sells batches only through Global-Batch and DataZone-Batch deployments, takes no file ids in edits, and does not "
                + "document such a deployment of an image model. Nothing was sent. Use RunAsync, or a client of OpenAI.");
        }

        return await Task.Run(() => _batches.SubmitAsync(copy, options, cancellationToken), CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>Submits the frames of a story at half the price, each drawn from the references of its characters.</summary>
    /// <param name="storyboard">The story. All its frames are checked before anything is sent.</param>
    /// <param name="options">The folder and the spend limit.</param>
    /// <param name="strategy">What each frame is made from: <see cref="StoryboardStrategy.Anchored"/>, since the frames of a batch are
    /// drawn at the same time.</param>
    /// <param name="cancellationToken">Cancels the submission. A batch that was created goes on.</param>
    /// <returns>The batches under way. <see cref="CollectBatchAsync"/> reports the frames in their order.</returns>
    /// <exception cref="ArgumentException">The strategy is chained, the story has no frame, or an option is wrong.</exception>
    /// <exception cref="GptImageValidationException">The story has errors; nothing was sent.</exception>
    /// <exception cref="NotSupportedException">The client calls an Azure resource.</exception>
    /// <exception cref="GptImageBudgetException">The frames may go beyond the spend limit; nothing was sent.</exception>
    /// <exception cref="IOException">The folder cannot be written, another run works in it, or its files are damaged. Nothing was
    /// sent.</exception>
    /// <exception cref="GptImageCanceledException">The submission was canceled.</exception>
    /// <exception cref="GptImageException">An upload or a creation failed. Batches that were created before go on, and a repeated
    /// submission continues.</exception>
    public async Task<ImageBatch> SubmitBatchAsync(
        Storyboard storyboard, ImageBatchOptions options, StoryboardStrategy strategy = StoryboardStrategy.Anchored,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(storyboard);
        if (strategy != StoryboardStrategy.Anchored)
        {
            throw new ArgumentException(
                "A chained story draws each frame from the one before, and the frames of a batch are drawn at the same time. Submit it "
                + "anchored, or render it with RenderAsync.", nameof(strategy));
        }

        StoryboardPlanner.Plan(this, storyboard, strategy).ThrowIfInvalid();
        return await SubmitBatchAsync(
            storyboard.Frames.Select(frame => StoryboardPlanner.Explain(this, storyboard, frame, previous: null).Request), options,
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Gets the status of the batches of a folder. Another process may collect them meanwhile.</summary>
    /// <param name="outputDirectory">The folder that they were submitted from.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The batches.</returns>
    /// <exception cref="InvalidOperationException">The folder has no batch.</exception>
    /// <exception cref="IOException">The ledger of the folder cannot be read.</exception>
    /// <exception cref="GptImageException">The service could not be asked.</exception>
    public Task<ImageBatch> GetBatchAsync(string outputDirectory, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(outputDirectory);
        return _batches.GetAsync(outputDirectory, cancellationToken);
    }

    /// <summary>Waits for the batches of a folder and puts their pictures into it while the results arrive, in memory that does not depend
    /// on their number.</summary>
    /// <remarks>Asks the service after 15 seconds, then less and less often, at least every 5 minutes. A collection that was stopped or
    /// killed continues when it is called again: no picture is written twice.</remarks>
    /// <param name="outputDirectory">The folder that they were submitted from.</param>
    /// <param name="progress">Called after each look at the service and with each request that ended. What it throws ends the
    /// collection.</param>
    /// <param name="cancellationToken">Cancels the collection. The batches go on.</param>
    /// <returns>The end of every request that was submitted from the folder, with costs at half the price. Requests that failed, expired or
    /// were canceled can be submitted again or run with <c>RunAsync</c> in the same folder.</returns>
    /// <exception cref="InvalidOperationException">The folder has no batch.</exception>
    /// <exception cref="IOException">Another run works in the folder, or its files cannot be read or are damaged.</exception>
    /// <exception cref="GptImageJobException">The collection cannot go on, for example because the disk is full, or a batch belongs to
    /// another key or project. The report so far is on the exception.</exception>
    /// <exception cref="GptImageCanceledException">The collection was canceled; the report so far is on the exception.</exception>
    /// <exception cref="GptImageException">The service could not be asked several times in a row.</exception>
    public async Task<ImageJobReport> CollectBatchAsync(
        string outputDirectory, IProgress<ImageJobProgress>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(outputDirectory);
        return await Task.Run(() => _batches.CollectAsync(outputDirectory, progress, cancellationToken), CancellationToken.None)
            .ConfigureAwait(false);
    }

    /// <summary>Cancels the batches of a folder. Requests that were finished until then are charged and can be collected.</summary>
    /// <param name="outputDirectory">The folder that they were submitted from.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The batches; the service takes up to 10 minutes to end them.</returns>
    /// <exception cref="InvalidOperationException">The folder has no batch.</exception>
    /// <exception cref="IOException">The ledger of the folder cannot be read.</exception>
    /// <exception cref="GptImageException">The service could not be asked.</exception>
    public Task<ImageBatch> CancelBatchAsync(string outputDirectory, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(outputDirectory);
        return _batches.CancelAsync(outputDirectory, cancellationToken);
    }

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
        IReadOnlyList<Finding> findings = Validate(composed);
        if (InputInspector.NeedsMeasuring(composed) && !HasErrors(findings))
        {
            composed = InputInspector.LookThrough(composed);
            findings = Validate(composed);
        }

        return RequestPlanner.Plan(composed, findings);
    }

    /// <summary>Plans a call that will be sent: its inputs are waited for, and measured when all else is right.</summary>
    private async ValueTask<PlannedCall> PlanAsync(ImageRequest request, Delivery delivery, CancellationToken cancellationToken)
    {
        try
        {
            ComposedRequest composed =
                await InputInspector.InspectAsync(Compose(request, delivery), cancellationToken).ConfigureAwait(false);
            IReadOnlyList<Finding> findings = Validate(composed);
            if (InputInspector.NeedsMeasuring(composed) && !HasErrors(findings))
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

    private static bool HasErrors(IReadOnlyList<Finding> findings) =>
        findings.Any(finding => finding.Severity == FindingSeverity.Error);

    private IReadOnlyList<Finding> Validate(ComposedRequest composed) =>
        RequestValidator.Validate(composed, DateOnly.FromDateTime(_options.TimeProvider.GetUtcNow().UtcDateTime));

    private BatchFolder CreateBatches() => new(new BatchClient(
        this, (request, cancellationToken) => PlanAsync(request, Delivery.Whole, cancellationToken), new BatchCalls(_pipeline),
        new BatchSpending(_pipeline.Account), Files, path => AtomicFile.Create(path, OpenFile), _options.TimeProvider));

    private static ValueList<ImageRequest> CopyOf(IEnumerable<ImageRequest> requests)
    {
        ArgumentNullException.ThrowIfNull(requests);
        ValueList<ImageRequest> copy = ListCopy.Create<ImageRequest>([.. requests], nameof(requests));
        return copy.Count > 0 ? copy : throw new ArgumentException("A batch needs at least one request.", nameof(requests));
    }

    private static GptImageClientOptions Checked(GptImageClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        OptionsCheck.ThrowIfInvalid(options);
        return options.Copy();
    }
}
