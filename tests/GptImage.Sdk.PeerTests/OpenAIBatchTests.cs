using System.ClientModel;
using System.Text.Json;
using GptImage.Sdk.Testing;
using OpenAI;
using OpenAI.Batch;
using OpenAI.Files;

namespace GptImage.Sdk.PeerTests;

/// <summary>The official .NET client submits, polls, lists, cancels and reads batches of the fake service unchanged.</summary>
public sealed class OpenAIBatchTests : IDisposable
{
    private readonly FakeGptImageService _service =
        FakeGptImageService.Start(new FakeGptImageServiceOptions { Drawing = FakeDrawing.Plain, BatchStep = Timeout.InfiniteTimeSpan });

    private readonly OpenAIFileClient _files;
    private readonly BatchClient _batches;

    public OpenAIBatchTests()
    {
        var key = new ApiKeyCredential(_service.ApiKey);
        _files = new OpenAIFileClient(key, new OpenAIClientOptions { Endpoint = _service.BaseAddress });
        _batches = new BatchClient(key, new BatchClientOptions { Endpoint = _service.BaseAddress });
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _service.Dispose();

    [Fact]
    public async Task Batch_FromUploadToDownload_IsReadWhole()
    {
        CreateBatchOperation operation = await SubmitAsync();

        await _service.MoveBatchesAsync(3, Token);
        await operation.UpdateStatusAsync();
        JsonElement batch = Json(await operation.GetBatchAsync(null));
        BinaryData output = await _files.DownloadFileAsync(batch.GetProperty("output_file_id").GetString(), Token);

        Assert.True(operation.HasCompleted);
        Assert.Equal("completed", batch.GetProperty("status").GetString());
        string[] lines = output.ToString().TrimEnd('\n').Split('\n');
        Assert.Equal(2, lines.Length);
        byte[] picture = JsonDocument.Parse(lines[0]).RootElement.GetProperty("response").GetProperty("body").GetProperty("data")[0]
            .GetProperty("b64_json").GetBytesFromBase64();
        Assert.Equal([0x89, 0x50, 0x4E, 0x47], picture[..4]);
        _service.ThrowIfUnexpected();
    }

    [Fact]
    public async Task Batches_AreListedAndFound()
    {
        CreateBatchOperation first = await SubmitAsync();
        CreateBatchOperation second = await SubmitAsync();
        var listed = new List<string>();

        await foreach (BatchJob job in _batches.GetBatchesAsync(new BatchCollectionOptions { PageSizeLimit = 1 }, Token))
        {
            listed.Add(job.Id);
        }

        CreateBatchOperation again = await CreateBatchOperation.RehydrateAsync(_batches, first.BatchId, Token);
        OpenAIFileCollection inputs = await _files.GetFilesAsync(FilePurpose.Batch, Token);
        Assert.Equal([second.BatchId, first.BatchId], listed);
        Assert.Equal(first.BatchId, again.BatchId);
        Assert.Equal(2, inputs.Count);
        _service.ThrowIfUnexpected();
    }

    [Fact]
    public async Task Batch_Cancelled_IsOver()
    {
        CreateBatchOperation operation = await SubmitAsync();

        JsonElement cancelling = Json(await operation.CancelAsync(null));
        await _service.MoveBatchesAsync(cancellationToken: Token);
        await operation.UpdateStatusAsync();

        Assert.Equal("cancelling", cancelling.GetProperty("status").GetString());
        Assert.True(operation.HasCompleted);
        Assert.Equal("cancelled", Assert.Single(_service.Batches).Status);
    }

    private async Task<CreateBatchOperation> SubmitAsync()
    {
        const string Body = """{"model":"gpt-image-2","prompt":"A lighthouse","size":"1024x640"}""";
        string[] requests =
        [
            .. ((string[])["a", "b"]).Select(
                id => $$$"""{"custom_id":"{{{id}}}","method":"POST","url":"/v1/images/generations","body":{{{Body}}}}"""),
        ];
        BinaryData lines = BinaryData.FromString(string.Join('\n', requests));
        OpenAIFile file = await _files.UploadFileAsync(lines, "batch.jsonl", FileUploadPurpose.Batch);
        string create =
            $$$"""{"input_file_id":"{{{file.Id}}}","endpoint":"/v1/images/generations","completion_window":"24h","metadata":{"job":"1"}}""";
        return await _batches.CreateBatchAsync(BinaryContent.Create(BinaryData.FromString(create)), waitUntilCompleted: false);
    }

    private static JsonElement Json(ClientResult result) => JsonDocument.Parse(result.GetRawResponse().Content).RootElement;
}
