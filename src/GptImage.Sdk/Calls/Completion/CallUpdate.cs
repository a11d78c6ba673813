namespace GptImage.Sdk;

/// <summary>An update of a running call: a preview, or in the end what it brought.</summary>
internal sealed record CallUpdate<TPicture>(DecodedUpdate<TPicture>? Preview, CallOutcome<DecodedAnswer<TPicture>>? Outcome);
