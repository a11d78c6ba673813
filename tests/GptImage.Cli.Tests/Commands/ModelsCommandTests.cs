using Microsoft.Extensions.Time.Testing;

namespace GptImage.Cli.Tests;

public class ModelsCommandTests
{
    [Fact]
    public async Task Models_AsText_TellsStateAndPriceWithinEightyColumns()
    {
        using Shell shell = new() { Time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 27, 0, 0, 0, TimeSpan.Zero)) };

        int code = await shell.RunOfflineAsync("models");

        Assert.Equal(0, code);
        Assert.Contains(shell.OutputLines, line => line.StartsWith("gpt-image-2 ", StringComparison.Ordinal)
            && line.Contains(" active ", StringComparison.Ordinal) && line.EndsWith(" USD", StringComparison.Ordinal));
        Assert.Contains(
            shell.OutputLines, line => line.StartsWith("gpt-image-1.5 ", StringComparison.Ordinal)
            && line.Contains(" deprecated until 2026-12-01 ", StringComparison.Ordinal));
        Assert.Contains(
            shell.OutputLines, line => line.StartsWith("dall-e-3 ", StringComparison.Ordinal)
            && line.EndsWith(" retired since 2026-05-12", StringComparison.Ordinal));
        Assert.All(shell.OutputLines, line => Assert.InRange(line.Length, 1, 80));
        Assert.Contains("by the price list of 2026-11-23.", shell.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Models_AfterAShutdown_CallsTheModelRetired()
    {
        using Shell shell = new() { Time = new FakeTimeProvider(new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.Zero)) };

        await shell.RunOfflineAsync("models", "--json");

        string line = Assert.Single(
            shell.OutputLines, line => line.Contains("\"name\":\"gpt-image-1.5\"", StringComparison.Ordinal));
        Assert.Contains("\"state\":\"retired\",\"shutdown_date\":\"2026-12-01\"", line, StringComparison.Ordinal);
        Assert.Contains("\"replacements\":[\"gpt-image-2.6-sunburst\",\"gpt-image-2.6-flare\"]", line, StringComparison.Ordinal);
    }
}
