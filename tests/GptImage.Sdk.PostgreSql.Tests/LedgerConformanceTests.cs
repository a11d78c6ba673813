using GptImage.Sdk.Testing;

namespace GptImage.Sdk.PostgreSql.Tests;

/// <summary>The rules of every ledger, kept by the tables.</summary>
[Trait("Category", "Heavy")]
public sealed class LedgerConformanceTests(ServerFixture fixture)
{
    public static TheoryData<string> Names => new(PurchaseLedgerConformance.Checks.Select(check => check.Name));

    [Fact]
    public void Checks_AreAllThere() => Assert.Equal(31, PurchaseLedgerConformance.Checks.Count);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Ledger_KeepsTheRule(string name)
    {
        LedgerCheck check = Assert.Single(PurchaseLedgerConformance.Checks, check => check.Name == name);
        await using TestLedger ledger = await TestLedger.CreateAsync(fixture);

        await check.RunAsync(ledger, TestContext.Current.CancellationToken);

        // Whatever happened: the sums of the budget are those of the purchases.
        Assert.True(await ledger.ReadAsync<bool>(
            """
            select b.settled = coalesce(sum(p.spent), 0) and b.possible = coalesce(sum(p.possible), 0)
              and b.reserved = coalesce(sum(p.up_to) filter (where p.state in ('claimed', 'sending')), 0)
            from gptimage.budget b left join gptimage.purchase p on true where b.order_id = '' group by b.order_id
            """));
    }
}
