using System.Text.Json;

namespace GptImage.Sdk.Tests;

public sealed class BatchObjectTests
{
    private const string Batch = """
        {"id":"batch_6904","object":"batch","endpoint":"/v1/images/generations","model":null,"errors":null,"input_file_id":"file-1",
         "completion_window":"24h","status":"validating","output_file_id":null,"error_file_id":null,"created_at":1763019715,
         "in_progress_at":null,"expires_at":1763106115,"request_counts":{"total":0,"completed":0,"failed":0},"metadata":null}
        """;

    [Fact]
    public void Read_NewBatch_HasNothingYet()
    {
        ImageBatchPart part = Read(Batch);

        Assert.Equal("batch_6904", part.Id);
        Assert.Equal(ImageBatchStatus.Validating, part.Status);
        Assert.Equal((0, 0, 0), (part.Total, part.Completed, part.Failed));
        Assert.Equal((null, null, null), (part.OutputFileId, part.ErrorFileId, part.ErrorCode));
        Assert.Equal(TimeSpan.FromHours(24), part.ExpiresAt - part.CreatedAt);
    }

    [Fact]
    public void Read_CompletedWithEveryLineFailed_HasOnlyTheErrorFile()
    {
        ImageBatchPart part = Read(
            """{"id":"b","status":"completed","output_file_id":null,"error_file_id":"file-9","request_counts":{"total":2,"completed":0,"failed":2}}""");

        Assert.True(part.Status.HasEnded);
        Assert.Equal((null, "file-9", 2), (part.OutputFileId, part.ErrorFileId, part.Failed));
    }

    [Fact]
    public void Read_Failed_SaysWhy()
    {
        ImageBatchPart part = Read(
            """
            {"id":"b","status":"failed","errors":{"object":"list","data":[
              {"code":"token_limit_exceeded","line":null,"message":"Enqueued token limit reached","param":null}]}}
            """);

        Assert.Equal(ImageBatchStatus.Failed, part.Status);
        Assert.Equal(("token_limit_exceeded", "Enqueued token limit reached"), (part.ErrorCode, part.ErrorMessage));
    }

    [Fact]
    public void Read_UnknownStatus_IsUnderWay() => Assert.False(Read("""{"id":"b","status":"queued"}""").Status.HasEnded);

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"id":""}""")]
    [InlineData("[]")]
    public void Read_NoBatch_Throws(string json) => Assert.Throws<FormatException>(() => Read(json));

    [Fact]
    public void ReadPage_KeyOnThePage_FindsTheBatch()
    {
        (ImageBatchPart? found, string? next) = ReadPage(
            """
            {"object":"list","data":[{"id":"b1","status":"completed","metadata":null},{"id":"b2","status":"in_progress",
             "metadata":{"gptimage_batch":"key"}}],"first_id":"b1","last_id":"b2","has_more":true}
            """);

        Assert.Equal("b2", found?.Id);
        Assert.Equal("b2", next);
    }

    [Theory]
    [InlineData("""{"data":[{"id":"b1","metadata":{"gptimage_batch":"other"}}],"has_more":true}""", "b1")]
    [InlineData("""{"data":[{"id":"b1"}],"last_id":"b1","has_more":false}""", null)]
    [InlineData("{}", null)]
    public void ReadPage_KeyNotOnThePage_SaysWhereTheListGoesOn(string page, string? expected)
    {
        (ImageBatchPart? found, string? next) = ReadPage(page);

        Assert.Null(found);
        Assert.Equal(expected, next);
    }

    private static ImageBatchPart Read(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return BatchObject.Read(document.RootElement);
    }

    private static (ImageBatchPart? Found, string? Next) ReadPage(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return BatchObject.ReadPage(document.RootElement, "key");
    }
}
