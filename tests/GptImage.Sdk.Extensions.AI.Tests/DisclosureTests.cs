using System.Collections.Concurrent;
using System.Diagnostics;
using GptImage.Sdk.Testing;
using Microsoft.Extensions.AI;

namespace GptImage.Sdk.Extensions.AI.Tests;

/// <summary>What the middleware of Microsoft.Extensions.AI writes into logs and traces of a call.</summary>
public sealed class DisclosureTests : IDisposable
{
    /// <summary>How the base64 of every PNG begins.</summary>
    private const string PngInBase64 = "iVBORw0KGgo";

    private readonly GeneratorFixture _fixture = new();
    private readonly ConcurrentQueue<Activity> _spans = new();
    private readonly ActivityListener _listener;
    private readonly Activity _root = new("root");

    public DisclosureTests()
    {
        _root.Start();
        ActivityTraceId trace = _root.TraceId;
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "test" or "GptImage.Sdk",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                if (span.TraceId == trace)
                {
                    _spans.Enqueue(span);
                }
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    private IEnumerable<(string Name, string Text)> Tags => _spans
        .SelectMany(span => span.TagObjects.Concat(span.Events.SelectMany(recorded => recorded.Tags)))
        .Select(tag => (tag.Key, tag.Value?.ToString() ?? ""));

    public void Dispose()
    {
        _root.Dispose();
        _listener.Dispose();
        _fixture.Dispose();
    }

    [Fact]
    public async Task Edit_MarkedMask_StandsNeitherInLogsNorInSpans()
    {
        await EditAsync(sensitive: false);

        Assert.NotEmpty(_spans);
        Assert.NotEmpty(_fixture.Logs);
        Assert.DoesNotContain(_fixture.Logs.Concat(Tags.Select(tag => tag.Text)), HasPicture);
    }

    [Fact]
    public async Task Edit_MarkedMaskWithSensitiveData_StandsInTheMessagesOfTheMiddlewareOnly()
    {
        await EditAsync(sensitive: true);

        Assert.Contains(Tags, tag => tag.Name == "gen_ai.input.messages" && HasPicture(tag.Text));
        Assert.DoesNotContain(
            Tags, tag => tag.Name is not ("gen_ai.input.messages" or "gen_ai.output.messages") && HasPicture(tag.Text));
        Assert.DoesNotContain(_fixture.Logs, HasPicture);
    }

    [Fact]
    public async Task Edit_TheKeyIsRefused_StandsNowhere()
    {
        _fixture.Service.Enqueue(FakeOutcome.InvalidApiKey());

        await Assert.ThrowsAsync<GptImageAuthenticationException>(() => EditAsync(sensitive: true));

        Assert.Contains(_spans, span => span.Status == ActivityStatusCode.Error);
        Assert.DoesNotContain(
            _fixture.Logs.Concat(Tags.Select(tag => tag.Text)).Concat(_spans.Select(span => span.StatusDescription ?? "")),
            text => text.Contains("sk-secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Generate_ModelAndTokens_StandOnTheSpan()
    {
        await _fixture.Behind(middleware: true).GenerateImagesAsync("A lighthouse", cancellationToken: GeneratorFixture.Token);

        Activity span = Assert.Single(_spans, span => span.Source.Name == "test");
        Assert.Equal("openai", span.GetTagItem("gen_ai.provider.name"));
        Assert.Equal("gpt-image-2", span.GetTagItem("gen_ai.request.model"));
        Assert.NotNull(span.GetTagItem("gen_ai.usage.output_tokens"));
    }

    private Task<ImageGenerationResponse> EditAsync(bool sensitive) => _fixture.Behind(middleware: true, sensitive).EditImagesAsync(
        [new DataContent(Pictures.Png(), "image/png"), new DataContent(Pictures.Mask(), "image/png").AsMask()],
        "A balloon", new ImageGenerationOptions { AdditionalProperties = new() { ["quality"] = "low" } }, GeneratorFixture.Token);

    private static bool HasPicture(string text) => text.Contains(PngInBase64, StringComparison.Ordinal);
}
