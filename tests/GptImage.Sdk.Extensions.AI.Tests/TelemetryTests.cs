using System.Diagnostics;
using Microsoft.Extensions.AI;

namespace GptImage.Sdk.Extensions.AI.Tests;

/// <summary>The client and the middleware of Microsoft.Extensions.AI each have a source of spans; a host names the one it wants.</summary>
public sealed class TelemetryTests(GeneratorFixture fixture) : IClassFixture<GeneratorFixture>
{
    private const string Ours = "GptImage.Sdk";
    private const string Theirs = "Experimental.Microsoft.Extensions.AI";

    [Theory]
    [InlineData(Ours)]
    [InlineData(Theirs)]
    public async Task Generate_OneSourceNamed_HasOneSpan(string named)
    {
        using SpanRecorder recorder = new(source => source == named);

        await GenerateAsync();

        Activity span = Assert.Single(recorder.Spans);
        Assert.Equal(
            ("generate_content gpt-image-2", ActivityKind.Client, "openai"),
            (span.DisplayName, span.Kind, span.GetTagItem("gen_ai.provider.name")));
    }

    [Fact]
    public async Task Generate_BothSourcesNamed_HasOursWithinTheirs()
    {
        using SpanRecorder recorder = new(source => source is Ours or Theirs);

        await GenerateAsync();

        Activity ours = Assert.Single(recorder.Spans, span => span.Source.Name == Ours);
        Activity theirs = Assert.Single(recorder.Spans, span => span.Source.Name == Theirs);
        Assert.Equal(theirs.SpanId, ours.ParentSpanId);
    }

    [Fact]
    public async Task Generate_NeitherSourceNamed_HasNoSpanOfThisKind()
    {
        using SpanRecorder recorder = new(source => source is not (Ours or Theirs));

        await GenerateAsync();

        Assert.DoesNotContain(recorder.Tags, tag => tag.Name.StartsWith("gen_ai.", StringComparison.Ordinal));
    }

    private async Task GenerateAsync()
    {
        IImageGenerator generator = fixture.Generator.AsBuilder().UseOpenTelemetry().Build();
        await generator.GenerateImagesAsync("A lighthouse", cancellationToken: GeneratorFixture.Token);
    }
}
