using System.Text.Json;

namespace GptImage.Sdk;

/// <summary>Reads batches as the service describes them.</summary>
internal static class BatchObject
{
    /// <summary>The metadata by which a batch is found again when its creation got no answer.</summary>
    public const string KeyName = "gptimage_batch";

    /// <exception cref="FormatException">It has no id.</exception>
    public static ImageBatchPart Read(JsonElement batch) => Find(batch) ?? throw new FormatException("it has no batch id");

    /// <summary>Finds the batch of a key on a page of the list.</summary>
    /// <param name="page">The page.</param>
    /// <param name="key">The key in the metadata of the batch.</param>
    /// <returns>The batch if it is there, and the id behind which the list goes on, if it does.</returns>
    public static (ImageBatchPart? Found, string? Next) ReadPage(JsonElement page, string key)
    {
        JsonElement[] batches = JsonMember.Find(page, "data"u8) is { ValueKind: JsonValueKind.Array } data
            ? [.. data.EnumerateArray()]
            : [];
        ImageBatchPart? found = batches.Where(batch => KeyOf(batch) == key).Select(Find).FirstOrDefault(part => part is not null);
        bool hasMore = JsonMember.Find(page, "has_more"u8) is { ValueKind: JsonValueKind.True };
        string? last = JsonMember.Text(page, "last_id"u8) ?? (batches.Length > 0 ? JsonMember.Text(batches[^1], "id"u8) : null);
        return (found, hasMore ? last : null);
    }

    private static ImageBatchPart? Find(JsonElement batch)
    {
        if (JsonMember.Text(batch, "id"u8) is not { Length: > 0 } id)
        {
            return null;
        }

        JsonElement? counts = JsonMember.Object(batch, "request_counts"u8);
        JsonElement? error = FirstError(batch);
        return new ImageBatchPart
        {
            Id = id,
            Status = JsonMember.Text(batch, "status"u8) is { } status && !string.IsNullOrWhiteSpace(status)
                ? new ImageBatchStatus(status)
                : ImageBatchStatus.InProgress,
            Total = CountOf(counts, "total"u8),
            Completed = CountOf(counts, "completed"u8),
            Failed = CountOf(counts, "failed"u8),
            CreatedAt = AnswerFacts.TimeOf(JsonMember.Whole(batch, "created_at"u8)),
            ExpiresAt = AnswerFacts.TimeOf(JsonMember.Whole(batch, "expires_at"u8)),
            ErrorCode = error is { } coded ? JsonMember.Text(coded, "code"u8) : null,
            ErrorMessage = error is { } told ? JsonMember.Text(told, "message"u8) : null,
            OutputFileId = FileOf(batch, "output_file_id"u8),
            ErrorFileId = FileOf(batch, "error_file_id"u8),
        };
    }

    private static string? KeyOf(JsonElement batch) =>
        JsonMember.Object(batch, "metadata"u8) is { } metadata ? JsonMember.Text(metadata, "gptimage_batch"u8) : null;

    private static JsonElement? FirstError(JsonElement batch) =>
        JsonMember.Object(batch, "errors"u8) is { } errors
        && JsonMember.Find(errors, "data"u8) is { ValueKind: JsonValueKind.Array } data && data.GetArrayLength() > 0
            ? data[0]
            : null;

    private static int CountOf(JsonElement? counts, ReadOnlySpan<byte> name) =>
        counts is { } known ? Math.Max(0, JsonMember.Count(known, name) ?? 0) : 0;

    private static string? FileOf(JsonElement batch, ReadOnlySpan<byte> name) =>
        JsonMember.Text(batch, name) is { Length: > 0 } id ? id : null;
}
