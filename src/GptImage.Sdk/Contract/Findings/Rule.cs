namespace GptImage.Sdk;

/// <summary>A rule by which requests are checked.</summary>
internal sealed record Rule(string Id, string Parameter, FindingSeverity Severity, string Source);
