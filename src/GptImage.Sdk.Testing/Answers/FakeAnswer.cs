namespace GptImage.Sdk.Testing;

/// <summary>An answer before its headers.</summary>
internal sealed record FakeAnswer(int StatusCode, string ContentType, byte[] Body);
