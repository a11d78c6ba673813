using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace GptImage.Sdk.ServiceTests;

/// <summary>Whoever listens, or nobody.</summary>
[Collection(nameof(MeasuredAlone))]
public sealed class ListenerTests
{
    private const string Name = "GptImage.Sdk";

    private static readonly byte[] Png = Pictures.Png();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<Way, string> Ends =>
        new(Enum.GetValues<Way>().SelectMany(way => ((string[])["picture", "cut", "cancel"]).Select(end => (way, end))));

    [Theory]
    [InlineData("sample")]
    [InlineData("start")]
    [InlineData("stop")]
    [InlineData("measure")]
    public async Task GenerateAsync_ListenerThrows_LosesNoPictureAndIsLogged(string moment)
    {
        using ActivityListener traces = new()
        {
            ShouldListenTo = source => source.Name == Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) =>
                moment == "sample" ? throw new InvalidOperationException(moment) : ActivitySamplingResult.AllDataAndRecorded,
            ActivityStarted = _ => ThrowIf(moment == "start"),
            ActivityStopped = _ => ThrowIf(moment == "stop"),
        };
        ActivitySource.AddActivityListener(traces);
        using MeterListener metrics = Listen((_, _) => ThrowIf(moment == "measure"));
        using CollectingLoggerProvider logs = new();
        using LoggerFactory factory = new([logs], new LoggerFilterOptions { MinLevel = LogLevel.Information });
        await using RawServer server = RawServer.Answering(200, "application/json", Pictures.Answer(Png));
        using GptImageClient client = Clients.For(server, options => options.LoggerFactory = factory);

        ImageResult result = await client.GenerateAsync("A lighthouse", Token);

        Assert.Equal(Png, result.Image.Bytes.ToArray());
        Assert.Null(Activity.Current);
        Assert.Contains(logs.Lines, line => line.StartsWith("A listener to traces or metrics failed", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Ends))]
    public async Task AnyWay_AnyEnd_HasOneSpanOneDurationAndNoCallLeftActive(Way way, string end)
    {
        List<Activity> stopped = [];
        Dictionary<string, double> sums = [];
        using ActivityListener traces = new()
        {
            ShouldListenTo = source => source.Name == Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = stopped.Add,
        };
        ActivitySource.AddActivityListener(traces);
        using MeterListener metrics = Listen((name, value) => sums[name] = sums.GetValueOrDefault(name) + value);
        using Scratch scratch = new();
        using CancellationTokenSource cancel = new();
        await using RawServer server = RawServer.Start(async (_, connection) =>
        {
            switch (end)
            {
                case "picture":
                    await connection.AnswerAsync(200, "application/json", Encoding.UTF8.GetBytes(Pictures.Answer(Png)));
                    break;
                case "cut":
                    await connection.AnswerCutAsync("{\"data\":[", 100);
                    break;
                default:
                    await cancel.CancelAsync();
                    await connection.StallAsync();
                    break;
            }
        });
        using GptImageClient client = Clients.For(server);

        Exception? failure = await Record.ExceptionAsync(
            () => new Receiver(way, scratch.Folder).ReceiveAsync(client, new TextToImageRequest("A lighthouse"), cancel.Token));

        Activity span = Assert.Single(stopped);
        Assert.Equal(failure?.GetType().FullName, span.GetTagItem("error.type"));
        Assert.Equal(failure is null ? ActivityStatusCode.Unset : ActivityStatusCode.Error, span.Status);
        Assert.Equal(0, sums["gpt_image.client.active_calls"]);
        Assert.Equal(1, sums["gpt_image.client.attempts"]);
        Assert.Equal(end == "picture" ? 1 : 0, sums.GetValueOrDefault("gpt_image.client.images"));
        Assert.Contains("gen_ai.client.operation.duration", sums);
    }

    [Fact]
    public async Task GenerateAsync_ClientIsDisposed_MakesNoSpan()
    {
        int measurements = 0;
        using MeterListener metrics = Listen((_, _) => measurements++);
        GptImageClient client = new("sk-test");
        client.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.GenerateAsync("A lighthouse", Token));

        Assert.Equal(0, measurements);
    }

    [Fact]
    public async Task GenerateAsync_TotalTimeRunsOut_IsNoCancellation()
    {
        List<Activity> stopped = [];
        using ActivityListener traces = new()
        {
            ShouldListenTo = source => source.Name == Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = stopped.Add,
        };
        ActivitySource.AddActivityListener(traces);
        FakeTimeProvider time = new();
        await using RawServer server = RawServer.Start((_, connection) =>
        {
            time.Advance(TimeSpan.FromMinutes(30));
            return connection.StallAsync();
        });
        using GptImageClient client = Clients.For(server, options =>
        {
            options.TimeProvider = time;
            options.AttemptTimeout = TimeSpan.FromHours(1);
        });

        await Assert.ThrowsAsync<GptImageTimeoutException>(() => client.GenerateAsync("A lighthouse", Token));

        Activity span = Assert.Single(stopped);
        Assert.Equal("GptImage.Sdk.GptImageTimeoutException", span.GetTagItem("error.type"));
        Assert.Contains(
            new KeyValuePair<string, object?>("error.type", "GptImage.Sdk.GptImageTimeoutException"), Assert.Single(span.Events).Tags);
    }

    [Fact]
    public void GenerateAsync_NobodyListens_AllocatesNothingForTelemetry()
    {
        using SynchronousHandler handler = new(Encoding.UTF8.GetBytes(Pictures.Answer(Png)));
        using GptImageClient client = new(new GptImageClientOptions { ApiKey = "sk-test" }, handler);

        long before = LeastOf(client);
        int measurements = 0;
        long watched;
        using (Listen((_, _) => measurements++))
        {
            watched = LeastOf(client);
        }

        long after = LeastOf(client);

        Assert.InRange(after, 1, before);
        Assert.True(watched > after, $"{watched} bytes with a listener, {after} without");
        Assert.NotEqual(0, measurements);
    }

    [Fact]
    public void IsWatched_AskedForEachCall_AllocatesNothing()
    {
        ClientTelemetry telemetry = new(new GptImageClientOptions(), meters: null, NullLogger.Instance);
        bool isWatched = telemetry.IsWatched;

        long before = GC.GetAllocatedBytesForCurrentThread();
        isWatched |= telemetry.IsWatched;
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal((false, 0L), (isWatched, allocated));
    }

    [Fact]
    public async Task Client_NoneOfItsNamesIsListenedTo_MakesNoSpan()
    {
        List<string> sources = [];
        using ActivityListener listener = new()
        {
            ShouldListenTo = source => source.Name != Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStarted = activity => sources.Add(activity.Source.Name),
        };
        ActivitySource.AddActivityListener(listener);
        await using RawServer server = RawServer.Answering(200, "application/json", Pictures.Answer(Png));
        using GptImageClient client = Clients.For(server);

        await client.GenerateAsync("A lighthouse", Token);

        Assert.Contains("System.Net.Http", sources);
        Assert.DoesNotContain(Name, sources);
    }

    [Fact]
    public void Clients_WithoutContainer_ShareTheirInstruments()
    {
        List<string> published = [];
        using MeterListener listener = new()
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter.Name == Name)
                {
                    published.Add(instrument.Name);
                }
            },
        };
        using GptImageClient first = new("sk-test");
        using GptImageClient second = new("sk-test");

        listener.Start();

        Assert.Equal(published.Distinct(), published);
        Assert.Contains("gen_ai.client.operation.duration", published);
    }

    /// <summary>Gets the least that a call allocates: code that is compiled anew meanwhile may be counted in others.</summary>
    private static long LeastOf(GptImageClient client)
    {
        long least = long.MaxValue;
        for (int i = 0; i < 50; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Task<ImageResult> call = client.GenerateAsync("A lighthouse", CancellationToken.None);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
            Assert.True(call.IsCompletedSuccessfully, "The call did not stay on its thread.");
        }

        return least;
    }

    private static void ThrowIf(bool condition)
    {
        if (condition)
        {
            throw new InvalidOperationException("the listener is full");
        }
    }

    private static MeterListener Listen(Action<string, double> onMeasured)
    {
        MeterListener listener = new()
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == Name)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => onMeasured(instrument.Name, value));
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => onMeasured(instrument.Name, value));
        listener.Start();
        return listener;
    }

    /// <summary>Answers at once, so that a call stays on its thread.</summary>
    private sealed class SynchronousHandler(byte[] body) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            ByteArrayContent content = new(body);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = content });
        }
    }
}
