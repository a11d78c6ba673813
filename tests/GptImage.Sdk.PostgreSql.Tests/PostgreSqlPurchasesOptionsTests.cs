namespace GptImage.Sdk.PostgreSql.Tests;

public sealed class PostgreSqlPurchasesOptionsTests
{
    [Theory]
    [InlineData(null, "is empty; set it to the database, as in 'Host=db;Database=pictures;Username=fleet'.")]
    [InlineData("", "is empty; set it to the database, as in 'Host=db;Database=pictures;Username=fleet'.")]
    [InlineData("Database=pictures", "names no Host; set it, as in 'Host=db;Database=pictures;Username=fleet'.")]
    [InlineData("Hst=db;Password=geheim", "cannot be read (ArgumentException); write it as ")]
    [InlineData("Host=db;Port=many;Password=geheim", "cannot be read (ArgumentException); write it as ")]
    public void Constructor_ConnectionStringThatCannotWork_IsRefusedWithoutItsPassword(string? text, string problem)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => new PostgreSqlPurchases(Create(text!)));

        Assert.StartsWith("PostgreSqlPurchasesOptions.ConnectionString " + problem, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", error.ToString(), StringComparison.Ordinal);
        Assert.Equal("options", error.ParamName);
    }

    [Fact]
    public void Constructor_SeveralFaults_NamesEach()
    {
        PostgreSqlPurchasesOptions options = Create("Host=db");
        options.Pictures = null!;
        options.RequestJson = null!;
        options.TimeProvider = null!;
        options.SpendLimit = -0.5m;

        ArgumentException error = Assert.Throws<ArgumentException>(() => new PostgreSqlPurchases(options));

        Assert.StartsWith(
            "PostgreSqlPurchasesOptions.Pictures is null; set a store that all workers reach, such as "
            + "PictureStore.Folder(\"/mnt/pictures\"). "
            + "PostgreSqlPurchasesOptions.RequestJson is null; leave it at new RequestJsonOptions(). "
            + "PostgreSqlPurchasesOptions.SpendLimit is -0.5; set 0 USD or more, or null for no limit. "
            + "PostgreSqlPurchasesOptions.TimeProvider is null; leave it at TimeProvider.System.",
            error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(9, "00:00:00.0090000")]
    [InlineData(3_600_001, "01:00:00.0010000")]
    public void Constructor_HeartbeatOutOfRange_IsRefused(int milliseconds, string value)
    {
        PostgreSqlPurchasesOptions options = Create("Host=db");
        options.Heartbeat = TimeSpan.FromMilliseconds(milliseconds);

        Assert.StartsWith(
            $"PostgreSqlPurchasesOptions.Heartbeat is {value}; set 00:00:00.010 to 01:00:00.",
            Assert.Throws<ArgumentException>(() => new PostgreSqlPurchases(options)).Message, StringComparison.Ordinal);
    }

    private static PostgreSqlPurchasesOptions Create(string connectionString) => new()
    {
        ConnectionString = connectionString,
        Pictures = PictureStore.Folder(Path.GetTempPath()),
    };
}
