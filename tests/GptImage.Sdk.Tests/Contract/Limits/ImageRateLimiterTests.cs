namespace GptImage.Sdk.Tests;

public sealed class ImageRateLimiterTests
{
    [Fact]
    public void Constructor_SeveralFaults_NamesEach()
    {
        ImageRateLimiterOptions options = new()
        {
            ImagesPerMinute = 0,
            MaxConcurrentCalls = -2,
            QueueLimit = -1,
            TimeProvider = null!,
        };

        ArgumentException exception = Assert.Throws<ArgumentException>(() => new ImageRateLimiter(options).Dispose());

        Assert.Equal(
            "ImageRateLimiterOptions.ImagesPerMinute is 0; set 1 or more, or null for any number. "
            + "ImageRateLimiterOptions.MaxConcurrentCalls is -2; set 1 or more, or null for any number. "
            + "ImageRateLimiterOptions.QueueLimit is -1; set 0 or more. "
            + "ImageRateLimiterOptions.TimeProvider is null; leave it at TimeProvider.System.",
            ArgumentText.WithoutParameter(exception));
    }
}
