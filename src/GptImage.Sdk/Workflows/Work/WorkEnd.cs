namespace GptImage.Sdk;

/// <summary>The end of one piece of work: its value, or what it threw.</summary>
internal sealed record WorkEnd<T>(int Index, T? Value, Exception? Failure)
    where T : class;
