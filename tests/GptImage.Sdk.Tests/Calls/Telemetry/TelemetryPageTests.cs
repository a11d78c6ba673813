using System.Diagnostics.Metrics;

namespace GptImage.Sdk.Tests;

/// <summary>Holds the page of telemetry to the code.</summary>
public sealed class TelemetryPageTests
{
    private static readonly string[] Page = File.ReadAllLines(
        Path.Combine(Path.GetDirectoryName(FolderGraph.SourceFolder())!, "docs", "telemetry.md"));

    [Fact]
    public void Instruments_OfBothSets_StandInTheTables()
    {
        string[] lines = [.. Instruments(isLatest: false).Union(Instruments(isLatest: true))];

        Assert.Equal(12, lines.Length);
        Assert.Equal(
            lines.Order(StringComparer.Ordinal),
            Rows("histogram", "counter", "up-down counter").Select(row => $"{row[0]} {row[1]} {row[2]}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Attributes_OfSpans_StandInTheTable()
    {
        string source = string.Concat(
            Directory.GetFiles(Path.Combine(FolderGraph.SourceFolder(), "GptImage.Sdk", "Calls", "Telemetry")).Select(File.ReadAllText));
        string page = string.Join('\n', Page);

        foreach (string name in source.Split('"').Where(text => text.StartsWith("gpt_image.", StringComparison.Ordinal)))
        {
            Assert.Contains($"`{name}`", page, StringComparison.Ordinal);
        }
    }

    private static List<string> Instruments(bool isLatest)
    {
        using OwnMeters meters = new();
        List<string> published = [];
        using MeterListener listener = new()
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (ReferenceEquals(instrument.Meter, meters.Made))
                {
                    string kind = instrument switch
                    {
                        Histogram<double> or Histogram<long> => "histogram",
                        UpDownCounter<long> => "up-down counter",
                        _ => "counter",
                    };
                    published.Add($"`{instrument.Name}` {kind} `{instrument.Unit}`");
                }
            },
        };
        _ = new CallMeter(meters, isLatest);
        listener.Start();
        return published;
    }

    private static IEnumerable<string[]> Rows(params string[] kinds) => Page
        .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
        .Select(line => line.Split('|', StringSplitOptions.TrimEntries)[1..])
        .Where(row => kinds.Contains(row[1]));

    private sealed class OwnMeters : IMeterFactory
    {
        public Meter? Made { get; private set; }

        public Meter Create(MeterOptions options) => Made = new Meter(options);

        public void Dispose() => Made?.Dispose();
    }
}
