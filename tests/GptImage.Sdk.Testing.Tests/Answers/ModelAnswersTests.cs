using GptImage.Sdk.Testing.Tests.Support;

namespace GptImage.Sdk.Testing.Tests.Answers;

public sealed class ModelAnswersTests
{
    [Theory]
    [InlineData("gpt-image-1.5", "2026-12-01")]
    [InlineData("gpt-image-2", null)]
    public async Task Model_Known_HasItsShutdownDate(string id, string? shutdown)
    {
        using var caller = new Caller();

        Answer answer = await GetAsync(caller, "models/" + id);

        Assert.Equal(
            (id, "model", shutdown),
            (answer.Json.GetProperty("id").GetString(), answer.Json.GetProperty("object").GetString(),
            answer.Json.GetProperty("shutdown_date").GetString()));
    }

    [Fact]
    public async Task Model_Unknown_IsRefused()
    {
        using var caller = new Caller();

        Answer answer = await GetAsync(caller, "models/fake_id");

        Assert.Equal(404, (int)answer.StatusCode);
        Assert.Equal(
            """{"error":{"message":"The model 'fake_id' does not exist","type":"invalid_request_error","param":"model","code":"model_not_found"}}""", answer.Body);
    }

    [Fact]
    public async Task Models_OverTime_LoseWhatIsShutDown()
    {
        using var caller = new Caller();

        string[] now = await IdsAsync(caller);
        caller.Time.Advance(TimeSpan.FromDays(8));
        string[] later = await IdsAsync(caller);

        Assert.Contains("gpt-image-2.6-sunburst", now);
        Assert.Contains("gpt-image-1-mini", now);
        Assert.DoesNotContain("gpt-image-1", now);
        Assert.Equal(
            ["chatgpt-image-latest", "gpt-image-1-mini", "gpt-image-1.5", "gpt-image-1.5-2025-12-16"], now.Except(later)
            .Order(StringComparer.Ordinal));
    }

    private static async Task<string[]> IdsAsync(Caller caller) =>
        [.. (await GetAsync(caller, "models")).Json.GetProperty("data").EnumerateArray()
        .Select(model => model.GetProperty("id").GetString()!)];

    private static Task<Answer> GetAsync(Caller caller, string path) =>
        caller.SendAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(caller.Service.BaseAddress, path)));
}
