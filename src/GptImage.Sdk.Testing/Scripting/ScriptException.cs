namespace GptImage.Sdk.Testing;

/// <summary>A script that cannot be followed; the message says what would be right.</summary>
internal sealed class ScriptException(string message) : Exception(message);
