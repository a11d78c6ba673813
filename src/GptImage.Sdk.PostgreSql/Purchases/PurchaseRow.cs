using System.Text.Json;
using Npgsql;

namespace GptImage.Sdk.PostgreSql;

/// <summary>A purchase as its row has it.</summary>
internal sealed record PurchaseRow
{
    /// <summary>What <see cref="Read"/> reads.</summary>
    public const string Columns =
        """
        p.order_id, p.id, p.number, p.name, p.count, p.state, p.state_before, p.owner, p.lease_until,
        p.lease_until < clock_timestamp(), p.attempt, p.sent, p.up_to, p.spent, p.possible, p.ended, p.ended_attempt, p.ended_possible,
        p.ending::text, p.failure::text, (select o.state from gptimage.image_order o where o.id = p.order_id)
        """;

    public required PurchaseKey Key { get; init; }

    public required long Number { get; init; }

    public required string Name { get; init; }

    public required int Count { get; init; }

    public required PurchaseState State { get; init; }

    /// <summary>Gets the state that an open claim goes back to when nothing is sent.</summary>
    public PurchaseState StateBefore { get; init; }

    public string? Owner { get; init; }

    public DateTimeOffset? LeaseUntil { get; init; }

    /// <summary>Gets whether the lease is over, by the database's clock.</summary>
    public bool IsLeaseOver { get; init; }

    public int Attempt { get; init; }

    public int Sent { get; init; }

    public decimal? UpTo { get; init; }

    public decimal Spent { get; init; }

    public decimal Possible { get; init; }

    /// <summary>Gets how the last attempt ended that may have cost something, or <see langword="null"/>.</summary>
    public PurchaseState? Ended { get; init; }

    public int? EndedAttempt { get; init; }

    public decimal EndedPossible { get; init; }

    /// <summary>Gets its end as text; <see langword="null"/> when its worker wrote none.</summary>
    public string? Ending { get; init; }

    public string? Failure { get; init; }

    public ImageOrderState OrderState { get; init; }

    public bool IsOpen => State is PurchaseState.Claimed or PurchaseState.Sending;

    public static PurchaseRow Read(NpgsqlDataReader reader) => new()
    {
        Key = new PurchaseKey(reader.GetString(0), reader.GetString(1)),
        Number = reader.GetInt64(2),
        Name = reader.GetString(3),
        Count = reader.GetInt32(4),
        State = StateWords.Read(reader.GetString(5)),
        StateBefore = StateWords.Read(reader.GetText(6) ?? "waiting"),
        Owner = reader.GetText(7),
        LeaseUntil = reader.GetTime(8),
        IsLeaseOver = !reader.IsDBNull(9) && reader.GetBoolean(9),
        Attempt = reader.GetInt32(10),
        Sent = reader.GetInt32(11),
        UpTo = reader.GetMoney(12),
        Spent = reader.GetDecimal(13),
        Possible = reader.GetDecimal(14),
        Ended = reader.GetText(15) is { } ended ? StateWords.Read(ended) : null,
        EndedAttempt = reader.IsDBNull(16) ? null : reader.GetInt32(16),
        EndedPossible = reader.GetMoney(17) ?? 0,
        Ending = reader.GetText(18),
        Failure = reader.GetText(19),
        OrderState = StateWords.ReadOrder(reader.GetText(20) ?? "running"),
    };

    public bool IsHeldBy(PurchaseClaim claim) => IsOpen && Owner == claim.Owner && Attempt == claim.Attempt;

    /// <summary>Tells whether a claim whose attempt has ended as unknown may still say what became of it.</summary>
    public bool TakesLate(PurchaseClaim claim, PurchaseState state) =>
        State is PurchaseState.Unknown or PurchaseState.Waiting && Ended == PurchaseState.Unknown && state != PurchaseState.Failed
        && claim.Attempt == Attempt && claim.Attempt == EndedAttempt && claim.Owner == Owner;

    public bool IsFree(PurchaseRepeat repeat) => State switch
    {
        PurchaseState.Finished => repeat == PurchaseRepeat.Always,
        PurchaseState.Unknown => repeat is PurchaseRepeat.Unknown or PurchaseRepeat.Always,
        _ => true,
    };

    /// <exception cref="IOException">Its end was written by a later version.</exception>
    public PurchaseEntry ToEntry() => new()
    {
        Claim = new PurchaseClaim
        {
            Key = Key,
            Owner = Owner ?? "",
            Attempt = Math.Max(Attempt, 1),
            LeaseUntil = IsOpen ? LeaseUntil : null,
        },
        State = State,
        Name = Name,
        Count = Count,
        Sent = Sent,
        UpTo = UpTo,
        End = IsOpen ? null : ReadEnd(Ended is null ? Failure : Ending),
        Spent = Spent,
        PossiblySpent = Possible,
    };

    private PurchaseEnd? ReadEnd(string? end)
    {
        try
        {
            return end is null ? null : JsonSerializer.Deserialize(end, PurchaseJsonContext.Default.PurchaseEnd);
        }
        catch (JsonException exception)
        {
            throw new IOException(
                $"The end of the purchase '{Key.Id}' of the order '{Key.Order}' cannot be read: {exception.Message.TrimEnd('.')}. Update "
                + "the package in this program. Nothing was changed.", exception);
        }
    }
}
