namespace GptImage.Sdk.Tests;

public sealed class StopRuleTests
{
    [Fact]
    public void IsReached_SecondUnusableAnswerOfTheSameKind_Stops()
    {
        StopRule rule = new();

        Assert.False(rule.IsReached(new GptImageResponseException("Instead of a picture came the address https://a.example/1.png.")));
        Assert.True(rule.IsReached(new GptImageResponseException("Instead of a picture came the address https://b.example/2.png.")));
    }

    [Fact]
    public void IsReached_AnythingBetween_BeginsAnew()
    {
        StopRule rule = new();
        GptImageResponseException unusable = new("The answer is not a picture.");

        Assert.False(rule.IsReached(unusable));
        Assert.False(rule.IsReached(null));
        Assert.False(rule.IsReached(unusable));
        Assert.False(rule.IsReached(new GptImageModerationException("Blocked.")));
        Assert.False(rule.IsReached(unusable));
        Assert.False(rule.IsReached(new GptImageResponseException("The answer was cut off after 12 bytes.")));
        Assert.True(rule.IsReached(new GptImageResponseException("The answer was cut off after 9,000 bytes.")));
    }

    [Fact]
    public void IsReached_ModerationBlocks_NeverStop()
    {
        StopRule rule = new();

        Assert.All(Enumerable.Range(0, 5), _ => Assert.False(rule.IsReached(new GptImageModerationException("Blocked."))));
        Assert.True(rule.IsReached(new GptImageQuotaException("No quota.")));
        Assert.True(rule.IsReached(new GptImageAuthenticationException("Wrong key.")));
        Assert.True(rule.IsReached(new GptImageBudgetException("Over the limit.")));
    }

    [Fact]
    public void IsReached_BlockedResource_StopsAndAModelWithoutAccessDoesNot()
    {
        StopRule rule = new();

        Assert.False(rule.IsReached(new GptImagePermissionException("Not verified.") { StatusCode = 403 }));
        Assert.True(rule.IsReached(new GptImagePermissionException("Blocked.") { StatusCode = 403, Code = "Forbidden" }));
    }
}
