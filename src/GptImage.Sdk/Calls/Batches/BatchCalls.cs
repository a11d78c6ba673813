using System.Buffers;
using System.Text.Json;

namespace GptImage.Sdk;

/// <summary>The endpoints of batches: their files, their creation, their state and their results.</summary>
internal sealed class BatchCalls(RequestPipeline pipeline)
{
    /// <summary>How long the service keeps results: the longest there is (API reference, <em>Create batch</em>, read 2026-11-27).</summary>
    private const int OutputLifeSeconds = 2_592_000;

    /// <summary>A list that never ends is none.</summary>
    private const int MostPages = 10_000;

    /// <summary>A creation whose answer is lost may have made the batch.</summary>
    private static readonly RetryOptions Once = new() { MaxAttempts = 1 };

    /// <summary>Uploads the lines of a batch.</summary>
    /// <returns>The id of the file.</returns>
    public async Task<string> UploadAsync(string path, CancellationToken cancellationToken)
    {
        // The file is still open for writing.
        ImageInput file = ImageInput.FromStream(
            () => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0));
        ComposedInput lines = await new ComposedInput(file).InspectAsync(cancellationToken).ConfigureAwait(false);
        RequestFields fields = FieldComposer.ComposeUpload(lines, "batch", expiresAfter: null);
        OutgoingCall call = new()
        {
            Method = HttpMethod.Post,
            Endpoint = "files",
            IsLong = true,
            Encode = () => MultipartBody.Write(fields, ("batch.jsonl", "application/jsonl")),
        };
        return (await SendAsync(call, UploadedImage.FromJson, hide: null, cancellationToken).ConfigureAwait(false)).Id;
    }

    /// <summary>Creates a batch, once: after a failure that is <see cref="ChargeState.PossiblyCharged"/> it may be there.</summary>
    /// <param name="fileId">The file of its lines.</param>
    /// <param name="endpoint">The endpoint of all its lines, for example <c>images/generations</c>.</param>
    /// <param name="key">The key under which it is found again.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<ImageBatchPart> CreateAsync(string fileId, string endpoint, string key, CancellationToken cancellationToken)
    {
        byte[] body = WriteCreation(fileId, endpoint, key);
        OutgoingCall call = new()
        {
            Method = HttpMethod.Post,
            Endpoint = "batches",
            MayBuy = true,
            Retry = Once,
            Encode = () => new RequestBody("application/json", [BodySegment.Create(body)]),
        };
        return SendAsync(call, BatchObject.Read, Hide, cancellationToken);
    }

    public Task<ImageBatchPart> GetAsync(string id, CancellationToken cancellationToken) => SendAsync(
        new OutgoingCall { Method = HttpMethod.Get, Endpoint = "batches/" + Uri.EscapeDataString(id) }, BatchObject.Read, Hide,
        cancellationToken);

    public Task<ImageBatchPart> CancelAsync(string id, CancellationToken cancellationToken) => SendAsync(
        new OutgoingCall { Method = HttpMethod.Post, Endpoint = $"batches/{Uri.EscapeDataString(id)}/cancel" }, BatchObject.Read, Hide,
        cancellationToken);

    /// <summary>Pages through the list of batches.</summary>
    /// <returns>The batch with the key, or <see langword="null"/> when the list does not have it.</returns>
    public async Task<ImageBatchPart?> FindAsync(string key, CancellationToken cancellationToken)
    {
        string? next = null;
        for (int page = 0; page < MostPages; page++)
        {
            string after = next is null ? "" : "&after=" + Uri.EscapeDataString(next);
            (ImageBatchPart? found, string? following) = await SendAsync(
                new OutgoingCall { Method = HttpMethod.Get, Endpoint = "batches?limit=100" + after },
                list => BatchObject.ReadPage(list, key), HidePage, cancellationToken).ConfigureAwait(false);
            if (found is not null || following is null || following == next)
            {
                return found;
            }

            next = following;
        }

        return null;
    }

    /// <summary>Reads a result file.</summary>
    /// <returns>How many of its lines could not be read.</returns>
    public async Task<int> ReadAsync(string fileId, IBatchLineTaker taker, CancellationToken cancellationToken)
    {
        OutgoingCall call = new()
        {
            Method = HttpMethod.Get,
            Endpoint = $"files/{Uri.EscapeDataString(fileId)}/content",
            Accept = "*/*",
            IsLong = true,
        };
        CallOutcome<int> outcome = await pipeline.SendAsync(call, () => new BatchOutputReader(taker), cancellationToken)
            .ConfigureAwait(false);
        return outcome.Answer;
    }

    private static byte[] WriteCreation(string fileId, string endpoint, string key)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("input_file_id", fileId);
            writer.WriteString("endpoint", "/v1/" + endpoint);
            writer.WriteString("completion_window", "24h");
            writer.WriteStartObject("metadata");
            writer.WriteString(BatchObject.KeyName, key);
            writer.WriteEndObject();
            writer.WriteStartObject("output_expires_after");
            writer.WriteString("anchor", "created_at");
            writer.WriteNumber("seconds", OutputLifeSeconds);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return buffer.WrittenMemory.ToArray();
    }

    private static ImageBatchPart Hide(ImageBatchPart part, KeyMask mask) =>
        part with { ErrorCode = mask.Hide(part.ErrorCode), ErrorMessage = mask.Hide(part.ErrorMessage) };

    private static (ImageBatchPart? Found, string? Next) HidePage((ImageBatchPart? Found, string? Next) page, KeyMask mask) =>
        (page.Found is { } found ? Hide(found, mask) : null, page.Next);

    private async Task<TAnswer> SendAsync<TAnswer>(
        OutgoingCall call, Func<JsonElement, TAnswer> read, Func<TAnswer, KeyMask, TAnswer>? hide, CancellationToken cancellationToken)
    {
        CallOutcome<TAnswer> outcome = await pipeline.SendAsync(call, () => new DocumentReader<TAnswer>(read, hide), cancellationToken)
            .ConfigureAwait(false);
        return outcome.Answer;
    }
}
