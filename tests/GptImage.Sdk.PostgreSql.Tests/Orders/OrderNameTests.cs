namespace GptImage.Sdk.PostgreSql.Tests;

public sealed class OrderNameTests
{
    [Theory]
    [InlineData("")]
    [InlineData("spring 2027")]
    [InlineData("frühling")]
    public void ThrowIfInvalid_NoName_SaysWhatWasFoundAndWhatIsTaken(string orderId)
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(() => OrderName.ThrowIfInvalid(orderId));

        Assert.StartsWith(
            $"'{orderId}' is not a name of an order. Use 1 to 100 letters (a to z, A to Z), digits, dots, underscores and hyphens, such as "
            + "'spring-2027'.", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(100, false)]
    [InlineData(101, true)]
    public void ThrowIfInvalid_Length_EndsAt100(int length, bool isRefused) => Assert.Equal(
        isRefused, Record.Exception(() => OrderName.ThrowIfInvalid(new string('a', length))) is ArgumentException);

    [Fact]
    public async Task AddAsync_NegativeLimit_NamesOptionAndValue()
    {
        await using PostgreSqlPurchases purchases = new(new PostgreSqlPurchasesOptions
        {
            ConnectionString = "Host=127.0.0.1",
            Pictures = PictureStore.Folder(Path.GetTempPath()),
        });
        using GptImageClient client = new("sk-test");

        ArgumentException exception = await Assert.ThrowsAsync<ArgumentException>(() => purchases.AddAsync(
            client, "spring", Array.Empty<ImageRequest>().ToAsyncEnumerable(), new ImageOrderOptions { SpendLimit = -1m },
            TestContext.Current.CancellationToken));

        Assert.StartsWith(
            "ImageOrderOptions.SpendLimit is -1; set 0 USD or more, or null for no limit.", exception.Message, StringComparison.Ordinal);
    }
}
