namespace GptImage.Sdk.Testing;

/// <summary>What a <see cref="FakeGptImageService"/> does differently from its defaults.</summary>
public sealed class FakeGptImageServiceOptions
{
    /// <summary>Gets or sets the key that callers must send.</summary>
    /// <value>Default: <c>sk-fake</c>.</value>
    public string ApiKey { get; set; } = "sk-fake";

    /// <summary>Gets or sets the TCP port on loopback.</summary>
    /// <value>0 to 65535. Default: 0, any free port.</value>
    public int Port { get; set; }

    /// <summary>Gets or sets how much work goes into a picture.</summary>
    /// <value>Default: <see cref="FakeDrawing.Scene"/>.</value>
    public FakeDrawing Drawing { get; set; } = FakeDrawing.Scene;

    /// <summary>Gets or sets the clock: <c>created</c>, shut-down dates of models, and delays follow it.</summary>
    /// <value>Default: <see cref="TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Gets or sets how many requests the log keeps; the oldest go first.</summary>
    /// <value>1 or more. Default: 1000.</value>
    public int MaxLoggedRequests { get; set; } = 1000;

    /// <summary>Gets or sets how many bytes of request bodies the log keeps; the oldest requests go first, the newest always
    /// stays.</summary>
    /// <value>Bytes, 0 or more. Default: 268,435,456 (256 MB).</value>
    public long MaxLoggedBodyBytes { get; set; } = 256L * 1024 * 1024;

    /// <summary>Gets or sets whether the account has the previews: transparent backgrounds on gpt-image-2, gif and svg on
    /// gpt-image-2.6.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool PreviewAccess { get; set; } = true;

    /// <summary>Gets or sets whether the account may choose the model that writes an svg: then <c>svg.model</c> is required, and without it
    /// <c>svg</c> is refused.</summary>
    /// <value>Default: <see langword="null"/>, which takes requests with and without <c>svg</c>.</value>
    public bool? SvgModelSelection { get; set; }

    /// <summary>Gets or sets how many pictures the account may draw in a minute, all requests together; <c>n</c> counts. What is over it
    /// gets 429.</summary>
    /// <value>1 to 1,000,000. Default: <see langword="null"/>, no limit.</value>
    /// <remarks>The allowance is full at first and grows back evenly: with 5 a minute, by one picture every 12 seconds of
    /// <see cref="TimeProvider"/>.</remarks>
    public int? ImagesPerMinute { get; set; }

    /// <summary>Gets or sets whether answers to generations and edits carry <c>x-ratelimit-limit-input-images</c> and its kin.</summary>
    /// <value>Default: <see langword="false"/>, as the service was recorded on these endpoints.</value>
    public bool RateLimitHeaders { get; set; }

    /// <summary>Gets or sets whether edits also change what they should keep, as the service does: pixels outside the mask by up to 6 of
    /// 255 in each channel,
    /// and with <c>size</c> <c>auto</c> the size, to the nearest of 1024x1024, 1536x1024 and 1024x1536.</summary>
    /// <value>Default: <see langword="false"/>. The drift is the same for the same request.</value>
    public bool EditDrift { get; set; }

    /// <summary>Gets or sets whether edits come back in another size than asked for: of about 1250x1250 pixels, in the ratio that was asked
    /// for. What is kept is scaled along.</summary>
    /// <value>Default: <see langword="false"/>. It also holds for sizes that are named; not for gif.</value>
    public bool EditResize { get; set; }

    /// <summary>Gets or sets whether png files carry content credentials, a <c>caBX</c> chunk right after <c>IHDR</c>, as the service's
    /// do.</summary>
    /// <value>Default: <see langword="false"/>. The chunk has the form of a manifest but no signature.</value>
    public bool ContentCredentials { get; set; }

    /// <summary>Gets or sets how long a batch stays in each of the states <c>validating</c>, <c>in_progress</c>, <c>finalizing</c> and
    /// <c>cancelling</c>, by <see cref="TimeProvider"/>.</summary>
    /// <value>Not negative, or <see cref="Timeout.InfiniteTimeSpan"/>: batches move only by
    /// <see cref="FakeGptImageService.MoveBatchesAsync"/>. Default: 1 second.</value>
    /// <remarks>A batch that is still under way 24 hours after it was created expires.</remarks>
    public TimeSpan BatchStep { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Gets or sets how long responses are stored, by <see cref="TimeProvider"/>: after it their ids are unknown.</summary>
    /// <value>Not negative. Default: 30 days, which the service promises at least.</value>
    public TimeSpan ResponseLifetime { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Gets or sets the resource of Azure that is served, too: its v1 path and the classic one, with <see cref="ApiKey"/> as the
    /// <c>api-key</c> or the token, and with its refusals.</summary>
    /// <value>Default: <see langword="null"/>, none.</value>
    public FakeAzureOptions? Azure { get; set; }
}
