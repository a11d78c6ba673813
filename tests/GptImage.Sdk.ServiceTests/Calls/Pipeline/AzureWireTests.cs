using System.Text;

namespace GptImage.Sdk.ServiceTests;

/// <summary>What goes to a resource of Azure, as it comes over the socket.</summary>
public sealed class AzureWireTests
{
    private const string Key = "0123456789abcdef-azure";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GenerateAsync_Key_GoesAsApiKeyAlone()
    {
        await using RawServer server = Answering();
        using GptImageClient client = Client(server, null, options => options.ApiKey = Key);

        await client.GenerateAsync(new TextToImageRequest("A lighthouse"), Token);

        RawRequest sent = Assert.Single(server.Requests);
        Assert.Equal("POST /openai/v1/images/generations HTTP/1.1", sent.RequestLine);
        Assert.Equal((Key, null), (sent.Header("api-key"), sent.Header("Authorization")));
        Assert.Contains("\"model\":\"my-dep\"", sent.BodyText, StringComparison.Ordinal);
        Assert.DoesNotContain("response_format", sent.BodyText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EditAsync_TokenOnTheClassicPath_GoesAsBearerAlone()
    {
        await using RawServer server = Answering();
        using GptImageClient client = Client(
            server, "2025-04-01-preview", options => options.ApiKeyProvider = _ => ValueTask.FromResult("eyJ.token"));

        await client.EditAsync("Make it night", ImageInput.FromBytes(Pictures.Png()), cancellationToken: Token);

        RawRequest sent = Assert.Single(server.Requests);
        Assert.Equal("POST /openai/deployments/my-dep/images/edits?api-version=2025-04-01-preview HTTP/1.1", sent.RequestLine);
        Assert.Equal((null, "Bearer eyJ.token"), (sent.Header("api-key"), sent.Header("Authorization")));
        Assert.StartsWith("multipart/form-data", sent.Header("Content-Type"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DeleteAsync_OtherEndpoint_HasTheVersion()
    {
        await using RawServer server = RawServer.Start((_, connection) =>
            connection.AnswerAsync(200, "application/json", """{"id":"file-1","object":"file","deleted":true}"""u8.ToArray()));
        using GptImageClient client = Client(server, "preview", options => options.ApiKey = Key);

        await client.Files.DeleteAsync("file-1", Token);

        Assert.Equal("DELETE /openai/v1/files/file-1?api-version=preview HTTP/1.1", Assert.Single(server.Requests).RequestLine);
    }

    [Fact]
    public async Task GenerateAsync_Redirect_IsRefusedAndNamesTheOption()
    {
        await using RawServer server = RawServer.Start((_, connection) =>
            connection.AnswerAsync(307, "text/plain", [], "Location: https://elsewhere.example/openai/\r\n"));
        using GptImageClient client = Client(server, null, options => options.ApiKey = Key);

        GptImageConnectionException exception = await Assert.ThrowsAsync<GptImageConnectionException>(
            () => client.GenerateAsync(new TextToImageRequest("A lighthouse"), Token));

        Assert.Single(server.Requests);
        Assert.Contains("https://elsewhere.example", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Azure.Endpoint", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task GenerateAsync_ServiceRepeatsTheSecret_IsMasked(bool isToken)
    {
        await using RawServer server = RawServer.Start((request, connection) =>
        {
            string secret = request.Header("api-key") ?? request.Header("Authorization")!["Bearer ".Length..];
            string body = $$$"""{"error":{"code":"401","message":"Access denied for {{{secret}}}."}}""";
            return connection.AnswerAsync(401, "application/json", Encoding.UTF8.GetBytes(body), $"apim-request-id: {secret}\r\n");
        });
        using GptImageClient client = Client(server, null, options =>
        {
            options.ApiKey = isToken ? null : Key;
            options.ApiKeyProvider = isToken ? _ => ValueTask.FromResult(Key) : null;
        });

        GptImageAuthenticationException exception = await Assert.ThrowsAsync<GptImageAuthenticationException>(
            () => client.GenerateAsync(new TextToImageRequest("A lighthouse"), Token));

        Assert.DoesNotContain(Key, exception + exception.ResponseBody + exception.RequestId, StringComparison.Ordinal);
        Assert.Contains("Access denied for ***", exception.Message, StringComparison.Ordinal);
        Assert.Equal("***", exception.RequestId);
    }

    private static RawServer Answering() => RawServer.Start((_, connection) =>
        connection.AnswerAsync(200, "application/json", Encoding.UTF8.GetBytes(Pictures.Answer(Pictures.Png()))));

    private static GptImageClient Client(RawServer server, string? version, Action<GptImageClientOptions> configure)
    {
        GptImageClientOptions options = new()
        {
            Azure = new AzureOptions { Endpoint = new Uri(server.BaseAddress, "/"), ApiVersion = version },
            Deployments = { ["my-dep"] = ImageModel.GptImage2 },
        };
        configure(options);
        return new GptImageClient(options);
    }
}
