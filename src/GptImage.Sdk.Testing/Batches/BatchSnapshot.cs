using System.Text.Json;

namespace GptImage.Sdk.Testing;

/// <summary>A batch at one moment, and how it is written.</summary>
internal sealed record BatchSnapshot(
    Batch Batch, BatchStatus Status, IReadOnlyDictionary<BatchStatus, DateTimeOffset> Entered, int Total, int Completed, int Failed,
    BatchTokens Tokens, string? OutputFileId, string? ErrorFileId)
{
    private static readonly (string Name, BatchStatus Status)[] Times =
    [
        ("finalizing_at", BatchStatus.Finalizing), ("completed_at", BatchStatus.Completed), ("failed_at", BatchStatus.Failed),
        ("expired_at", BatchStatus.Expired), ("cancelling_at", BatchStatus.Cancelling), ("cancelled_at", BatchStatus.Cancelled),
    ];

    public string StatusName => Status switch
    {
        BatchStatus.Validating => "validating",
        BatchStatus.Failed => "failed",
        BatchStatus.InProgress => "in_progress",
        BatchStatus.Finalizing => "finalizing",
        BatchStatus.Completed => "completed",
        BatchStatus.Expired => "expired",
        BatchStatus.Cancelling => "cancelling",
        _ => "cancelled",
    };

    public static BatchSnapshot Take(Batch batch, BatchResults results) =>
        new(batch, batch.Status, batch.Entered, batch.Total, results.Completed, results.Failed, results.Tokens, results.OutputFileId,
            results.ErrorFileId);

    public FakeBatch ToFakeBatch() => new()
    {
        Id = Batch.Id,
        Status = StatusName,
        Endpoint = Batch.Order.Endpoint,
        InputFileId = Batch.Order.InputFile.Id,
        OutputFileId = OutputFileId,
        ErrorFileId = ErrorFileId,
        Metadata = Batch.Order.Metadata ?? new Dictionary<string, string>(),
        Total = Total,
        Completed = Completed,
        Failed = Failed,
    };

    /// <summary>Writes the members of the batch object, in the service's order.</summary>
    public void WriteMembers(Utf8JsonWriter writer)
    {
        writer.WriteString("id", Batch.Id);
        writer.WriteString("object", "batch");
        writer.WriteString("endpoint", Batch.Order.Endpoint);
        writer.WriteString("model", Status == BatchStatus.Completed ? ModelRule.DatedId(Batch.Model ?? "") : null);
        WriteErrors(writer);
        writer.WriteString("input_file_id", Batch.Order.InputFile.Id);
        writer.WriteString("completion_window", "24h");
        writer.WriteString("status", StatusName);
        writer.WriteString("output_file_id", OutputFileId);
        writer.WriteString("error_file_id", ErrorFileId);
        writer.WriteNumber("created_at", Batch.CreatedAt.ToUnixTimeSeconds());
        WriteTime(writer, "in_progress_at", BatchStatus.InProgress);
        writer.WriteNumber("expires_at", Batch.ExpiresAt.ToUnixTimeSeconds());
        foreach ((string name, BatchStatus status) in Times)
        {
            WriteTime(writer, name, status);
        }

        writer.WriteStartObject("request_counts");
        writer.WriteNumber("total", Total);
        writer.WriteNumber("completed", Completed);
        writer.WriteNumber("failed", Failed);
        writer.WriteEndObject();
        WriteUsage(writer);
        WriteMetadata(writer);
    }

    private void WriteTime(Utf8JsonWriter writer, string name, BatchStatus status) =>
        writer.WriteOptional(name, Entered.TryGetValue(status, out DateTimeOffset at) ? at.ToUnixTimeSeconds() : null);

    private void WriteErrors(Utf8JsonWriter writer)
    {
        if (Status != BatchStatus.Failed)
        {
            writer.WriteNull("errors");
            return;
        }

        writer.WriteStartObject("errors");
        writer.WriteString("object", "list");
        writer.WriteStartArray("data");
        foreach (BatchError error in Batch.Errors)
        {
            writer.WriteStartObject();
            writer.WriteString("code", error.Code);
            writer.WriteOptional("line", error.Line);
            writer.WriteString("message", error.Message);
            writer.WriteString("param", error.Param);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private void WriteUsage(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("usage");
        writer.WriteNumber("input_tokens", Tokens.Input);
        writer.WriteStartObject("input_tokens_details");
        writer.WriteNumber("cached_tokens", 0);
        writer.WriteEndObject();
        writer.WriteNumber("output_tokens", Tokens.Output);
        writer.WriteStartObject("output_tokens_details");
        writer.WriteNumber("reasoning_tokens", 0);
        writer.WriteEndObject();
        writer.WriteNumber("total_tokens", Tokens.Input + Tokens.Output);
        writer.WriteEndObject();
    }

    private void WriteMetadata(Utf8JsonWriter writer)
    {
        if (Batch.Order.Metadata is not { } metadata)
        {
            writer.WriteNull("metadata");
            return;
        }

        writer.WriteStartObject("metadata");
        foreach (KeyValuePair<string, string> pair in metadata)
        {
            writer.WriteString(pair.Key, pair.Value);
        }

        writer.WriteEndObject();
    }
}
