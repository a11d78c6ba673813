using GptImage.Sdk.Testing;
using Microsoft.Extensions.Logging;

namespace GptImage.Sdk.ServiceTests;

public sealed class ModelAccessTests : IDisposable
{
    private readonly FakeGptImageService _service = FakeGptImageService.Start();

    public static TheoryData<string, FakeOutcome> AnswersThatDoNotTell => new()
    {
        { "limited", FakeOutcome.RateLimited(TimeSpan.FromSeconds(1)) },
        { "quota", FakeOutcome.QuotaExceeded() },
        { "down", FakeOutcome.Overloaded() },
        { "failed", FakeOutcome.ServerError() },
        { "edge", FakeOutcome.BadGatewayHtml() },
        { "page", FakeOutcome.Html200() },
        { "other", FakeOutcome.Raw(200, "application/json", "{\"object\":\"list\"}") },
        { "gateway", FakeOutcome.Raw(404, "text/html", "Not Found") },
        {
            "restricted key",
            FakeOutcome.Error(
                401, "invalid_request_error", null, null,
                "You have insufficient permissions for this operation. Missing scopes: api.model.read. Check that you have the right role.")
        },
        {
            "restricted",
            FakeOutcome.Error(403, "invalid_request_error", null, null, "You have insufficient permissions: api.model.read")
        },
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _service.Dispose();

    [Fact]
    public async Task CheckAccessAsync_KnownModel_IsVisibleForNothing()
    {
        using GptImageClient client = Connect();

        Assert.Equal(ModelAccess.Visible, await client.CheckAccessAsync(cancellationToken: Token));
        Assert.Equal(ModelAccess.Visible, await client.CheckAccessAsync(ImageModel.GptImage26Flare, Token));

        Assert.Equal(
            ["GET models/gpt-image-2", "GET models/gpt-image-2.6-flare"],
            _service.Requests.Select(request => $"{request.Method} {request.Endpoint}"));
        Assert.Equal((0m, 0m), (client.Spending.Settled, client.Spending.Possible));
    }

    [Theory]
    [InlineData("gpt-image-99")]
    [InlineData("a?x=1#y")]
    public async Task CheckAccessAsync_NoSuchModel_IsNotVisible(string model)
    {
        using GptImageClient client = Connect();

        Assert.Equal(ModelAccess.NotVisible, await client.CheckAccessAsync(new ImageModel(model), Token));
    }

    [Fact]
    public async Task CheckAccessAsync_ProjectWithoutTheModel_IsNotVisible()
    {
        using GptImageClient client = Connect();
        _service.Enqueue(FakeOutcome.Error(
            403, "invalid_request_error", "model_not_found", null, "Project `proj_1` does not have access to model `gpt-image-2`"));

        Assert.Equal(ModelAccess.NotVisible, await client.CheckAccessAsync(cancellationToken: Token));
    }

    [Fact]
    public async Task CheckAccessAsync_WrongKey_IsRefused()
    {
        using GptImageClient client = Connect(options => options.ApiKey = "sk-other");

        Assert.Equal(ModelAccess.KeyRefused, await client.CheckAccessAsync(cancellationToken: Token));
    }

    [Fact]
    public async Task CheckAccessAsync_NoKeyToAskWith_IsUnknown()
    {
        using GptImageClient client = Connect(options => options.ApiKeyProvider = _ => throw new InvalidOperationException("vault"));

        Assert.Equal(ModelAccess.Unknown, await client.CheckAccessAsync(cancellationToken: Token));
        Assert.Empty(_service.Requests);
    }

    [Theory]
    [MemberData(nameof(AnswersThatDoNotTell))]
    public async Task CheckAccessAsync_AnswerThatDoesNotTell_IsUnknown(string what, FakeOutcome outcome)
    {
        using GptImageClient client = Connect();
        _service.Enqueue(outcome);

        Assert.True(await client.CheckAccessAsync(cancellationToken: Token) == ModelAccess.Unknown, what);
        Assert.Single(_service.Requests);
    }

    [Fact]
    public async Task CheckAccessAsync_NobodyThere_IsUnknown()
    {
        using GptImageClient client = Connect(options => options.BaseAddress = new Uri("http://127.0.0.1:1/v1"));

        Assert.Equal(ModelAccess.Unknown, await client.CheckAccessAsync(cancellationToken: Token));
    }

    [Theory]
    [InlineData("..")]
    [InlineData(".")]
    public async Task CheckAccessAsync_NameThatIsAPath_IsNotSent(string model)
    {
        using GptImageClient client = Connect();

        Assert.Equal(ModelAccess.Unknown, await client.CheckAccessAsync(new ImageModel(model), Token));
        Assert.Empty(_service.Requests);
    }

    [Fact]
    public async Task CheckAccessAsync_Deployment_IsAskedForByItsName()
    {
        using GptImageClient client = Connect(options => options.Deployments["my-image"] = ImageModel.GptImage2);

        await client.CheckAccessAsync(cancellationToken: Token);

        Assert.Equal("models/my-image", Assert.Single(_service.Requests).Endpoint);
    }

    [Theory]
    [InlineData(null, "GET /openai/v1/models HTTP/1.1")]
    [InlineData("2025-04-01-preview", "GET /openai/models?api-version=2025-04-01-preview HTTP/1.1")]
    public async Task CheckAccessAsync_OnAzure_AsksForWhatIsThereAndLogsNoFailure(string? version, string line)
    {
        await using RawServer server = RawServer.Answering(
            200, "application/json", """{"data":[{"id":"gpt-image-2-2026-04-21","object":"model"}],"object":"list"}""");
        using CollectingLoggerProvider logs = new();
        using LoggerFactory factory = new([logs], new LoggerFilterOptions { MinLevel = LogLevel.Warning });
        using GptImageClient client = new(new GptImageClientOptions
        {
            ApiKey = "azure",
            Azure = new AzureOptions { Endpoint = new Uri(server.BaseAddress, "/"), ApiVersion = version },
            LoggerFactory = factory,
        });

        Assert.Equal(ModelAccess.Unknown, await client.CheckAccessAsync(cancellationToken: Token));

        Assert.StartsWith(line, Assert.Single(server.Requests).Head, StringComparison.Ordinal);
        Assert.Empty(logs.Lines);
    }

    [Theory]
    [InlineData(200, """{"id":"gpt-image-2","object":"model"}""", ModelAccess.Unknown)]
    [InlineData(401, """{"error":{"code":"401","message":"Access denied due to invalid subscription key"}}""", ModelAccess.KeyRefused)]
    [InlineData(404, """{"error":{"code":"DeploymentNotFound","message":"The API deployment does not exist."}}""", ModelAccess.Unknown)]
    public async Task CheckAccessAsync_OnAzure_TellsARefusedKeyAlone(int status, string body, ModelAccess expected)
    {
        await using RawServer server = RawServer.Answering(status, "application/json", body);
        using GptImageClient client = new(new GptImageClientOptions
        {
            ApiKey = "azure",
            Azure = new AzureOptions { Endpoint = server.BaseAddress },
        });

        Assert.Equal(expected, await client.CheckAccessAsync(cancellationToken: Token));
    }

    [Fact]
    public async Task CheckAccessAsync_CanceledOrDisposed_Throws()
    {
        GptImageClient client = Connect();

        await Assert.ThrowsAsync<GptImageCanceledException>(() => client.CheckAccessAsync(cancellationToken: new CancellationToken(true)));
        client.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.CheckAccessAsync(cancellationToken: Token));
    }

    private GptImageClient Connect(Action<GptImageClientOptions>? configure = null)
    {
        GptImageClientOptions options = new()
        {
            ApiKey = _service.ApiKey,
            BaseAddress = _service.BaseAddress,
            Retry = new RetryOptions { MaxAttempts = 1 },
        };
        configure?.Invoke(options);
        return new GptImageClient(options);
    }
}
