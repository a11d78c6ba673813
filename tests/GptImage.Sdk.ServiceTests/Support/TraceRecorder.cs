using System.Diagnostics;
using System.Globalization;
using OpenTelemetry.Trace;

namespace GptImage.Sdk.ServiceTests;

/// <summary>Keeps the spans of client and HTTP client as OpenTelemetry exports them, and writes them down for a comparison.</summary>
internal sealed class TraceRecorder : IDisposable
{
    /// <summary>What differs from run to run.</summary>
    private static readonly string[] Varying = ["server.port", "gpt_image.request.id", "url.full"];

    private readonly List<Activity> _spans = [];
    private readonly TracerProvider _provider;

    public TraceRecorder() => _provider = OpenTelemetry.Sdk.CreateTracerProviderBuilder()
        .AddSource("GptImage.Sdk")
        .AddSource("System.Net.Http")
        .AddInMemoryExporter(_spans)
        .Build();

    /// <summary>Gets the spans of the client, in the order in which they ended.</summary>
    public IReadOnlyList<Activity> Calls => [.. _spans.Where(span => span.Source.Name == "GptImage.Sdk")];

    /// <summary>Writes the only call down: its tags by name, its events, and the spans that are its children.</summary>
    public string Describe()
    {
        Activity call = Assert.Single(Calls);
        IEnumerable<string> lines =
        [
            $"{call.DisplayName}, {call.Kind}, {call.Status}",
            .. Tags(call.TagObjects),
            .. call.Events.Select(occurrence => $"{occurrence.Name}: {string.Join(", ", Tags(occurrence.Tags))}"),
            .. _spans.Where(span => span.ParentSpanId == call.SpanId).Select(
                span => $"child {span.DisplayName}, {span.Kind}: {span.GetTagItem("http.response.status_code") ?? "no status"}"),
        ];
        return string.Join('\n', lines);
    }

    public void Dispose() => _provider.Dispose();

    private static IEnumerable<string> Tags(IEnumerable<KeyValuePair<string, object?>> tags) => tags
        .OrderBy(tag => tag.Key, StringComparer.Ordinal)
        .Select(tag => $"{tag.Key} = "
            + (Varying.Contains(tag.Key) ? "*" : Convert.ToString(tag.Value, CultureInfo.InvariantCulture)));
}
