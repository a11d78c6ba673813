using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using GptImage.Sdk.Testing;
using Microsoft.Extensions.Time.Testing;

namespace GptImage.Sdk.ServiceTests;

/// <summary>
/// What the validator passes, the fake service accepts; what it refuses, the fake service refuses too. Both are written
/// from the contract apart from each other. Parameters on which the contract is silent are left out.
/// </summary>
public sealed class ValidatorAgreesWithServiceTests : IDisposable
{
    private const int Requests = 2000;

    private static readonly DateTimeOffset Today = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly byte[] Picture = Pictures.Png(64, 48);
    private static readonly byte[] Jpeg = Pictures.Jpeg(64, 48);
    private static readonly byte[] Mask = Pictures.Mask(64, 48);

    private static readonly ImageModel[] Models =
    [
        ImageModel.GptImage26Sunburst, ImageModel.GptImage26Flare, ImageModel.GptImage25Sunburst,
        ImageModel.GptImage25FlareSnapshot20260908, ImageModel.GptImage2, ImageModel.GptImage2Snapshot20260421, ImageModel.GptImage15,
        ImageModel.GptImage1Mini, ImageModel.ChatGptImageLatest,
    ];

    private readonly FakeGptImageService _service = FakeGptImageService.Start(new FakeGptImageServiceOptions
    {
        Drawing = FakeDrawing.Plain,
        TimeProvider = new FakeTimeProvider(Today),
        MaxLoggedRequests = 10,
    });
    private readonly GptImageClient _client;
    private readonly HttpClient _http = new();

    public ValidatorAgreesWithServiceTests() =>
        _client = Clients.For(_service, options => options.TimeProvider = new FakeTimeProvider(Today));

    public void Dispose()
    {
        _http.Dispose();
        _client.Dispose();
        _service.Dispose();
    }

    [Fact]
    public async Task Explain_RandomRequests_JudgesAsTheService()
    {
        Random random = new(20261123);
        int accepted = 0;
        HashSet<string> refusedBy = [];
        for (int i = 0; i < Requests; i++)
        {
            ImageRequest request = Next(random);
            RequestPlan plan = _client.Explain(request);
            (HttpStatusCode status, string body) = await SendUncheckedAsync(plan);

            bool fits = plan.IsValid && plan.Findings.All(finding => finding.RuleId != "gif-geometry");
            string errors = string.Join("; ", plan.Findings.Where(finding => finding.Severity == FindingSeverity.Error));
            Assert.True(
                fits == (status == HttpStatusCode.OK),
                string.Create(CultureInfo.InvariantCulture,
                $"request {i}: the validator says [{errors}], the service {(int)status} "
                + $"{(status == HttpStatusCode.OK ? "" : body)}\n{plan.Fields}"));
            accepted += fits ? 1 : 0;
            refusedBy.UnionWith(plan.Findings.Where(finding => finding.RuleId == "gif-geometry").Select(finding => finding.RuleId));
            AssertWithinTheRange(plan, body);
            refusedBy.UnionWith(
                plan.Findings.Where(finding => finding.Severity == FindingSeverity.Error).Select(finding => finding.RuleId));
        }

        Assert.InRange(accepted, Requests / 5, Requests * 4 / 5);
        Assert.Superset(
            new HashSet<string>
                { "prompt-empty", "count-range", "size-fixed", "size-multiple", "size-edge", "size-pixels", "size-ratio",
                "quality-unsupported", "format-unsupported", "compression-range", "compression-format", "background-transparent-format",
                "inputs-too-many", "mask-size", "mask-alpha", "input-fidelity-unsupported", "frame-count-range", "animation-format",
                "svg-count", "gif-mask", "gif-geometry", "markup-mask", "markup-model" },
            refusedBy);
    }

    private async Task<(HttpStatusCode Status, string Body)> SendUncheckedAsync(RequestPlan plan)
    {
        using HttpRequestMessage message = new(HttpMethod.Post, new Uri(_service.BaseAddress, plan.Endpoint))
        {
            Content = RequestEncoder.Encode(plan.Fields),
        };
        message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _service.ApiKey);
        using HttpResponseMessage response = await _http.SendAsync(message, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static ImageRequest Next(Random random)
    {
        ImageModel model = Pick(random, Models);
        bool isEdit = random.Next(3) == 0;
        OutputFormat? format = Seldom(random, 2)
            ? null
            : Pick(random, OutputFormat.Png, OutputFormat.Png, OutputFormat.Png, OutputFormat.Jpeg, OutputFormat.Jpeg, OutputFormat.Jpeg,
            OutputFormat.Webp, OutputFormat.Webp, OutputFormat.Gif, OutputFormat.Svg);
        bool isGif = format == OutputFormat.Gif;
        string prompt = Seldom(random, 25) ? "" : Seldom(random, 40) ? new string('x', random.Next(31_999, 32_002)) : "A lighthouse";
        ImageRequest request = isEdit ? Edit(random, prompt, model, isGif) : new TextToImageRequest(prompt);
        return request with
        {
            Model = model,
            Count = Seldom(random, 6) ? random.Next(-1, 13) : 1,

            Size = isGif ? NextFrame(random) : NextSize(random),
            Quality = Seldom(random, 2)
                ? null
                : Pick(random, ImageQuality.Auto, ImageQuality.Low, ImageQuality.Medium, ImageQuality.High, ImageQuality.XHigh,
                ImageQuality.Max),
            Background = Seldom(random, 2)
                || isGif ? null : Pick(random, ImageBackground.Auto, ImageBackground.Opaque, ImageBackground.Transparent),
            OutputFormat = format,
            OutputCompression = Seldom(random, 3) ? random.Next(-1, 102) : Seldom(random, 6) ? 100 : null,
            Moderation = Seldom(random, 3) ? Pick(random, ModerationLevel.Auto, ModerationLevel.Low) : null,
            SafetyIdentifier = Seldom(random, 4) ? "user-1" : null,
            Complexity = Seldom(random, 4) ? Pick(random, Complexity.Low, Complexity.Medium, Complexity.High) : null,
            Animation = isGif || Seldom(random, 15) ? new ImageAnimation
            {
                FrameCount = Seldom(random, 2) ? random.Next(1, 18) : null,
                FrameDuration = !isGif || Seldom(random, 2) ? TimeSpan.FromMilliseconds(random.Next(18, 400)) : null,
            } : null,
        };
    }

    private static ImageToImageRequest Edit(Random random, string prompt, ImageModel model, bool isGif)
    {
        int count = Seldom(random, 15) ? random.Next(16, 18) : random.Next(1, 4);
        bool is26 = model.Value.StartsWith("gpt-image-2.6", StringComparison.Ordinal);
        return new ImageToImageRequest(
            prompt, [.. Enumerable.Range(0, count).Select(number => ImageInput.FromBytes(number % 2 == 0 ? Picture : Jpeg))])
        {
            Mask = Seldom(random, 3) ? ImageInput.FromBytes(Pick(random, Mask, Mask, Pictures.Mask(48, 64), Picture)) : null,

            // Markup on the fixed-size models and fidelity on 2.6 are documented nowhere.
            Markup = Seldom(random, 4) && !isGif ? ImageInput.FromBytes(Mask) : null,
            InputFidelity = Seldom(random, 4) && !is26 ? Pick(random, InputFidelity.Low, InputFidelity.High) : null,
        };
    }

    private static ImageSize NextSize(Random random) => random.Next(8) switch
    {
        0 or 1 => ImageSize.Auto,
        2 or 3 => Pick(random, ImageSize.Square, ImageSize.Landscape, ImageSize.Portrait),
        4 => new ImageSize(16 * random.Next(30, 100), 16 * random.Next(30, 100)),
        5 => new ImageSize(random.Next(800, 1200), random.Next(800, 1200)),
        6 =>
            Pick(random, new ImageSize(816, 816), new ImageSize(800, 800), new ImageSize(1440, 480), new ImageSize(1456, 480),
            new ImageSize(3856, 1296), new ImageSize(2896, 2880), new ImageSize(2048, 2048)),
        _ => new ImageSize(1024 + (16 * random.Next(0, 20)), 1024),
    };

    /// <summary>The frames of the table of measured sizes, their neighbours, and any others.</summary>
    private static ImageSize NextFrame(Random random) => random.Next(5) switch
    {
        0 => ImageSize.Auto,
        1 => Pick(
            random, new ImageSize(512, 288), new ImageSize(1024, 576), new ImageSize(576, 1024), new ImageSize(1280, 720),
            new ImageSize(960, 720), new ImageSize(960, 528), new ImageSize(960, 320), new ImageSize(1000, 500)),
        2 => new ImageSize(16 * random.Next(12, 64), 16 * random.Next(12, 64)),
        _ => Square(16 * Pick(random, 12, 13, 14, 15, 16, 17, 18, 24, 32, 45, 46, 51, 52, 60, 61)),
    };

    private static ImageSize Square(int edge) => new(edge, edge);

    /// <summary>What the service counts for the pictures it drew is within what the plan says.</summary>
    private static void AssertWithinTheRange(RequestPlan plan, string body)
    {
        using JsonDocument answer = JsonDocument.Parse(body);
        if (plan.Cost is { } cost && answer.RootElement.TryGetProperty("usage", out JsonElement usage))
        {
            JsonElement input = usage.GetProperty("input_tokens_details");
            Assert.InRange(usage.GetProperty("output_tokens").GetInt32(), cost.MinimumOutputTokens, cost.MaximumOutputTokens);
            Assert.InRange(input.GetProperty("text_tokens").GetInt32(), cost.EstimatedTextTokens, cost.MaximumTextTokens);
            Assert.InRange(input.GetProperty("image_tokens").GetInt32(), cost.EstimatedImageTokens, cost.MaximumImageTokens);
        }
    }

    private static bool Seldom(Random random, int oneIn) => random.Next(oneIn) == 0;

    private static T Pick<T>(Random random, params T[] values) => values[random.Next(values.Length)];
}
