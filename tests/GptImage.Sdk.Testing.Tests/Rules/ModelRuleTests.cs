using GptImage.Sdk.Testing.Tests.Support;

namespace GptImage.Sdk.Testing.Tests.Rules;

public sealed class ModelRuleTests
{
    [Theory]
    [InlineData("gpt-image-1.5", 2026, 11, 30, 200)]
    [InlineData("gpt-image-1.5", 2026, 12, 1, 400)]
    [InlineData("chatgpt-image-latest", 2026, 12, 1, 400)]
    [InlineData("gpt-image-1-mini", 2026, 12, 1, 400)]
    [InlineData("gpt-image-1", 2026, 11, 24, 400)]
    [InlineData("gpt-image-2-2026-04-21", 2030, 1, 1, 200)]
    [InlineData("gpt-image-3", 2030, 1, 1, 400)]
    public async Task Generations_Model_ExistsUntilItsShutDown(string model, int year, int month, int day, int status)
    {
        using var caller = new Caller();
        caller.Time.SetUtcNow(new DateTimeOffset(year, month, day, 12, 0, 0, TimeSpan.Zero));

        Answer answer = await caller.GenerateAsync($$"""{"model":"{{model}}","prompt":"x"}""");

        Assert.Equal(status, (int)answer.StatusCode);
    }
}
