namespace GptImage.Sdk;

/// <summary>What a frame came to.</summary>
/// <param name="Frame">Its end, or <see langword="null"/> when it was not started.</param>
/// <param name="Failure">Why the story cannot go on behind it, or <see langword="null"/>.</param>
internal sealed record FrameStep(StoryboardFrame? Frame, Exception? Failure = null);
