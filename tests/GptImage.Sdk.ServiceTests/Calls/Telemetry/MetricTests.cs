using System.Diagnostics.Metrics;
using System.Globalization;
using GptImage.Sdk.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics.Testing;
using Microsoft.Extensions.Time.Testing;

namespace GptImage.Sdk.ServiceTests;

/// <summary>What a meter of a container measures of whole calls.</summary>
[Collection(nameof(MeasuredAlone))]
public sealed class MetricTests : IDisposable
{
    private static readonly TextToImageRequest Medium = new("A lighthouse") { Quality = ImageQuality.Medium, Size = ImageSize.Square };

    private readonly FakeTimeProvider _time = new();
    private ServiceProvider? _provider;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _provider?.Dispose();

    [Fact]
    public async Task GenerateAsync_Succeeds_MeasuresDurationTokensPicturesMoneyAndAttempts()
    {
        await using RawServer server = RawServer.Start((_, connection) =>
        {
            _time.Advance(TimeSpan.FromSeconds(90));
            return connection.AnswerAsync(200, "application/json", Body(Pictures.Answer(Pictures.Png(), Pictures.Png())));
        });
        GptImageClient client = CreateClient(server.BaseAddress);
        using MetricCollector<double> duration = Collect<double>("gen_ai.client.operation.duration");
        using MetricCollector<long> tokens = Collect<long>("gen_ai.client.token.usage");
        using MetricCollector<long> images = Collect<long>("gpt_image.client.images");
        using MetricCollector<double> cost = Collect<double>("gpt_image.client.cost");
        using MetricCollector<long> attempts = Collect<long>("gpt_image.client.attempts");
        using MetricCollector<long> active = Collect<long>("gpt_image.client.active_calls");

        await client.GenerateAsync(Medium with { Count = 2 }, Token);

        string shared = "gen_ai.operation.name=generate_content gen_ai.provider.name=openai gen_ai.request.model=gpt-image-2 ";
        string place = $"server.address=127.0.0.1 server.port={server.BaseAddress.Port}";
        string own = shared + "gpt_image.request.kind=text_to_image " + place;
        string charged = shared + "gpt_image.charge=charged gpt_image.request.kind=text_to_image " + place;
        Assert.Equal([$"90 {shared}{place}"], Lines(duration));
        Assert.Equal(
            [$"239 {shared}gen_ai.token.type=input {place}", $"1056 {shared}gen_ai.token.type=output {place}"], Lines(tokens));
        Assert.Equal([$"2 {own}"], Lines(images));

        // 45 text tokens at 5, 194 image tokens at 8 and 1,056 output tokens at 30 USD a million.
        Assert.Equal(["0.033457 " + charged], Lines(cost));
        Assert.Equal([$"1 {charged}"], Lines(attempts));
        Assert.Equal([$"1 {own}", $"-1 {own}"], Lines(active));
    }

    [Fact]
    public async Task GenerateAsync_Fails_MeasuresTheErrorAndWhatMayHaveBeenSpent()
    {
        await using RawServer server = RawServer.Answering(502, "text/html", "<html>Bad gateway</html>");
        GptImageClient client = CreateClient(server.BaseAddress);
        using MetricCollector<double> duration = Collect<double>("gen_ai.client.operation.duration");
        using MetricCollector<long> images = Collect<long>("gpt_image.client.images");
        using MetricCollector<double> cost = Collect<double>("gpt_image.client.cost");
        using MetricCollector<long> attempts = Collect<long>("gpt_image.client.attempts");
        using MetricCollector<long> active = Collect<long>("gpt_image.client.active_calls");

        await Assert.ThrowsAsync<GptImageServerException>(() => client.GenerateAsync(Medium, Token));

        const string Error = "GptImage.Sdk.GptImageServerException";
        Assert.Equal([Error], Tags(duration, "error.type"));
        Assert.Empty(images.GetMeasurementSnapshot());
        Assert.Equal(["possibly_charged"], Tags(cost, "gpt_image.charge"));
        Assert.Equal((double)client.Spending.Possible, cost.GetMeasurementSnapshot().Sum(measurement => measurement.Value));
        Assert.Equal(["possibly_charged"], Tags(attempts, "gpt_image.charge"));
        Assert.Equal([Error], Tags(attempts, "error.type"));
        Assert.Equal([1L, -1L], active.GetMeasurementSnapshot().Select(measurement => measurement.Value));
    }

    [Fact]
    public async Task GenerateAsync_SvgIsBilledApart_CountsAsMuchAsTheAccount()
    {
        string answer = Pictures.Answer("<svg xmlns=\"http://www.w3.org/2000/svg\"/>"u8.ToArray());
        await using RawServer server = RawServer.Answering(200, "application/json", answer);
        GptImageClient client = CreateClient(server.BaseAddress, options => options.SvgModelCost = 0.25m);
        using MetricCollector<double> cost = Collect<double>("gpt_image.client.cost");

        await client.GenerateAsync(Medium with { Model = ImageModel.GptImage26Sunburst, OutputFormat = OutputFormat.Svg }, Token);

        Assert.Equal(["charged", "possibly_charged"], Tags(cost, "gpt_image.charge"));
        Assert.Equal(
            [(double)client.Spending.Settled, (double)client.Spending.Possible],
            cost.GetMeasurementSnapshot().Select(measurement => measurement.Value));
    }

    [Fact]
    public async Task GenerateAsync_WaitsForTheLimiter_MeasuresTheWaitAlsoWhenItIsCanceled()
    {
        await using RawServer server = RawServer.Answering(200, "application/json", Pictures.Answer(Pictures.Png()));
        using ImageRateLimiter limiter = new(new ImageRateLimiterOptions { ImagesPerMinute = 1, TimeProvider = _time });
        GptImageClient client = CreateClient(server.BaseAddress, options => options.ImageRateLimiter = limiter);
        using MetricCollector<double> wait = Collect<double>("gpt_image.client.limiter.wait");
        using CancellationTokenSource cancel = new();
        await client.GenerateAsync(Medium, Token);

        Task waiting = client.GenerateAsync(Medium, cancel.Token);
        _time.Advance(TimeSpan.FromSeconds(20));
        await cancel.CancelAsync();
        await Assert.ThrowsAsync<GptImageCanceledException>(() => waiting);

        Assert.Equal([0d, 20d], wait.GetMeasurementSnapshot().Select(measurement => measurement.Value));
    }

    [Fact]
    public async Task GenerateAsync_NewestNamesAskedFor_TakesThePlaceOfTheUsualOnes()
    {
        using EnvironmentScope environment = new(("OTEL_SEMCONV_STABILITY_OPT_IN", "gen_ai_latest_experimental"));
        await using RawServer server = RawServer.Answering(200, "application/json", Pictures.Answer(Pictures.Png()));
        GptImageClient client = CreateClient(server.BaseAddress);
        using MetricCollector<double> usual = Collect<double>("gen_ai.client.operation.duration");
        using MetricCollector<double> duration = Collect<double>("gen_ai.client.inference.duration");
        using MetricCollector<long> input = Collect<long>("gen_ai.client.inference.usage.input_tokens");
        using MetricCollector<long> output = Collect<long>("gen_ai.client.inference.usage.output_tokens");
        using MetricCollector<long> inputOfCall = Collect<long>("gen_ai.client.inference.operation.input_tokens");
        using MetricCollector<long> outputOfCall = Collect<long>("gen_ai.client.inference.operation.output_tokens");

        await client.GenerateAsync(Medium, Token);

        Assert.Empty(usual.GetMeasurementSnapshot());
        Assert.Single(duration.GetMeasurementSnapshot());
        Assert.Equal([45L, 194L], input.GetMeasurementSnapshot().Select(measurement => measurement.Value));
        Assert.Equal(["text", "image"], Tags(input, "gen_ai.token.modality"));
        Assert.Equal(["image"], Tags(output, "gen_ai.token.modality"));
        Assert.Equal(
            [239L, 1056L],
            inputOfCall.GetMeasurementSnapshot().Concat(outputOfCall.GetMeasurementSnapshot()).Select(measurement => measurement.Value));
    }

    private static byte[] Body(string text) => System.Text.Encoding.UTF8.GetBytes(text);

    private static IEnumerable<string> Lines<T>(MetricCollector<T> collector)
        where T : struct => collector.GetMeasurementSnapshot().Select(measurement => string.Join(
            ' ',
            measurement.Tags.Select(tag => $"{tag.Key}={tag.Value}").Order(StringComparer.Ordinal)
                .Prepend(Convert.ToString(measurement.Value, CultureInfo.InvariantCulture))));

    private static IEnumerable<object?> Tags<T>(MetricCollector<T> collector, string name)
        where T : struct => collector.GetMeasurementSnapshot().Select(measurement => measurement.Tags.GetValueOrDefault(name));

    private MetricCollector<T> Collect<T>(string instrument)
        where T : struct => new(_provider!.GetRequiredService<IMeterFactory>(), "GptImage.Sdk", instrument);

    private GptImageClient CreateClient(Uri address, Action<GptImageClientOptions>? configure = null)
    {
        ServiceCollection services = new();
        services.AddGptImageClient(options =>
        {
            options.ApiKey = "sk-test";
            options.BaseAddress = address;
            options.TimeProvider = _time;
            configure?.Invoke(options);
        });
        _provider = services.BuildServiceProvider();
        return _provider.GetRequiredService<GptImageClient>();
    }
}
