namespace GptImage.Sdk;

/// <summary>What a request of a job came to in this run.</summary>
/// <param name="Entry">Its end.</param>
/// <param name="Failure">Why the job cannot go on behind it, or <see langword="null"/>.</param>
internal sealed record JobStep(ImageJobEntry Entry, Exception? Failure = null);
