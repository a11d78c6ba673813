namespace GptImage.Sdk.PostgreSql.Tests;

public sealed class PostgreSqlPurchasesOptionsTests
{
    [Theory]
    [InlineData("")]
    [InlineData("Database=pictures")]
    [InlineData("Hst=db;Password=geheim")]
    [InlineData("Host=db;Port=many;Password=geheim")]
    public void Constructor_ConnectionStringThatCannotWork_IsRefusedWithoutItsPassword(string text)
    {
        ArgumentException error = Assert.ThrowsAny<ArgumentException>(() => new PostgreSqlPurchases(Create(text)));

        Assert.DoesNotContain("geheim", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(9)]
    [InlineData(3_600_001)]
    public void Constructor_HeartbeatOutOfRange_IsRefused(int milliseconds)
    {
        PostgreSqlPurchasesOptions options = Create("Host=db");
        options.Heartbeat = TimeSpan.FromMilliseconds(milliseconds);

        Assert.Throws<ArgumentException>(() => new PostgreSqlPurchases(options));
    }

    private static PostgreSqlPurchasesOptions Create(string connectionString) => new()
    {
        ConnectionString = connectionString,
        Pictures = PictureStore.Folder(Path.GetTempPath()),
    };
}
