using Npgsql;

namespace GptImage.Sdk.PostgreSql.Tests;

/// <summary>The limit that processes share, by the clock of the database.</summary>
[Trait("Category", "Heavy")]
public sealed class SlotLimiterTests(ServerFixture fixture)
{
    private const int ImagesPerMinute = 120;
    private const int Calls = 300;

    /// <summary>The database itself notes each slot that it gives: when it begins, and how many images pass in it.</summary>
    private const string Notes =
        """
        create table slot (begins_at timestamptz, images int);
        create function note_slot() returns trigger language plpgsql as $$
        declare images int := round(extract(epoch from new.next_at - greatest(old.next_at, clock_timestamp())) * 2);
        begin
          insert into slot values (new.next_at - images * interval '500 ms', images);
          return new;
        end $$;
        create trigger note_slot after update on gptimage.limiter for each row execute function note_slot();
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A call passes with all of its images, so that a minute can have those of its last call too many, but for one.</summary>
    [Theory]
    [InlineData(1, 300, 120)]
    [InlineData(3, 600, 122)]
    public async Task AcquireAsync_SixProcessesWithoutPause_NeverPassMoreInAMinuteAndUseItAll(int perCall, int images, int most)
    {
        await using TestLedger ledger = await TestLedger.CreateAsync(fixture);
        await ledger.ExecuteAsync(Notes);
        RecordingClock clock = new();

        await Task.WhenAll(Enumerable.Range(0, 6).Select(process => TakeAsync(ledger.ConnectionString, clock, process, perCall)));

        List<(double Begin, int Images)> slots = await ReadSlotsAsync(ledger.ConnectionString);
        Assert.Equal((Calls, images), (slots.Count, slots.Sum(slot => slot.Images)));
        for (int first = 0; first < slots.Count; first++)
        {
            int passed = slots.Skip(first).TakeWhile(slot => slot.Begin < slots[first].Begin + 59.999).Sum(slot => slot.Images);
            Assert.InRange(passed, 0, most);
        }

        // At 120 a minute an image takes half a second.
        Assert.InRange(slots[^1].Begin - slots[0].Begin, (images / 2) - 2, (images / 2) + 1);
        Assert.InRange(clock.Waits.Max().TotalSeconds, images / 3, (images / 2) + 1);
        Assert.InRange(clock.Waits.Count, Calls - 12, Calls);
    }

    private static async Task TakeAsync(string connectionString, TimeProvider clock, int process, int perCall)
    {
        await using PurchaseDatabase database = new(connectionString, clock);
        await using SlotLimiter limiter = new(database, ImagesPerMinute, clock);
        for (int call = process; call < Calls; call += 6)
        {
            Assert.True((await limiter.AcquireAsync((call % perCall) + 1, Token)).IsAcquired);
        }
    }

    private static async Task<List<(double Begin, int Images)>> ReadSlotsAsync(string connectionString)
    {
        List<(double, int)> slots = [];
        await using NpgsqlDataSource source = NpgsqlDataSource.Create(connectionString + ";Pooling=false");
        await using NpgsqlCommand command =
            source.CreateCommand("select extract(epoch from begins_at)::float8, images from slot order by begins_at");
        await using NpgsqlDataReader reader = await command.ExecuteReaderAsync(Token);
        while (await reader.ReadAsync(Token))
        {
            slots.Add((reader.GetDouble(0), reader.GetInt32(1)));
        }

        return slots;
    }
}
