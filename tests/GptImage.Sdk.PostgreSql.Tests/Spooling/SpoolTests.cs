using System.Text;

namespace GptImage.Sdk.PostgreSql.Tests;

public sealed class SpoolTests : IAsyncDisposable
{
    private const string Advice =
        ". Allow this program to read, write and delete there; pictures in it are paid for.";

    private const string Text =
        """
        {"claim":{"key":{"order":"spring","id":"a"},"owner":"me","attempt":1},"name":"in-the-way","count":1}
        """;

    private readonly TemporaryFolder _folder = new();
    private readonly PurchaseDatabase _database = new("Host=127.0.0.1;Port=9", TimeProvider.System);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        _folder.Dispose();
        await _database.DisposeAsync();
    }

    /// <summary>A folder in the way of a file is refused as a file of another user is.</summary>
    [Fact]
    public async Task RecoverAsync_FileThatCannotBeDeleted_SaysWhatTheSpoolNeeds()
    {
        Directory.CreateDirectory(_folder.PathOf("spool/left/in-the-way.purchase.json"));
        _folder.Write("spool/left/a.purchase.json", Encoding.UTF8.GetBytes(Text));
        using Spool spool = Open();

        IOException exception = await Assert.ThrowsAsync<IOException>(() => spool.RecoverAsync(Token));

        Assert.IsType<UnauthorizedAccessException>(exception.InnerException);
        Assert.StartsWith(
            "The spool (PostgreSqlPurchasesOptions.SpoolDirectory) cannot be used: ", exception.Message, StringComparison.Ordinal);
        Assert.EndsWith(Advice, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("..", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Begin_FileInPlaceOfTheFolder_SaysWhatTheSpoolNeeds()
    {
        _folder.Write("spool", [1]);
        using Spool spool = Open();

        IOException exception = Assert.Throws<IOException>(() => spool.Begin(Record));

        Assert.EndsWith(Advice, exception.Message, StringComparison.Ordinal);
    }

    private static SpoolRecord Record => new()
    {
        Claim = new PurchaseClaim { Key = new PurchaseKey("spring", "a"), Owner = "me", Attempt = 1 },
        Name = "a",
        Count = 1,
    };

    private Spool Open() => new(
        _folder.PathOf("spool"), PictureStore.Folder(_folder.PathOf("pictures")),
        new PurchaseTable(_database, TimeSpan.FromMinutes(1), limit: null));
}
