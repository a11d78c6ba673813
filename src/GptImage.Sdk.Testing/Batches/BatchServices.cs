namespace GptImage.Sdk.Testing;

/// <summary>What batches need of the service around them.</summary>
internal sealed record BatchServices(TimeProvider Clock, TimeSpan Step, FileStore Files, ContentFolder Folder, LineRunner Runner);
