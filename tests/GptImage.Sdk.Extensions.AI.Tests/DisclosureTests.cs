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
    private readonly SpanRecorder _recorder = new(source => source is "test" or "GptImage.Sdk");

    public void Dispose()
    {
        _recorder.Dispose();
        _fixture.Dispose();
    }

    [Fact]
    public async Task Edit_MarkedMask_StandsNeitherInLogsNorInSpans()
    {
        await EditAsync(sensitive: false);

        Assert.NotEmpty(_recorder.Spans);
        Assert.NotEmpty(_fixture.Logs);
        Assert.DoesNotContain(_fixture.Logs.Concat(_recorder.Tags.Select(tag => tag.Text)), HasPicture);
    }

    [Fact]
    public async Task Edit_MarkedMaskWithSensitiveData_StandsInTheMessagesOfTheMiddlewareOnly()
    {
        await EditAsync(sensitive: true);

        Assert.Contains(_recorder.Tags, tag => tag.Name == "gen_ai.input.messages" && HasPicture(tag.Text));
        Assert.DoesNotContain(
            _recorder.Tags, tag => tag.Name is not ("gen_ai.input.messages" or "gen_ai.output.messages") && HasPicture(tag.Text));
        Assert.DoesNotContain(_fixture.Logs, HasPicture);
    }

    [Fact]
    public async Task Edit_TheKeyIsRefused_StandsNowhere()
    {
        _fixture.Service.Enqueue(FakeOutcome.InvalidApiKey());

        await Assert.ThrowsAsync<GptImageAuthenticationException>(() => EditAsync(sensitive: true));

        Assert.Contains(_recorder.Spans, span => span.Status == ActivityStatusCode.Error);
        Assert.DoesNotContain(
            [
                .. _fixture.Logs, .. _recorder.Tags.Select(tag => tag.Text),
                .. _recorder.Spans.Select(span => span.StatusDescription ?? ""),
            ],
            text => text.Contains("sk-secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Generate_ModelAndTokens_StandOnTheSpan()
    {
        await _fixture.Behind(middleware: true).GenerateImagesAsync("A lighthouse", cancellationToken: GeneratorFixture.Token);

        Activity span = Assert.Single(_recorder.Spans, span => span.Source.Name == "test");
        Assert.Equal("openai", span.GetTagItem("gen_ai.provider.name"));
        Assert.Equal("gpt-image-2", span.GetTagItem("gen_ai.request.model"));
        Assert.NotNull(span.GetTagItem("gen_ai.usage.output_tokens"));
    }

    private Task<ImageGenerationResponse> EditAsync(bool sensitive) => _fixture.Behind(middleware: true, sensitive).EditImagesAsync(
        [new DataContent(Pictures.Png(), "image/png"), new DataContent(Pictures.Mask(), "image/png").AsMask()],
        "A balloon", new ImageGenerationOptions { AdditionalProperties = new() { ["quality"] = "low" } }, GeneratorFixture.Token);

    private static bool HasPicture(string text) => text.Contains(PngInBase64, StringComparison.Ordinal);
}
