using System.Text;

namespace GptImage.Sdk.Tests;

/// <summary>Ledgers as kills, editors and bad disks leave them.</summary>
public sealed class LedgerDamageTests : IDisposable
{
    private static readonly string[] Ids = ["1a-1", "2b-1", "3c-1", "4d-1"];

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Open_AnyByteDamaged_GivesTheSameOrStopsAndTouchesNothing()
    {
        byte[] whole = await WriteAsync();
        string expected = await DescribeAsync();
        Random random = new(20261127);
        int stops = 0;

        for (int i = 0; i < whole.Length; i++)
        {
            byte[] damaged = [.. whole];
            damaged[i] ^= (byte)random.Next(1, 256);
            stops += await StopsOrEqualsAsync(damaged, expected) ? 1 : 0;
        }

        // Only the last line feed can change without harm, and even then something stands where it stood.
        Assert.Equal(whole.Length, stops);
    }

    [Fact]
    public async Task Open_RandomDamage_GivesTheSameOrStopsAndTouchesNothing()
    {
        byte[] whole = await WriteAsync();
        string expected = await DescribeAsync();
        Random random = new(42);
        int stops = 0;
        for (int round = 0; round < 500; round++)
        {
            List<byte> damaged = [.. whole];
            int at = random.Next(damaged.Count - 1);
            int count = random.Next(1, 40);
            switch (random.Next(4))
            {
                case 0:
                    damaged.RemoveRange(at, Math.Min(count, damaged.Count - 1 - at));
                    break;
                case 1:
                    damaged.InsertRange(at, Enumerable.Range(0, count).Select(_ => (byte)random.Next(256)));
                    break;
                case 2:
                    for (int i = at; i < Math.Min(at + count, damaged.Count - 1); i++)
                    {
                        damaged[i] = 0;
                    }

                    break;
                default:
                    damaged.InsertRange(at, whole.Skip(at).Take(count));
                    break;
            }

            stops += await StopsOrEqualsAsync([.. damaged], expected) ? 1 : 0;
        }

        Assert.InRange(stops, 400, 500);
    }

    [Fact]
    public async Task Open_CutAnywhereInTheLastLine_KeepsTheLinesBeforeAndTheOldFile()
    {
        byte[] whole = await WriteAsync();
        int lastLine = whole.AsSpan(..^1).LastIndexOf((byte)'\n') + 1;
        for (int length = lastLine + 1; length < whole.Length - 1; length += 17)
        {
            using TemporaryFolder folder = new();
            byte[] torn = whole[..length];
            folder.Write("job.jsonl", torn);

            using (FolderLedger ledger = FolderLedger.Open(folder.Path, TimeProvider.System, null))
            {
                Assert.Equal(4, await CountAsync(ledger));
            }

            Assert.Equal(whole[..lastLine], await File.ReadAllBytesAsync(folder.PathOf("job.jsonl"), Token));
            Assert.Equal(torn, await File.ReadAllBytesAsync(folder.PathOf("job.torn.jsonl"), Token));
        }
    }

    [Fact]
    public async Task Open_CutBetweenLines_IsAnEarlierStateOfTheLedger()
    {
        byte[] whole = await WriteAsync();
        int secondLine = whole.AsSpan().IndexOf((byte)'\n') + 1;
        _folder.Write("job.jsonl", whole[..secondLine]);

        using FolderLedger ledger = FolderLedger.Open(_folder.Path, TimeProvider.System, null);

        Assert.Equal(0, await CountAsync(ledger));
    }

    [Fact]
    public async Task Open_LastLineLacksOnlyItsLineFeed_IsKept()
    {
        byte[] whole = await WriteAsync();
        string expected = await DescribeAsync();
        _folder.Write("job.jsonl", whole[..^1]);

        Assert.Equal(expected, await DescribeAsync());
        Assert.Equal(whole, await File.ReadAllBytesAsync(_folder.PathOf("job.jsonl"), Token));
    }

    [Fact]
    public async Task Open_ByteOrderMarkOfUtf8_IsFine()
    {
        byte[] whole = await WriteAsync();
        string expected = await DescribeAsync();
        _folder.Write("job.jsonl", [0xEF, 0xBB, 0xBF, .. whole]);

        Assert.Equal(expected, await DescribeAsync());
        using (FolderLedger ledger = FolderLedger.Open(_folder.Path, TimeProvider.System, null))
        {
            await ledger.ClaimAsync(new PurchaseKey("job", "5e-1"), new PurchaseRequest { Name = "e" }, 1m, Token);
        }

        using FolderLedger again = FolderLedger.Open(_folder.Path, TimeProvider.System, null);
        Assert.Equal(5, await CountAsync(again));
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public async Task Open_SavedAgainAsUtf16_StopsAndTouchesNothing(string encoding)
    {
        string text = Encoding.UTF8.GetString(await WriteAsync());
        Encoding other = Encoding.GetEncoding(encoding);

        await StopsAsync([.. other.GetPreamble(), .. other.GetBytes(text)], "Line 1 of the ledger", "UTF-16");
    }

    [Theory]
    [InlineData("{\"event\":\"started\",\"id\":\"1a-1\",\"name\":\"a\"}\n", "Line 1 of the ledger")]
    [InlineData("{\"event\":\"job\",\"at\":\"2026-11-23T00:00:00+00:00\"}\n", "Line 1 of the ledger")]
    [InlineData("{\"event\":\"job\",\"version\":1,\"at\":\"2026-11-23T00:00:00+00:00\"}\n", "says format 1")]
    [InlineData("{\"event\":\"job\",\"version\":3}\n", "says format 3")]
    [InlineData("{\"event\":\"job\",\"version\":2}\n", "Line 1 of the ledger")]
    [InlineData("my shopping list", "Line 1 of the ledger")]
    [InlineData("\n", "Line 1 of the ledger")]
    public async Task Open_NoVersionOrAnother_StopsAndTouchesNothing(string content, string message) =>
        await StopsAsync(Encoding.UTF8.GetBytes(content), message);

    [Fact]
    public async Task Open_LineInTheMiddleIsMissing_NamesTheLineBehindIt()
    {
        string[] lines = Encoding.UTF8.GetString(await WriteAsync()).Split('\n');

        await StopsAsync(Encoding.UTF8.GetBytes(string.Join('\n', [.. lines[..3], .. lines[4..]])), "Line 4 of the ledger");
    }

    [Fact]
    public async Task Open_VersionLineWasBeingWritten_BeginsAnew()
    {
        _folder.Write("job.jsonl", Encoding.UTF8.GetBytes("{\"event\":\"job\",\"ver"));

        using FolderLedger ledger = FolderLedger.Open(_folder.Path, TimeProvider.System, null);

        Assert.Equal(0, await CountAsync(ledger));
        Assert.Contains("job.torn.jsonl", _folder.Names);
    }

    [Fact]
    public async Task MarkSendingAsync_AnotherProgramWroteToTheFile_SendsNothing()
    {
        using FolderLedger ledger = FolderLedger.Open(_folder.Path, TimeProvider.System, null);
        ClaimResult claim = await ledger.ClaimAsync(new PurchaseKey("job", "1a-1"), new PurchaseRequest { Name = "a" }, 1m, Token);
        using (FileStream other = new(
            _folder.PathOf("job.jsonl"), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0))
        {
            other.Seek(0, SeekOrigin.End);
            other.Write("mine\n"u8);
        }

        IOException exception = await Assert.ThrowsAsync<IOException>(
            () => ledger.MarkSendingAsync(claim.Claim ?? throw new InvalidOperationException("No claim."), Token));

        Assert.Contains("another program changed it in the meantime", exception.Message, StringComparison.Ordinal);
    }

    private async Task<byte[]> WriteAsync()
    {
        using (FolderLedger ledger = FolderLedger.Open(_folder.Path, TimeProvider.System, null))
        {
            foreach (string id in Ids)
            {
                ClaimResult claim = await ledger.ClaimAsync(
                    new PurchaseKey("job", id), new PurchaseRequest { Name = "picture-" + id }, 0.25m, Token);
                PurchaseClaim granted = claim.Claim ?? throw new InvalidOperationException("No claim.");
                await ledger.MarkSendingAsync(granted, Token);
                await ledger.EndAsync(granted, new PurchaseEnd
                {
                    State = id == "2b-1" ? PurchaseState.Unknown : PurchaseState.Finished,
                    Charge = ChargeState.Charged,
                    Pictures = [new StoredPicture { Name = id + ".png", Length = 5, Sha256 = new string('0', 64) }],
                    Cost = 0.125m,
                    Message = "é 漢字 \" \n",
                }, Token);
            }
        }

        return await File.ReadAllBytesAsync(_folder.PathOf("job.jsonl"), Token);
    }

    private async Task<string> DescribeAsync()
    {
        using FolderLedger ledger = FolderLedger.Open(_folder.Path, TimeProvider.System, null);
        StringBuilder text = new();
        await foreach (PurchaseEntry entry in ledger.ListAsync("job", null, Token))
        {
            text.AppendLine(FormattableString.Invariant(
                $"{entry.Claim.Key} {entry.State} {entry.Name} {entry.Spent} {entry.PossiblySpent} {entry.End?.Message}"));
            text.AppendLine(entry.End?.Pictures[0].ToString());
        }

        return text.ToString();
    }

    private static async Task<int> CountAsync(FolderLedger ledger)
    {
        int count = 0;
        await foreach (PurchaseEntry entry in ledger.ListAsync("job", null, Token))
        {
            count += entry.Claim.Key.Id.Length > 0 ? 1 : 0;
        }

        return count;
    }

    /// <summary>Says whether the ledger stopped; otherwise it must say the same as before.</summary>
    private async Task<bool> StopsOrEqualsAsync(byte[] content, string expected)
    {
        _folder.Write("job.jsonl", content);
        string described;
        try
        {
            described = await DescribeAsync();
        }
        catch (IOException exception)
        {
            Assert.Contains(_folder.PathOf("job.jsonl"), exception.Message, StringComparison.Ordinal);
            Assert.StartsWith("Line ", exception.Message, StringComparison.Ordinal);
            Assert.Equal(content, await File.ReadAllBytesAsync(_folder.PathOf("job.jsonl"), Token));
            Assert.DoesNotContain("job.torn.jsonl", _folder.Names);
            return true;
        }

        Assert.Equal(expected, described);
        return false;
    }

    private async Task StopsAsync(byte[] content, params string[] messages)
    {
        _folder.Write("job.jsonl", content);

        IOException exception = await Assert.ThrowsAsync<IOException>(DescribeAsync);

        Assert.All(messages, message => Assert.Contains(message, exception.Message, StringComparison.Ordinal));
        Assert.Contains(_folder.PathOf("job.jsonl"), exception.Message, StringComparison.Ordinal);
        Assert.Equal(content, await File.ReadAllBytesAsync(_folder.PathOf("job.jsonl"), Token));
    }
}
