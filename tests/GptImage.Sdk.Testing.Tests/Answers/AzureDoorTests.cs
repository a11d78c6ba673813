using System.Net;
using System.Text;
using GptImage.Sdk.Testing.Tests.Support;

namespace GptImage.Sdk.Testing.Tests.Answers;

/// <summary>The resource of Azure as plain HTTP shows it; literals from its documentation and from recordings.</summary>
public sealed class AzureDoorTests : IDisposable
{
    private const string V1 = "openai/v1/images/generations";
    private const string Classic = "openai/deployments/my-dep/images/generations?api-version=2025-04-01-preview";
    private const string Picture = """{"model":"my-dep","prompt":"A lighthouse"}""";

    private readonly FakeGptImageService _service = FakeGptImageService.Start(new FakeGptImageServiceOptions
    {
        Drawing = FakeDrawing.Plain,
        ApiKey = "azure-key",
        Azure = new FakeAzureOptions { Deployments = { ["my-dep"] = "gpt-image-2" } },
    });

    private readonly HttpClient _http = new();

    public void Dispose()
    {
        _http.Dispose();
        _service.Dispose();
    }

    [Theory]
    [InlineData(V1, "api-key", "azure-key")]
    [InlineData(V1 + "?api-version=preview", "Authorization", "Bearer azure-key")]
    [InlineData(V1 + "?api-version=v1", "api-key", "azure-key")]
    [InlineData(Classic, "api-key", "azure-key")]
    [InlineData(Classic, "Authorization", "Bearer azure-key")]
    public async Task Generations_EitherPathAndSecret_BringsAPictureWithAzuresHeaders(string path, string header, string secret)
    {
        Answer answer = await SendAsync(path, Picture, (header, secret));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Single(answer.Pictures);
        Assert.True(Guid.TryParse(answer.Header("apim-request-id"), out _));
        Assert.Equal("Sweden Central", answer.Header("x-ms-region"));
        Assert.False(answer.Message.Headers.Contains("openai-organization"));
        Assert.Equal(("my-dep", 200), (_service.Requests[0].Fields["model"], _service.Requests[0].StatusCode));
        _service.ThrowIfUnexpected();
    }

    [Fact]
    public async Task Generations_ClassicPathWithoutModel_TakesTheDeployment()
    {
        Answer answer = await SendAsync(Classic, """{"prompt":"A lighthouse","size":"1536x1024"}""");

        Assert.Equal("1536x1024", answer.Json.GetProperty("size").GetString());
    }

    [Theory]
    [InlineData("api-key", "wrong")]
    [InlineData("Authorization", "Bearer wrong")]
    [InlineData("Authorization", "azure-key")]
    [InlineData("X-Other", "azure-key")]
    public async Task Generations_WrongSecret_IsA401InAzuresForm(string header, string secret)
    {
        Answer answer = await SendAsync(Classic, Picture, (header, secret));

        AssertError(
            answer, 401, "401",
            "Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key for an active "
            + "subscription and use a correct regional API endpoint for your resource.");
        Assert.False(answer.Message.Headers.Contains("WWW-Authenticate"));
    }

    [Fact]
    public async Task Generations_KeyAndTokenTogether_IsA401() =>
        Assert.Equal(
            HttpStatusCode.Unauthorized,
            (await SendAsync(V1, Picture, ("api-key", "azure-key"), ("Authorization", "Bearer azure-key"))).StatusCode);

    [Theory]
    [InlineData("openai/deployments/my-dep/images/generations")]
    [InlineData("openai/deployments/my-dep/images/generations?api-version=2024-10-21")]
    [InlineData("openai/deployments/my-dep/images/generations?api-version=preview")]
    [InlineData("openai/v1/images/generations?api-version=2025-04-01-preview")]
    public async Task Generations_WrongVersion_IsA404(string path) =>
        AssertError(await SendAsync(path, Picture), 404, "404", "Resource not found");

    [Theory]
    [InlineData("openai/deployments/other/images/generations?api-version=2025-04-01-preview", "my-dep")]
    [InlineData(V1, "other")]
    public async Task Generations_UnknownDeployment_IsNotFound(string path, string model) =>
        AssertError(
            await SendAsync(path, $$"""{"model":"{{model}}","prompt":"A lighthouse"}"""), 404, "DeploymentNotFound",
            "The API deployment for this resource does not exist. If you created the deployment within the last 5 minutes, please wait a "
            + "moment and try again.");

    [Fact]
    public async Task Generations_ModelInsteadOfDeployment_IsUnknown()
    {
        Answer answer = await SendAsync(V1, """{"model":"gpt-image-2","prompt":"A lighthouse"}""");

        Assert.Equal((400, "Unknown model: gpt-image-2"), ((int)answer.StatusCode, answer.ErrorMessage));
    }

    [Fact]
    public async Task Generations_Webp_IsRefused()
    {
        Answer answer = await SendAsync(V1, """{"model":"my-dep","prompt":"A lighthouse","output_format":"webp"}""");

        answer.AssertError(
            400, "invalid_request_error", "invalid_value", "output_format",
            "Invalid value: 'webp'. Supported values are: 'png' and 'jpeg'.");
    }

    [Fact]
    public async Task Edits_Json_IsRefused()
    {
        Answer answer = await SendAsync(
            "openai/v1/images/edits", """{"model":"my-dep","prompt":"Night","images":[{"file_id":"file-1"}]}""");

        Assert.Equal((400, "unsupported_content_type"), ((int)answer.StatusCode, answer.Error.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task OtherPaths_AreUnexpected()
    {
        Answer answer = await SendAsync("openai/images/edits?api-version=2025-04-01-preview", Picture);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Single(_service.UnexpectedRequests);
    }

    [Fact]
    public async Task WithoutAzure_ItsPathsAreUnexpected()
    {
        using FakeGptImageService service = FakeGptImageService.Start();
        using HttpResponseMessage response = await _http.PostAsync(
            new Uri(service.AzureEndpoint, V1), new StringContent(Picture, Encoding.UTF8, "application/json"),
            TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Single(service.UnexpectedRequests);
    }

    [Theory]
    [InlineData("input", "content_filter", "innererror", "content_filter_result")]
    [InlineData("output", "contentFilter", "inner_error", "content_filter_results")]
    public async Task Outcomes_ContentFilter_NamesWhatItFound(string stage, string code, string inner, string results)
    {
        _service.Enqueue(FakeOutcome.AzureContentFilter(["violence"], stage));

        Answer answer = await SendAsync(V1, Picture);

        System.Text.Json.JsonElement found = answer.Error.GetProperty(inner).GetProperty(results);
        Assert.Equal((400, code), ((int)answer.StatusCode, answer.Error.GetProperty("code").GetString()));
        Assert.True(found.GetProperty("violence").GetProperty("filtered").GetBoolean());
        Assert.False(found.GetProperty("hate").GetProperty("filtered").GetBoolean());
    }

    [Fact]
    public async Task Outcomes_BlockedAndThrottled_AreInAzuresWords()
    {
        _service.Enqueue(FakeOutcome.AzureResourceBlocked());
        _service.Enqueue(FakeOutcome.AzureThrottled(TimeSpan.FromSeconds(11.2)));

        Answer blocked = await SendAsync(V1, Picture);
        Answer throttled = await SendAsync(V1, Picture);

        Assert.Equal((403, "Forbidden"), ((int)blocked.StatusCode, blocked.Error.GetProperty("code").GetString()));
        Assert.StartsWith("Your resource has been temporarily blocked", blocked.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal((429, "12"), ((int)throttled.StatusCode, throttled.Header("retry-after")));
        Assert.EndsWith("Please retry after 12 seconds.", throttled.ErrorMessage, StringComparison.Ordinal);
    }

    private static void AssertError(Answer answer, int status, string code, string message) =>
        Assert.Equal(
            (status, code, message), ((int)answer.StatusCode, answer.Error.GetProperty("code").GetString(), answer.ErrorMessage));

    private Task<Answer> SendAsync(string path, string json) => SendAsync(path, json, ("api-key", "azure-key"));

    private async Task<Answer> SendAsync(string path, string json, params (string Name, string Value)[] headers)
    {
        using HttpRequestMessage message = new(HttpMethod.Post, new Uri(_service.AzureEndpoint, path))
        { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        foreach ((string name, string value) in headers)
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        HttpResponseMessage response = await _http.SendAsync(message, TestContext.Current.CancellationToken);
        return new Answer(
            response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), response);
    }
}
