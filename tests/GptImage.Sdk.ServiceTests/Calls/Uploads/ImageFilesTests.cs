using System.Text;

namespace GptImage.Sdk.ServiceTests;

public class ImageFilesTests
{
    private const string Uploaded =
        """{"object":"file","id":"file-XzoFoEJ4LaGpvNpqpa1c6J","purpose":"vision","filename":"file.png","bytes":3162696,"created_at":1763019715,"expires_at":null,"status":"processed","status_details":null}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task UploadAsync_Picture_SendsItForVisionAndGivesItsId()
    {
        byte[] picture = Pictures.Png(64, 64);
        await using RawServer server = RawServer.Answering(200, "application/json", Uploaded);
        using GptImageClient client = Clients.For(server);

        UploadedImage uploaded = await client.Files.UploadAsync(ImageInput.FromBytes(picture), TimeSpan.FromHours(2), Token);

        RawRequest request = Assert.Single(server.Requests);
        string boundary = (request.Header("Content-Type") ?? "").Split("boundary=")[1];
        Assert.Equal("POST /v1/files HTTP/1.1", request.RequestLine);
        Assert.Equal(
            $"--{boundary}\r\nContent-Disposition: form-data; name=\"purpose\"\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nvision\r\n"
            + $"--{boundary}\r\nContent-Disposition: form-data; name=\"expires_after[anchor]\"\r\nContent-Type: text/plain; "
                + "charset=utf-8\r\n\r\ncreated_at\r\n"
            + $"--{boundary}\r\nContent-Disposition: form-data; name=\"expires_after[seconds]\"\r\nContent-Type: text/plain; "
                + "charset=utf-8\r\n\r\n7200\r\n"
            + $"--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"file.png\"\r\nContent-Type: "
                + $"image/png\r\n\r\n{Encoding.Latin1.GetString(picture)}\r\n"
            + $"--{boundary}--\r\n",
            request.BodyText);
        Assert.Equal(("file-XzoFoEJ4LaGpvNpqpa1c6J", 3162696L), (uploaded.Id, uploaded.Length));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1763019715), uploaded.CreatedAt);
        Assert.Null(uploaded.ExpiresAt);
    }

    [Fact]
    public async Task UploadAsync_NoPicture_SendsNothing()
    {
        await using RawServer server = RawServer.Answering(200, "application/json", Uploaded);
        using GptImageClient client = Clients.For(server);

        await Assert.ThrowsAsync<GptImageValidationException>(
            () => client.Files.UploadAsync(ImageInput.FromBytes("no picture"u8.ToArray()), cancellationToken: Token));
        await Assert.ThrowsAsync<GptImageValidationException>(
            () => client.Files.UploadAsync(ImageInput.FromFileId("file-1"), cancellationToken: Token));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => client.Files.UploadAsync(ImageInput.FromBytes(Pictures.Png(64, 64)), TimeSpan.FromSeconds(3599), Token));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => client.Files.UploadAsync(ImageInput.FromBytes(Pictures.Png(64, 64)), TimeSpan.FromSeconds(2_592_001), Token));

        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("...")]
    [InlineData("file\n1")]
    [InlineData("file 1")]
    [InlineData("\ud83d")]
    public async Task DeleteAsync_NoFileId_SendsNothing(string id)
    {
        await using RawServer server = RawServer.Answering(200, "application/json", Uploaded);
        using GptImageClient client = Clients.For(server);

        ArgumentException exception = await Assert.ThrowsAsync<ArgumentException>(() => client.Files.DeleteAsync(id, Token));

        Assert.Contains("is not a file id", exception.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => ImageInput.FromFileId(id));
        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData("../models/x", "files/..%2Fmodels%2Fx")]
    [InlineData("file-1?a=b#c", "files/file-1%3Fa%3Db%23c")]
    [InlineData("bGl0ZWxsbQ==", "files/bGl0ZWxsbQ%3D%3D")]
    [InlineData("file-1..2", "files/file-1..2")]
    public async Task DeleteAsync_OddFileId_StaysOneSegmentOfThePath(string id, string path)
    {
        await using RawServer server = RawServer.Answering(200, "application/json", """{"object":"file","deleted":true,"id":"x"}""");
        using GptImageClient client = Clients.For(server);

        await client.Files.DeleteAsync(id, Token);

        Assert.Equal($"DELETE /v1/{path} HTTP/1.1", Assert.Single(server.Requests).RequestLine);
    }

    [Fact]
    public async Task UploadAsync_AnswerCut_CostsNothing()
    {
        await using RawServer server = RawServer.Start((_, connection) => connection.AnswerCutAsync("""{"id":"file-1",""", missing: 50));
        using GptImageClient client = Clients.For(server);

        GptImageResponseException exception =
            await Assert.ThrowsAsync<GptImageResponseException>(
                () => client.Files.UploadAsync(ImageInput.FromBytes(Pictures.Png(64, 64)), cancellationToken: Token));

        Assert.Equal(ChargeState.Rejected, exception.Charge);
        Assert.Contains("Nothing was charged", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DeleteAsync_Id_DeletesIt()
    {
        await using RawServer server = RawServer.Answering(200, "application/json", """{"object":"file","deleted":true,"id":"file-1/2"}""");
        using GptImageClient client = Clients.For(server);

        await client.Files.DeleteAsync("file-1/2", Token);

        Assert.Equal("DELETE /v1/files/file-1%2F2 HTTP/1.1", Assert.Single(server.Requests).RequestLine);
    }

    [Fact]
    public async Task DeleteAsync_UnknownId_IsTheServicesError()
    {
        await using RawServer server =
            RawServer.Answering(404, "application/json",
            """{"error":{"message":"No such File object: fake_id","type":"invalid_request_error","param":"id","code":null},"detail":{"message":"No such File object: fake_id","code":null}}""");
        using GptImageClient client = Clients.For(server);

        GptImageApiException exception = await Assert.ThrowsAsync<GptImageApiException>(() => client.Files.DeleteAsync("fake_id", Token));

        Assert.Equal((404, "id", ChargeState.Rejected), (exception.StatusCode, exception.Param, exception.Charge));
    }
}
