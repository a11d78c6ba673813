using System.Collections.Concurrent;
using System.Diagnostics;

namespace GptImage.Sdk.Extensions.AI.Tests;

/// <summary>Keeps the spans that a test causes, of the sources it names.</summary>
internal sealed class SpanRecorder : IDisposable
{
    private readonly ConcurrentQueue<Activity> _spans = new();
    private readonly ActivityListener _listener;
    private readonly Activity _root = new("test");

    public SpanRecorder(Func<string, bool> isNamed)
    {
        _root.Start();
        _listener = new ActivityListener
        {
            ShouldListenTo = source => isNamed(source.Name),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                if (span.TraceId == _root.TraceId)
                {
                    _spans.Enqueue(span);
                }
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public IReadOnlyCollection<Activity> Spans => _spans;

    public IEnumerable<(string Name, string Text)> Tags => _spans
        .SelectMany(span => span.TagObjects.Concat(span.Events.SelectMany(recorded => recorded.Tags)))
        .Select(tag => (tag.Key, tag.Value?.ToString() ?? ""));

    public void Dispose()
    {
        _listener.Dispose();
        _root.Dispose();
    }
}
