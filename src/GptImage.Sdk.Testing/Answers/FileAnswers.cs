using System.Runtime.CompilerServices;
using System.Text.Json;

namespace GptImage.Sdk.Testing;

/// <summary>Answers uploads, questions and deletions of files.</summary>
internal sealed class FileAnswers(FileStore store)
{
    private const int MinSecondsToLive = 3600;
    private const int MaxSecondsToLive = 2_592_000;
    private const long MaxFileBytes = 512L * 1024 * 1024;
    private const long MaxBatchFileBytes = 200L * 1024 * 1024;
    private const long BatchFileSecondsToLive = 30L * 24 * 60 * 60;
    private const int MaxListed = 10_000;
    private const int BlockBytes = 64 * 1024;

    private static readonly string[] Fields = ["file", "purpose", "expires_after[anchor]", "expires_after[seconds]"];
    private static readonly string[] Purposes = ["fine-tune", "assistants", "batch", "user_data", "vision", "evals"];
    private static readonly string[] Anchors = ["created_at"];
    private static readonly string[] Orders = ["asc", "desc"];

    /// <summary>Tells whether there is such an endpoint.</summary>
    public static bool Has(string method, string endpoint) => (method, endpoint.Split('/')) switch
    {
        ("POST" or "GET", ["files"]) => true,
        ("GET" or "DELETE", ["files", not ""]) => true,
        ("GET", ["files", not "", "content"]) => true,
        _ => false,
    };

    public (FakeAnswer? Answer, ServiceError? Fault) Answer(FakeRequest request)
    {
        string[] path = request.Endpoint.Split('/');
        if (path.Length == 1 && request.Method == "GET")
        {
            return ListFault(request) is { } listFault ? (null, listFault) : (List(request), null);
        }

        if (path.Length == 1)
        {
            return UploadFault(request.Content) is { } fault ? (null, fault) : (Written(Upload(request.Content)), null);
        }

        string id = Uri.UnescapeDataString(path[1]);
        if (store.Find(id) is not { } file)
        {
            return (null, ErrorWording.UnknownFile(id));
        }

        if (path.Length == 3)
        {
            return (Content(file), null);
        }

        return (request.Method == "DELETE" ? Delete(id) : Written(file), null);
    }

    private static ServiceError? UploadFault(RequestBody body)
    {
        if (body.Fault is not null || !body.IsForm)
        {
            return body.Fault ?? ErrorWording.UnreadableForm;
        }

        if (body.Fields.Select(field => field.Key).Concat(body.Files.Select(part => part.Name))
            .FirstOrDefault(name => !Fields.Contains(name)) is { } unknown)
        {
            return ErrorWording.Unknown(unknown);
        }

        if (body.Files.FirstOrDefault(part => part.Name == "file") is not { } file)
        {
            return ErrorWording.Missing("file");
        }

        if (body.Find("purpose")?.Text is not { } purpose)
        {
            return ErrorWording.Missing("purpose");
        }

        if (!Purposes.Contains(purpose))
        {
            return ErrorWording.Purpose(purpose, Purposes);
        }

        if (purpose == "batch" && BatchFault(file) is { } fault)
        {
            return fault;
        }

        return file.Bytes.Length >= MaxFileBytes ? ErrorWording.FileTooLarge("file", 512) : ExpiryFault(body);
    }

    private static ServiceError? BatchFault(FormPart file)
    {
        if (file.FileName?.EndsWith(".jsonl", StringComparison.Ordinal) != true)
        {
            return BatchWording.FileFormat;
        }

        return file.Bytes.Length > MaxBatchFileBytes ? ErrorWording.FileTooLarge("file", 200) : null;
    }

    private static ServiceError? ExpiryFault(RequestBody body)
    {
        (FieldValue? anchor, FieldValue? seconds) = (body.Find("expires_after[anchor]"), body.Find("expires_after[seconds]"));
        if (anchor is null && seconds is null)
        {
            return null;
        }

        if (anchor is null || seconds is null)
        {
            return ErrorWording.Missing(anchor is null ? "expires_after[anchor]" : "expires_after[seconds]");
        }

        if (!Anchors.Contains(anchor.Text))
        {
            return ErrorWording.NotOneOf("expires_after[anchor]", Anchors, anchor.Text);
        }

        if (!seconds.TryGetInteger(out long value))
        {
            return ErrorWording.WrongType("expires_after[seconds]", "an integer", seconds);
        }

        return value switch
        {
            < MinSecondsToLive => ErrorWording.BelowMinimum("expires_after[seconds]", MinSecondsToLive, seconds),
            > MaxSecondsToLive => ErrorWording.AboveMaximum("expires_after[seconds]", MaxSecondsToLive, seconds),
            _ => null,
        };
    }

    private StoredFile Upload(RequestBody body)
    {
        FormPart part = body.Files.First(file => file.Name == "file");
        string purpose = body.Find("purpose")?.Text ?? "";
        long? standard = purpose == "batch" ? BatchFileSecondsToLive : null;
        long? secondsToLive = body.Find("expires_after[seconds]")?.TryGetInteger(out long seconds) == true ? seconds : standard;
        return store.Add(purpose, Path.GetFileName(part.FileName ?? "file"), part.ContentType, part.Bytes.ToArray(), secondsToLive);
    }

    private FakeAnswer Delete(string id)
    {
        bool isDeleted = store.Remove(id);
        return JsonAnswer.Write(writer =>
        {
            writer.WriteString("object", "file");
            writer.WriteBoolean("deleted", isDeleted);
            writer.WriteString("id", id);
        });
    }

    private static ServiceError? ListFault(FakeRequest request) =>
        request.Query.TryGetValue("order", out string? order) && !Orders.Contains(order)
            ? ErrorWording.NotOneOf("order", Orders, order)
            : ListPage.LimitFault(request, MaxListed);

    /// <summary>Lists files as the official clients read them: newest first, a page at a time.</summary>
    private FakeAnswer List(FakeRequest request)
    {
        string? purpose = request.Query.GetValueOrDefault("purpose");
        IEnumerable<StoredFile> files = store.List().Where(file => purpose is null || file.Purpose == purpose);
        files = request.Query.GetValueOrDefault("order") == "asc" ? files : files.Reverse();
        return ListPage.Write(ListPage.Take(request, files, file => file.Id, MaxListed), file => file.Id, WriteFile);
    }

    private static FakeAnswer Content(StoredFile file) => new(200, "application/octet-stream", file.Bytes.ToArray())
    {
        Pieces = file.ContentPath is { } path ? ReadAsync(path) : null,
        PiecesLength = file.ContentPath is null ? null : file.Length,
        Headers = new Dictionary<string, string>
        {
            ["Content-Disposition"] = $"attachment; filename=\"{HeaderName(file.FileName)}\"",
        },
    };

    private static string HeaderName(string fileName) =>
        string.Concat(fileName.Select(letter => letter is >= ' ' and <= '~' and not '"' and not '\\' ? letter : '_'));

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(
        string path, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1, FileOptions.Asynchronous);
        await using (file.ConfigureAwait(false))
        {
            byte[] block = new byte[BlockBytes];
            while (await file.ReadAsync(block, cancellationToken).ConfigureAwait(false) is > 0 and var read)
            {
                yield return block.AsMemory(0, read);
            }
        }
    }

    private static FakeAnswer Written(StoredFile file) => JsonAnswer.Write(writer => WriteFile(writer, file));

    private static void WriteFile(Utf8JsonWriter writer, StoredFile file)
    {
        writer.WriteString("object", "file");
        writer.WriteString("id", file.Id);
        writer.WriteString("purpose", file.Purpose);
        writer.WriteString("filename", file.FileName);
        writer.WriteNumber("bytes", file.Length);
        writer.WriteNumber("created_at", file.CreatedAt);
        writer.WriteOptional("expires_at", file.ExpiresAt);
        writer.WriteString("status", "processed");
        writer.WriteNull("status_details");
    }
}
