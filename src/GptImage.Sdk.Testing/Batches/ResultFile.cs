using System.Buffers;
using System.Text.Json;

namespace GptImage.Sdk.Testing;

/// <summary>Writes result lines to a file on disk, as the service does: JSON Lines with spaces after separators.</summary>
internal sealed class ResultFile(ContentFolder folder, FakeBatchOddities oddities)
{
    /// <summary>Gets where the file is; null while it has no line.</summary>
    public string? ContentPath { get; private set; }

    /// <summary>Writes the line of a request that was answered.</summary>
    public Task AddAnswerAsync(BatchLine line, FakeAnswer answer, string requestId) => AddAsync(line, writer =>
    {
        writer.WriteStartObject("response");
        writer.WriteNumber("status_code", answer.StatusCode);
        writer.WriteString("request_id", requestId);
        writer.WritePropertyName("body");
        if (answer.ContentType == "application/json")
        {
            writer.WriteRawValue(answer.Body, skipInputValidation: true);
        }
        else
        {
            writer.WriteStringValue(answer.Body);
        }

        writer.WriteEndObject();
        writer.WriteNull("error");
    });

    /// <summary>Writes the line of a request that did not run.</summary>
    public Task AddErrorAsync(BatchLine line, string code, string message) => AddAsync(line, writer =>
    {
        writer.WriteNull("response");
        writer.WriteStartObject("error");
        writer.WriteString("code", code);
        writer.WriteString("message", message);
        writer.WriteEndObject();
    });

    /// <summary>Writes a line with neither a response nor an error.</summary>
    public Task AddNothingAsync(BatchLine line) => AddAsync(line, writer =>
    {
        writer.WriteNull("response");
        writer.WriteNull("error");
    });

    private async Task AddAsync(BatchLine line, Action<Utf8JsonWriter> writeResult)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, ErrorWriter.Options))
        {
            bool isIdLast = oddities.HasFlag(FakeBatchOddities.CustomIdLast);
            writer.WriteStartObject();
            writer.WriteString("id", line.Id);
            if (!isIdLast)
            {
                writer.WriteString("custom_id", line.CustomId);
            }

            if (oddities.HasFlag(FakeBatchOddities.UnknownMembers))
            {
                writer.WriteStartObject("trace");
                writer.WriteString("custom_id", "none");
                writer.WriteStartArray("shards");
                writer.WriteNumberValue(1);
                writer.WriteEndArray();
                writer.WriteEndObject();
            }

            writeResult(writer);
            if (isIdLast)
            {
                writer.WriteString("custom_id", line.CustomId);
            }

            writer.WriteEndObject();
        }

        ContentPath ??= folder.NewPath();
        FileStream file = new(ContentPath, FileMode.Append, FileAccess.Write, FileShare.Read | FileShare.Delete, 64 * 1024, useAsync: true);
        await using (file.ConfigureAwait(false))
        {
            await WriteSpacedAsync(file, buffer.WrittenMemory).ConfigureAwait(false);
            byte[] end = oddities.HasFlag(FakeBatchOddities.CrlfLines) ? "\r\n"u8.ToArray() : "\n"u8.ToArray();
            await file.WriteAsync(end).ConfigureAwait(false);
        }
    }

    /// <summary>Copies compact JSON and puts a space after each colon and comma between values.</summary>
    private static async Task WriteSpacedAsync(FileStream file, ReadOnlyMemory<byte> json)
    {
        while (json.Length > 0)
        {
            int length = PieceLength(json.Span);
            await file.WriteAsync(json[..length]).ConfigureAwait(false);
            if (json.Span[length - 1] is (byte)':' or (byte)',')
            {
                await file.WriteAsync(" "u8.ToArray()).ConfigureAwait(false);
            }

            json = json[length..];
        }
    }

    /// <summary>Finds the end of what can be copied as it is: a separator, or the end of a string.</summary>
    private static int PieceLength(ReadOnlySpan<byte> json)
    {
        if (json[0] != (byte)'"')
        {
            int end = json.IndexOfAny((byte)'"', (byte)':', (byte)',');
            return end < 0 ? json.Length : json[end] == (byte)'"' ? end : end + 1;
        }

        int length = 1;
        while (true)
        {
            int next = json[length..].IndexOfAny((byte)'"', (byte)'\\');
            length += next + 1;
            if (json[length - 1] == (byte)'"')
            {
                return length;
            }

            length++;
        }
    }
}
