using GptImage.Sdk.Testing;

namespace GptImage.Sdk.ServiceTests;

public sealed class FolderLedgerConformanceTests : IDisposable
{
    private readonly Scratch _scratch = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Names() => [.. PurchaseLedgerConformance.Checks.Select(check => check.Name)];

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Folder_EachRule_IsKept(string name)
    {
        LedgerCheck check = Assert.Single(PurchaseLedgerConformance.Checks, check => check.Name == name);

        await check.RunAsync(new FolderUnderTest(_scratch.Folder), Token);

        Assert.True(File.Exists(_scratch["job.jsonl"]));
    }

    [Fact]
    public async Task RunAllAsync_LedgerThatForgets_NamesTheRulesItBreaks()
    {
        int folders = 0;

        LedgerConformanceException exception = await Assert.ThrowsAsync<LedgerConformanceException>(
            () => PurchaseLedgerConformance.RunAllAsync(() => new Forgetful(_scratch[$"{folders++}"]), Token));

        Assert.Contains("The limit holds over all workers, one after the other: ", exception.Message, StringComparison.Ordinal);
        Assert.Contains("A finished purchase is ended, with everything its end said: ", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("A claimed purchase is held", exception.Message, StringComparison.Ordinal);
        Assert.Equal(31, folders);
    }

    private class FolderUnderTest(string folder) : LedgerUnderTest
    {
        public override Task<IPurchaseLedger> OpenAsync(decimal? spendLimit, CancellationToken cancellationToken) =>
            Task.FromResult<IPurchaseLedger>(FolderLedger.Open(folder, TimeProvider.System, spendLimit));

        public override Task KillAsync(IPurchaseLedger ledger, CancellationToken cancellationToken)
        {
            ((FolderLedger)ledger).Dispose();
            return Task.CompletedTask;
        }
    }

    /// <summary>Loses what was written whenever a worker ends.</summary>
    private sealed class Forgetful(string folder) : FolderUnderTest(folder)
    {
        private readonly string _folder = folder;

        public override async Task KillAsync(IPurchaseLedger ledger, CancellationToken cancellationToken)
        {
            await base.KillAsync(ledger, cancellationToken);
            File.Delete(Path.Combine(_folder, "job.jsonl"));
        }
    }
}
