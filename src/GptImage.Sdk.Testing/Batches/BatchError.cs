namespace GptImage.Sdk.Testing;

/// <summary>Why a batch failed before any of its lines ran.</summary>
/// <param name="Code">The code, for example <c>duplicate_custom_id</c>.</param>
/// <param name="Message">The message.</param>
/// <param name="Line">The line, counted from 1; null when it is about the whole file.</param>
/// <param name="Param">The member that is wrong.</param>
internal sealed record BatchError(string Code, string Message, int? Line = null, string? Param = null);
