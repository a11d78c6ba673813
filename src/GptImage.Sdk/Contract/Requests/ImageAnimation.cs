namespace GptImage.Sdk;

/// <summary>The frames of an animation.</summary>
public sealed record ImageAnimation
{
    /// <summary>Gets the number of frames.</summary>
    /// <value>2 to 16; <see langword="null"/> leaves it to the service: 9.</value>
    /// <remarks>Source: API reference, <em>Create image</em>, <c>frame_count</c>, read 2026-11-23.</remarks>
    public int? FrameCount { get; init; }

    /// <summary>Gets how long each frame stands. The service rounds it to 10 milliseconds.</summary>
    /// <value>20 milliseconds or more; <see langword="null"/> leaves it to the service: 200 milliseconds. Above 2 seconds the plan has a
    /// warning.</value>
    /// <remarks>Source: API reference, <em>Create image</em>, <c>frame_duration_ms</c>, read 2026-11-23.</remarks>
    public TimeSpan? FrameDuration { get; init; }
}
