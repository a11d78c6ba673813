using System.Security.Cryptography;
using GptImage.Sdk.Hangfire;
using GptImage.Sdk.PostgreSql;
using GptImage.Sdk.Testing;
using Hangfire;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace GptImage.Sdk.FleetHost;

/// <summary>Counts on both sides when an order is done: what the service drew, and what ledger and store say of it.</summary>
public sealed record FleetCount
{
    private const string Endpoint = "images/generations";

    /// <summary>Gets how many pictures the service drew.</summary>
    public int Calls { get; private init; }

    /// <summary>Gets how many different pictures it drew.</summary>
    public int DistinctCalls { get; private init; }

    /// <summary>Gets how often it refused because of its limit.</summary>
    public int RateLimited { get; private init; }

    /// <summary>Gets what the ledger says.</summary>
    public required ImageOrderProgress Progress { get; init; }

    /// <summary>Gets what one picture costs, asked of a service of its own.</summary>
    public decimal Price { get; private init; }

    /// <summary>Gets the most that one picture may cost, which is settled for one that was found in the store after a kill.</summary>
    public decimal MostPrice { get; private init; }

    /// <summary>Gets the pictures in the store whose bytes are not what ledger and service say.</summary>
    public IReadOnlyList<string> WrongFiles { get; private init; } = [];

    /// <summary>Gets whether Hangfire has nothing more to do.</summary>
    public bool IsDrained { get; private init; }

    /// <summary>Counts.</summary>
    public static async Task<FleetCount> CreateAsync(
        FleetRun run, FleetPlan plan, FakeGptImageService service, CancellationToken cancellationToken)
    {
        FakeRequest[] requests = [.. service.Requests.Where(request => request.Endpoint == Endpoint)];
        FakeRequest[] drawn = [.. requests.Where(request => request.StatusCode == 200)];
        using IHost host = Worker.Build(run.Arguments, isWorking: false);
        ImageFleet fleet = host.Services.GetRequiredService<ImageFleet>();
        (decimal price, List<string> expected) = await DrawAsync(plan.Purchases, cancellationToken);
        return new FleetCount
        {
            Calls = drawn.Length,
            DistinctCalls = drawn.Select(request => request.Fields["prompt"]).Distinct(StringComparer.Ordinal).Count(),
            RateLimited = requests.Count(request => request.StatusCode == 429),
            Progress = await fleet.GetProgressAsync(FleetRun.Order, cancellationToken),
            Price = price,
            MostPrice = await FindMostAsync(fleet, cancellationToken),
            WrongFiles = await FindWrongAsync(fleet, Path.Combine(run.Arguments.Folder, "pictures"), expected, cancellationToken),
            IsDrained = Worker.IsDrained(host.Services.GetRequiredService<JobStorage>()),
        };
    }

    /// <summary>Names what is not as it must be.</summary>
    /// <param name="purchases">How many purchases the order has.</param>
    public IReadOnlyList<string> FindProblems(int purchases)
    {
        ImageSpending spending = Progress.Spending;
        decimal drawn = Calls * Price;
        (string Rule, bool IsKept)[] rules =
        [
            ("every call draws another picture", Calls == DistinctCalls),
            ("finished + unknown = purchases", Progress.Finished + Progress.Unknown == purchases),
            ("nothing waits, runs or failed", Progress is { Waiting: 0, Claimed: 0, Sending: 0, Failed: 0 }),
            ("finished <= calls <= finished + unknown", Progress.Finished <= Calls && Calls <= Progress.Finished + Progress.Unknown),
            ("settled = finished pictures, those found after a kill at most at their reserve",
                Progress.Finished * Price <= spending.Settled && spending.Settled <= Progress.Finished * MostPrice),
            ("nothing is reserved any more", spending.Reserved == 0),
            ("what the service drew <= settled + possible <= everything at its reserve",
                drawn <= spending.Settled + spending.Possible && spending.Settled + spending.Possible <= purchases * MostPrice),
            ("the bytes of every file are right", WrongFiles.Count == 0),
            ("no job is left in Hangfire", IsDrained),
            ("no 429", RateLimited == 0),
        ];
        return [.. rules.Where(rule => !rule.IsKept).Select(rule => rule.Rule), .. WrongFiles.Take(5)];
    }

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant(
        $"{Calls} calls, {DistinctCalls} different, {RateLimited} times 429; {Progress.Finished} finished, {Progress.Unknown} unknown, ")
        + FormattableString.Invariant(
            $"{Progress.Failed} failed, {Progress.Waiting + Progress.Claimed + Progress.Sending} open; ")
        + FormattableString.Invariant($"settled {Progress.Spending.Settled}, ")
        + FormattableString.Invariant($"possible {Progress.Spending.Possible}, drawn {Calls * Price} USD");

    /// <summary>Lets a service of its own draw every picture once.</summary>
    private static async Task<(decimal Price, List<string> Hashes)> DrawAsync(int count, CancellationToken cancellationToken)
    {
        using FakeGptImageService service = FakeGptImageService.Start(new FakeGptImageServiceOptions { Drawing = FakeDrawing.Plain });
        using GptImageClient client = new(new GptImageClientOptions { ApiKey = service.ApiKey, BaseAddress = service.BaseAddress });
        List<string> hashes = [];
        for (int number = 1; number <= count; number++)
        {
            ImageResult result = await client.GenerateAsync(FleetOrder.Create(number), cancellationToken);
            hashes.Add(Convert.ToHexStringLower(SHA256.HashData(result.Image.Bytes.Span)));
        }

        return (client.Spending.Settled / count, hashes);
    }

    private static async Task<decimal> FindMostAsync(ImageFleet fleet, CancellationToken cancellationToken)
    {
        decimal most = 0;
        await foreach (PurchaseEntry entry in fleet.ListAsync(FleetRun.Order, null, cancellationToken))
        {
            most = Math.Max(most, entry.UpTo ?? 0);
        }

        return most;
    }

    private static async Task<IReadOnlyList<string>> FindWrongAsync(
        ImageFleet fleet, string folder, List<string> expected, CancellationToken cancellationToken)
    {
        List<string> wrong = [];
        Dictionary<string, int> left = expected.CountBy(hash => hash).ToDictionary(StringComparer.Ordinal);
        await foreach (PurchaseEntry entry in fleet.ListAsync(FleetRun.Order, PurchaseState.Finished, cancellationToken))
        {
            IReadOnlyList<StoredPicture> pictures = entry.End?.Pictures ?? [];
            foreach (StoredPicture picture in pictures)
            {
                byte[] bytes = await File.ReadAllBytesAsync(Path.Combine(folder, picture.Name), cancellationToken);
                string hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
                left[hash] = left.GetValueOrDefault(hash) - 1;
                if (hash != picture.Sha256 || left[hash] < 0)
                {
                    wrong.Add($"{entry.Claim.Key.Id}: {picture.Name}");
                }
            }

            if (pictures.Count != 1)
            {
                wrong.Add(FormattableString.Invariant($"{entry.Claim.Key.Id}: {pictures.Count} pictures"));
            }
        }

        return wrong;
    }
}
