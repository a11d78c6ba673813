namespace GptImage.Sdk;

/// <summary>An update of a running call, with the attempts so far.</summary>
internal sealed record CallUpdate<TPicture>(DecodedUpdate<TPicture> Update, IReadOnlyList<AttemptRecord> Attempts);
