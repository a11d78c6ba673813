using System.Text.RegularExpressions;
using GptImage.Sdk.Imaging.Tests.Support;
using GptImage.Sdk.Testing;

namespace GptImage.Sdk.Imaging.Tests.ProtectedEdits;

public sealed class ProtectedEditPageTests : IDisposable
{
    private readonly FakeClient _fake = new(new FakeGptImageServiceOptions { EditDrift = true, ContentCredentials = true });
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("page");

    public void Dispose()
    {
        _fake.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task SavePageAsync_WritesAPageThatNeedsNoScriptAndNothingOutsideItsFolder()
    {
        (string page, string html, ProtectedEditResult result) = await PageAsync("Replace the <mug> & \"glass\"");

        string[] names = [.. _folder.EnumerateFiles().Select(file => file.Name).Order(StringComparer.Ordinal)];
        Assert.Equal(Path.Combine(_folder.FullName, "index.html"), page);
        Assert.Equal(
            ["after.original.png", "after.png", "after.provenance.json", "before.png", "drift.png", "index.html", "mask.png"], names);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("<h1 dir=\"auto\">Replace the &lt;mug&gt; &amp; &quot;glass&quot;</h1>", html, StringComparison.Ordinal);
        Assert.All(
            Regex.Matches(html, "(?:src|href)=\"([^\"]+)\"").Select(match => match.Groups[1].Value), file => Assert.Contains(file, names));
        Assert.All(
            Regex.Matches(html, "<img [^>]*>").Select(match => match.Value),
            image => Assert.Matches("width=\"\\d+\" height=\"\\d+\".* alt=\"[^\"]{5,}\"", image));
        Assert.Contains("<a href=\"after.provenance.json\">", html, StringComparison.Ordinal);
        Assert.Contains(result.RequestId!, html, StringComparison.Ordinal);
        Assert.Contains("<html lang=\"en\">", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SavePageAsync_HeatMapHasAScaleInTheColoursOfTheMap()
    {
        (_, string html, _) = await PageAsync("Replace the mug");

        Assert.Contains(
            "linear-gradient(90deg,rgb(0 0 0) 0%,rgb(60 15 110) 15%,rgb(200 45 70) 45%,rgb(250 150 40) 75%,rgb(255 255 255) 100%)", html,
            StringComparison.Ordinal);
        Assert.Contains("<li style=\"left:40.8%\">16</li>", html, StringComparison.Ordinal);
        Assert.Contains("<li style=\"left:100%\">96+</li>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SavePageAsync_ReceiptNamesTheFilesOfThePage()
    {
        (_, _, ProtectedEditResult result) = await PageAsync("Replace the mug");

        ProvenanceReceipt receipt = ProvenanceReceipt.Parse(
            await File.ReadAllTextAsync(Path.Combine(_folder.FullName, "after.provenance.json"), TestContext.Current.CancellationToken));
        Assert.Equal(
            ("after.original.png", "after.png", result.RequestId), (receipt.OriginalFile, receipt.DerivativeFile, receipt.RequestId));
        Assert.True(
            (await File.ReadAllBytesAsync(Path.Combine(_folder.FullName, "after.original.png"), TestContext.Current.CancellationToken))
            .AsSpan().SequenceEqual(result.ServiceImage.Bytes.Span));
    }

    private async Task<(string Page, string Html, ProtectedEditResult Result)> PageAsync(string prompt)
    {
        using MaskBuilder mask = MaskBuilder.For(new ImageSize(1024, 640)).Rectangle(300, 300, 200, 200);
        ProtectedEdit edit = new(Pictures.Input(Pictures.Photograph(1024, 640)), prompt, mask);
        ProtectedEditResult result = await _fake.Client.EditProtectedAsync(edit, TestContext.Current.CancellationToken);

        string page = await result.SavePageAsync(edit, _folder.FullName, TestContext.Current.CancellationToken);

        return (page, await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken), result);
    }
}
