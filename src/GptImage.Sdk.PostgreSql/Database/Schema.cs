using System.Globalization;
using Npgsql;

namespace GptImage.Sdk.PostgreSql;

/// <summary>The tables, by the versions of their schema.</summary>
internal static class Schema
{
    /// <summary>Any number that other programs do not lock in the same database.</summary>
    private const long LockNumber = 0x6770_7469_6d61_6765;

    /// <summary>Each brings the schema from the version before to its own: the first makes version 1. None is changed once it was
    /// released.</summary>
    private static readonly string[] Steps =
    [
        """
        create table gptimage.image_order (
          id text primary key,
          state text not null default 'running' check (state in ('running', 'paused', 'canceled')),
          pause_reason text,
          story text,
          created_at timestamptz not null default clock_timestamp());

        comment on column gptimage.image_order.story is 'A chained story as JSON; its frames become purchases one by one.';

        create table gptimage.purchase (
          order_id text not null,
          id text not null,
          number bigint generated always as identity,
          name text not null default '',
          count int not null default 1,
          request json,
          state text not null default 'waiting' check (state in ('waiting', 'claimed', 'sending', 'finished', 'failed', 'unknown')),
          state_before text,
          owner text,
          worker text,
          lease_until timestamptz,
          attempt int not null default 0,
          sent int not null default 0,
          up_to numeric,
          spent numeric not null default 0,
          possible numeric not null default 0,
          ended text check (ended in ('finished', 'unknown')),
          ended_attempt int,
          ended_possible numeric,
          ending json,
          failure json,
          created_at timestamptz not null default clock_timestamp(),
          started_at timestamptz,
          ended_at timestamptz,
          primary key (order_id, id));
        create index purchase_by_number on gptimage.purchase (order_id, number);
        create index purchase_by_state on gptimage.purchase (order_id, state, number);
        create index purchase_by_lease on gptimage.purchase (lease_until) where state in ('claimed', 'sending');
        comment on column gptimage.purchase.ended is 'How the last attempt ended that may have cost something; ending has all of it.';

        create table gptimage.purchase_event (
          number bigint generated always as identity primary key,
          order_id text not null,
          id text not null,
          at timestamptz not null default clock_timestamp(),
          from_state text not null,
          to_state text not null,
          attempt int not null,
          worker text not null,
          note text);
        create index purchase_event_by_purchase on gptimage.purchase_event (order_id, id, number);
        create index purchase_event_by_order on gptimage.purchase_event (order_id, number);

        create table gptimage.budget (
          order_id text primary key,
          cap numeric,
          settled numeric not null default 0,
          reserved numeric not null default 0,
          possible numeric not null default 0);
        comment on column gptimage.budget.order_id is 'The order; the row without a name sums all orders.';
        insert into gptimage.budget (order_id) values ('');

        create table gptimage.limiter (
          name text primary key,
          next_at timestamptz not null);
        insert into gptimage.limiter (name, next_at) values ('images', clock_timestamp());
        """,
    ];

    /// <summary>Makes what is missing, one process at a time.</summary>
    /// <exception cref="IOException">The schema is newer than this package.</exception>
    public static async Task MigrateAsync(NpgsqlConnection connection, string place, CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync("select pg_advisory_xact_lock($1)", cancellationToken, LockNumber).ConfigureAwait(false);
        bool exists = await connection.ReadValueAsync<bool>(
            "select to_regclass('gptimage.schema_version') is not null", cancellationToken).ConfigureAwait(false);
        if (!exists)
        {
            await connection.ExecuteAllAsync(
                [
                    ("create schema if not exists gptimage", []),
                    (
                        "create table gptimage.schema_version "
                        + "(version int primary key, migrated_at timestamptz not null default clock_timestamp())",
                        []),
                ],
                cancellationToken).ConfigureAwait(false);
        }

        int version = await connection.ReadValueAsync<int?>(
            "select max(version) from gptimage.schema_version", cancellationToken).ConfigureAwait(false) ?? 0;
        ThrowIfNewer(version, place);
        for (; version < Steps.Length; version++)
        {
            await connection.ExecuteAsync(Steps[version], cancellationToken).ConfigureAwait(false);
            await connection.ExecuteAsync(
                "insert into gptimage.schema_version (version) values ($1)", cancellationToken, version + 1).ConfigureAwait(false);
        }
    }

    /// <exception cref="IOException">The schema is not the one of this package.</exception>
    public static void ThrowIfOther(int? version, string place)
    {
        ThrowIfNewer(version ?? 0, place);
        if (version != Steps.Length)
        {
            throw new IOException(MissingMessage(place));
        }
    }

    public static string MissingMessage(string place) =>
        $"The {place} lacks the tables of this version of GptImage.Sdk.PostgreSql. Call PostgreSqlPurchases.MigrateAsync when the program "
        + "starts. Nothing was sent.";

    private static void ThrowIfNewer(int version, string place)
    {
        if (version > Steps.Length)
        {
            throw new IOException(string.Create(
                CultureInfo.InvariantCulture,
                $"The {place} has version {version} of the tables, and this version of GptImage.Sdk.PostgreSql knows version ")
                + Steps.Length.ToString(CultureInfo.InvariantCulture)
                + ". Update the package in this program: a newer program has changed the tables.");
        }
    }
}
