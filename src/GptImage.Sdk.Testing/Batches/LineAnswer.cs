namespace GptImage.Sdk.Testing;

/// <summary>Answers the request in a line of a batch as if it had been sent by itself.</summary>
internal delegate Task<FakeAnswer> LineAnswer(FakeRequest request, FakeOutcome outcome, string requestId);
