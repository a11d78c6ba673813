namespace GptImage.Sdk;

/// <summary>Makes the pictures of frames and brings them where they belong.</summary>
internal interface IFrameMaker : IDisposable
{
    /// <summary>Gets whether a frame that is under way is worth waiting for when its reader has left.</summary>
    bool KeepsFrames { get; }

    /// <summary>Takes a frame on. Frames are taken on one after the other.</summary>
    ValueTask PrepareAsync(PlannedFrame frame, CancellationToken cancellationToken);

    /// <summary>Makes a frame that was taken on. Several are made at once.</summary>
    Task<FrameStep> MakeAsync(PlannedFrame frame, BoundedWork work, CancellationToken cancellationToken);
}
