using System.Diagnostics;
using GptImage.Sdk.Testing;
using Microsoft.Extensions.Logging;

namespace GptImage.Sdk.ServiceTests;

/// <summary>What OpenTelemetry exports of whole calls, as literals.</summary>
[Collection(nameof(MeasuredAlone))]
public sealed class TraceTests : IDisposable
{
    private readonly FakeGptImageService _service =
        FakeGptImageService.Start(new FakeGptImageServiceOptions { Drawing = FakeDrawing.Plain });

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _service.Dispose();

    [Fact]
    public async Task GenerateAsync_SucceedsAtTheThirdAttempt_IsOneSpanWithTwoEvents()
    {
        using TraceRecorder trace = new();
        using GptImageClient client = Clients.For(_service);
        _service.Enqueue(FakeOutcome.RateLimited(TimeSpan.Zero));
        _service.Enqueue(FakeOutcome.Overloaded());

        await client.GenerateAsync(
            new TextToImageRequest("A lighthouse at dawn")
            {
                Size = ImageSize.Landscape,
                Quality = ImageQuality.Low,
                OutputFormat = OutputFormat.Webp,
                Count = 2,
            }, Token);

        Assert.Equal(
            """
            generate_content gpt-image-2, Client, Unset
            gen_ai.operation.name = generate_content
            gen_ai.output.type = image
            gen_ai.provider.name = openai
            gen_ai.request.choice.count = 2
            gen_ai.request.model = gpt-image-2
            gen_ai.usage.input_tokens = 10
            gen_ai.usage.output_tokens = 316
            gpt_image.attempt.count = 3
            gpt_image.charge = charged
            gpt_image.cost = 0.00953
            gpt_image.cost.maximum = 0.00968
            gpt_image.request.id = *
            gpt_image.request.input_image.count = 0
            gpt_image.request.kind = text_to_image
            gpt_image.request.output_format = webp
            gpt_image.request.quality = low
            gpt_image.request.size = 1536x1024
            gpt_image.response.image.count = 2
            gpt_image.response.size = 1536x1024
            gpt_image.warning.count = 0
            server.address = 127.0.0.1
            server.port = *
            gpt_image.attempt: error.type = GptImage.Sdk.GptImageRateLimitException, gpt_image.attempt.number = 1, gpt_image.charge = rejected, gpt_image.delay = 0, gpt_image.request.id = *, http.response.status_code = 429
            gpt_image.attempt: error.type = GptImage.Sdk.GptImageServerException, gpt_image.attempt.number = 2, gpt_image.charge = rejected, gpt_image.delay = 0, gpt_image.request.id = *, http.response.status_code = 503
            child POST, Client: 429
            child POST, Client: 503
            child POST, Client: 200
            """, trace.Describe());
    }

    [Fact]
    public async Task GenerateAsync_ModerationBlocks_IsAnErrorThatSaysWhich()
    {
        using TraceRecorder trace = new();
        using GptImageClient client = Clients.For(_service);
        _service.Enqueue(FakeOutcome.ModerationBlocked("output", "violence"));

        await Assert.ThrowsAsync<GptImageModerationException>(() => client.GenerateAsync("A lighthouse at dawn", Token));

        Assert.Equal(
            """
            generate_content gpt-image-2, Client, Error
            error.type = GptImage.Sdk.GptImageModerationException
            gen_ai.operation.name = generate_content
            gen_ai.output.type = image
            gen_ai.provider.name = openai
            gen_ai.request.model = gpt-image-2
            gpt_image.attempt.count = 1
            gpt_image.charge = possibly_charged
            gpt_image.cost.maximum = 0.71167
            gpt_image.error.code = moderation_blocked
            gpt_image.request.id = *
            gpt_image.request.input_image.count = 0
            gpt_image.request.kind = text_to_image
            gpt_image.request.size = auto
            gpt_image.response.image.count = 0
            server.address = 127.0.0.1
            server.port = *
            gpt_image.attempt: error.type = GptImage.Sdk.GptImageModerationException, gpt_image.attempt.number = 1, gpt_image.charge = possibly_charged, gpt_image.delay = 0, gpt_image.request.id = *, http.response.status_code = 400
            child POST, Client: 400
            """, trace.Describe());
    }

    [Fact]
    public async Task StreamAsync_ReaderLeavesAfterTheFirstPreview_EndsTheSpan()
    {
        using TraceRecorder trace = new();
        string preview = Convert.ToBase64String(Pictures.Png(64, 64));
        await using RawServer server = RawServer.Start(async (_, connection) =>
        {
            await connection.WriteAsync(
                "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: 50000\r\nx-request-id: req_1\r\n\r\n"
                + $"data: {{\"type\":\"image_edit.partial_image\",\"partial_image_index\":0,\"b64_json\":\"{preview}\"}}\n\n");
            await connection.StallAsync();
        });
        using GptImageClient client = Clients.For(server);
        ImageToImageRequest request = new("Make it night", ImageInput.FromBytes(Pictures.Png())) { Size = ImageSize.Square };

        await foreach (ImageUpdate update in client.StreamAsync(request, partialImages: 2, Token))
        {
            Assert.IsType<PartialImageUpdate>(update);
            break;
        }

        Assert.Equal(
            """
            generate_content gpt-image-2, Client, Error
            error.type = GptImage.Sdk.GptImageCanceledException
            gen_ai.operation.name = generate_content
            gen_ai.output.type = image
            gen_ai.provider.name = openai
            gen_ai.request.model = gpt-image-2
            gen_ai.request.stream = True
            gpt_image.attempt.count = 1
            gpt_image.charge = possibly_charged
            gpt_image.cost.maximum = 0.224977
            gpt_image.request.id = *
            gpt_image.request.input_image.count = 1
            gpt_image.request.kind = image_to_image
            gpt_image.request.partial_image.count = 2
            gpt_image.request.size = 1024x1024
            gpt_image.response.image.count = 0
            server.address = 127.0.0.1
            server.port = *
            gpt_image.attempt: error.type = GptImage.Sdk.GptImageCanceledException, gpt_image.attempt.number = 1, gpt_image.charge = possibly_charged, gpt_image.delay = 0, gpt_image.request.id = *, http.response.status_code = 200
            child POST, Client: 200
            """, trace.Describe());
    }

    [Fact]
    public async Task GenerateAsync_LogContent_PutsThePromptOnTheSpanAndNoPicture()
    {
        using TraceRecorder trace = new();
        using GptImageClient client = Clients.For(_service, options => options.LogContent = true);

        await client.EditAsync("Make it \"night\"", ImageInput.FromBytes(Pictures.Png()), cancellationToken: Token);

        Activity call = Assert.Single(trace.Calls);
        Assert.Equal(
            """[{"role":"user","parts":[{"type":"text","content":"Make it \u0022night\u0022"}]}]""",
            call.GetTagItem("gen_ai.input.messages"));
        Assert.DoesNotContain(call.TagObjects, tag => tag.Value is string { Length: > 100 });
    }

    [Fact]
    public async Task GenerateAsync_NewestNamesAskedFor_TellsTokensByModalityAndLogsTheException()
    {
        using EnvironmentScope environment = new(("OTEL_SEMCONV_STABILITY_OPT_IN", "http, gen_ai_latest_experimental"));
        using TraceRecorder trace = new();
        using CollectingLoggerProvider logs = new();
        using LoggerFactory factory = new([logs], new LoggerFilterOptions { MinLevel = LogLevel.Information });
        await using RawServer server = RawServer.Answering(200, "application/json", Pictures.Answer(Pictures.Png()));
        using GptImageClient client = Clients.For(server);
        using GptImageClient refused = Clients.For(_service, options => options.LoggerFactory = factory);
        _service.Enqueue(FakeOutcome.ModerationBlocked("input", "violence"));

        await client.GenerateAsync("A lighthouse", Token);
        await Assert.ThrowsAsync<GptImageModerationException>(() => refused.GenerateAsync("A lighthouse", Token));

        Activity call = trace.Calls[0];
        Assert.Equal(
            (45, 194, 1056),
            (call.GetTagItem("gen_ai.usage.text.input_tokens"), call.GetTagItem("gen_ai.usage.image.input_tokens"),
                call.GetTagItem("gen_ai.usage.image.output_tokens")));
        Assert.Single(logs.Lines, line => line.StartsWith(
            "Operation generate_content failed with GptImage.Sdk.GptImageModerationException: ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task GenerateAsync_NewestNamesAskedFor_LogsWhatTheCallersCodeSaidWithContentOnly(bool logsContent)
    {
        using EnvironmentScope environment = new(("OTEL_SEMCONV_STABILITY_OPT_IN", "gen_ai_latest_experimental"));
        using TraceRecorder trace = new();
        using CollectingLoggerProvider logs = new();
        using LoggerFactory factory = new([logs], new LoggerFilterOptions { MinLevel = LogLevel.Warning });
        using GptImageClient client = Clients.For(_service, options =>
        {
            options.LoggerFactory = factory;
            options.LogContent = logsContent;
            options.ApiKeyProvider = _ => throw new InvalidOperationException("token t0p of the vault");
        });

        await Assert.ThrowsAsync<GptImageAuthenticationException>(() => client.GenerateAsync("A lighthouse", Token));

        string line = Assert.Single(logs.Lines, line => line.StartsWith("Operation generate_content failed", StringComparison.Ordinal));
        Assert.Contains("GptImageClientOptions.ApiKeyProvider failed", line, StringComparison.Ordinal);
        Assert.Equal(logsContent, line.Contains("t0p", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("my-own", null, "my-own")]
    [InlineData("anything", null, "_OTHER")]
    [InlineData("dep", "dep", "gpt-image-2")]
    public async Task GenerateAsync_ModelByAnyName_NamesTheSpanByKnownOnes(string model, string? deployment, string named)
    {
        using TraceRecorder trace = new();
        await using RawServer server = RawServer.Answering(200, "application/json", Pictures.Answer(Pictures.Png()));
        using GptImageClient client = Clients.For(server, options =>
        {
            options.DefaultModel = new ImageModel("my-own");
            options.Deployments["dep"] = ImageModel.GptImage2;
        });

        await client.GenerateAsync(new TextToImageRequest("A lighthouse") { Model = new ImageModel(model) }, Token);

        Activity call = Assert.Single(trace.Calls);
        Assert.Equal($"generate_content {named}", call.DisplayName);
        Assert.Equal(deployment is null ? model : "gpt-image-2", call.GetTagItem("gen_ai.request.model"));
        Assert.Equal(deployment, call.GetTagItem("gpt_image.request.deployment"));
    }

    [Fact]
    public async Task StreamAsync_ReaderHasASpanOfItsOwn_ItStaysTheCurrentOneBetweenUpdates()
    {
        using TraceRecorder trace = new();
        using GptImageClient client = Clients.For(_service);
        using Activity reader = new Activity("reader").Start();
        List<Activity?> seen = [];

        await foreach (ImageUpdate _ in client.StreamAsync(new TextToImageRequest("A lighthouse"), partialImages: 1, Token))
        {
            seen.Add(Activity.Current);
        }

        Assert.Equal([reader, reader], seen);
    }
}
