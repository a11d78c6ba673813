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

    /// <summary>Gets or sets how many bytes of request bodies the log keeps; the oldest requests go first, the newest always stays.</summary>
    /// <value>Bytes, 0 or more. Default: 268,435,456 (256 MB).</value>
    public long MaxLoggedBodyBytes { get; set; } = 256L * 1024 * 1024;

    /// <summary>Gets or sets whether the account has the previews: transparent backgrounds on gpt-image-2, gif and svg on gpt-image-2.6.</summary>
    /// <value>Default: <see langword="true"/>.</value>
    public bool PreviewAccess { get; set; } = true;

    /// <summary>Gets or sets whether the account may choose the model that writes an svg: then <c>svg.model</c> is required, and without it <c>svg</c> is refused.</summary>
    /// <value>Default: <see langword="null"/>, which takes requests with and without <c>svg</c>.</value>
    public bool? SvgModelSelection { get; set; }
}
