namespace GptImage.Sdk.Tests;

public sealed class ImageJobOptionsTests
{
    [Theory]
    [InlineData(1, null)]
    [InlineData(1000, 0.0)]
    public void Checked_AtTheEdges_IsFine(int concurrency, double? limit)
    {
        ImageJobOptions options = new() { OutputDirectory = "out", MaxConcurrency = concurrency, SpendLimit = (decimal?)limit };

        options = options.Checked();

        Assert.Equal((concurrency, (decimal?)limit), (options.MaxConcurrency, options.SpendLimit));
    }

    [Theory]
    [InlineData(0, null, "MaxConcurrency is 0; set 1 to 1,000.")]
    [InlineData(1001, null, "MaxConcurrency is 1001; set 1 to 1,000.")]
    [InlineData(1, -0.01, "SpendLimit is -0.01; set 0 USD or more, or null for no limit.")]
    public void Checked_BeyondTheEdges_NamesTheValueAndTheRange(int concurrency, double? limit, string message)
    {
        ImageJobOptions options = new() { OutputDirectory = "out", MaxConcurrency = concurrency, SpendLimit = (decimal?)limit };

        Assert.Equal("ImageJobOptions." + message, Assert.Throws<ArgumentException>(options.Checked).Message);
    }

    [Fact]
    public async Task RunAsync_NothingGiven_IsRefused()
    {
        using GptImageClient client = new("sk-test");
        CancellationToken token = TestContext.Current.CancellationToken;
        ImageJobOptions options = new() { OutputDirectory = "out" };

        Assert.Equal("client", (await Assert.ThrowsAsync<ArgumentNullException>(
            () => ImageJobExtensions.RunAsync(null!, [], options, cancellationToken: token))).ParamName);
        Assert.Equal("requests", (await Assert.ThrowsAsync<ArgumentNullException>(
            () => client.RunAsync(null!, options, cancellationToken: token))).ParamName);
        Assert.Equal("options", (await Assert.ThrowsAsync<ArgumentNullException>(
            () => client.RunAsync([], null!, cancellationToken: token))).ParamName);
        options.TimeProvider = null!;
        Assert.Contains("TimeProvider is null", Assert.Throws<ArgumentException>(options.Checked).Message, StringComparison.Ordinal);
    }
}
