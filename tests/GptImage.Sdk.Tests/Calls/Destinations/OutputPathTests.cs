namespace GptImage.Sdk.Tests;

public sealed class OutputPathTests
{
    [Fact]
    public void ThrowIfInTheWay_NothingThere_MakesTheFolder()
    {
        using TemporaryFolder folder = new();
        TextToImageRequest request = new("x");

        new OutputPath(folder.PathOf("out/poster"), request, overwrite: false).ThrowIfInTheWay(Plans.Explain(request));

        Assert.Equal(["out"], folder.Names);
    }

    [Theory]
    [InlineData("poster", null, 1, "poster.png")]
    [InlineData("poster.jpg", null, 1, "poster.png")]
    [InlineData("poster", "jpeg", 1, "poster.jpg")]
    [InlineData("poster-{0}", "webp", 3, "poster-2.webp")]
    [InlineData("poster", null, 3, "poster-3.png")]
    public void ThrowIfInTheWay_FileThatWouldBeWritten_IsAnErrorThatNamesIt(string pattern, string? format, int count, string existing)
    {
        using TemporaryFolder folder = new();
        string path = folder.Write(existing, [9]);
        TextToImageRequest request = new("x") { Count = count, OutputFormat = format is null ? null : new OutputFormat(format) };

        GptImageValidationException exception =
            Assert.Throws<GptImageValidationException>(
                () => new OutputPath(folder.PathOf(pattern), request, overwrite: false).ThrowIfInTheWay(Plans.Explain(request)));

        Finding finding = Assert.Single(exception.Findings, finding => finding.Severity == FindingSeverity.Error);
        Assert.Equal(("output-exists", "path", FindingSeverity.Error), (finding.RuleId, finding.Parameter, finding.Severity));
        Assert.Equal($"The file '{path}' exists already. Choose another name, or pass overwrite: true.", finding.Message);
        new OutputPath(folder.PathOf(pattern), request, overwrite: true).ThrowIfInTheWay(Plans.Explain(request));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ThrowIfInTheWay_FolderOfThatName_IsAnError(bool overwrite)
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder.PathOf("poster.png"));
        TextToImageRequest request = new("x");

        GptImageValidationException exception =
            Assert.Throws<GptImageValidationException>(
                () => new OutputPath(folder.PathOf("poster"), request, overwrite).ThrowIfInTheWay(Plans.Explain(request)));

        Finding finding = Assert.Single(exception.Findings, finding => finding.Severity == FindingSeverity.Error);
        Assert.Equal(
            ("output-exists", $"'{folder.PathOf("poster.png")}' is a folder. Choose another name."), (finding.RuleId, finding.Message));
    }

    [Fact]
    public void ThrowIfInTheWay_NameTooLong_SaysHowLongItIs()
    {
        using TemporaryFolder folder = new();
        TextToImageRequest request = new("x");
        string name = new('é', 150);

        GptImageValidationException exception =
            Assert.Throws<GptImageValidationException>(
                () => new OutputPath(folder.PathOf(name), request, overwrite: false).ThrowIfInTheWay(Plans.Explain(request)));

        Assert.Equal(
            $"The file name '{name}' takes 304 bytes with its extension; file systems take 255. Choose a shorter name.",
            Assert.Single(exception.Findings, finding => finding.RuleId == "output-folder").Message);
    }

    [Fact]
    public void ThrowIfInTheWay_FolderThatCannotBeMade_IsAnError()
    {
        using TemporaryFolder folder = new();
        folder.Write("out", [9]);
        TextToImageRequest request = new("x");

        GptImageValidationException exception =
            Assert.Throws<GptImageValidationException>(
                () => new OutputPath(folder.PathOf("out/poster"), request, overwrite: false).ThrowIfInTheWay(Plans.Explain(request)));

        Assert.Equal(("output-folder", FindingSeverity.Error), (exception.Findings[0].RuleId, exception.Findings[0].Severity));
    }

    [Fact]
    public void ThrowIfInTheWay_InvalidPlan_TouchesNothing()
    {
        using TemporaryFolder folder = new();
        TextToImageRequest request = new("") { Count = int.MaxValue };

        Assert.Throws<GptImageValidationException>(
            () => new OutputPath(folder.PathOf("out/poster"), request, overwrite: false).ThrowIfInTheWay(Plans.Explain(request)));

        Assert.Empty(folder.Names);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    public void Constructor_NoPattern_Throws(string? pattern) =>
        Assert.ThrowsAny<ArgumentException>(() => new OutputPath(pattern!, new TextToImageRequest("x"), overwrite: false));
}
