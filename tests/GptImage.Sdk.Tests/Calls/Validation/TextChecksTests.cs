namespace GptImage.Sdk.Tests;

public sealed class TextChecksTests
{
    private const string Half = "x\ud83d";

    public static TheoryData<string, ImageRequest> Requests => new()
    {
        { "model", new TextToImageRequest("x") { Model = new ImageModel(Half) } },
        { "quality", new TextToImageRequest("x") { Quality = new ImageQuality(Half) } },
        { "background", new TextToImageRequest("x") { Background = new ImageBackground(Half) } },
        { "output_format", new TextToImageRequest("x") { OutputFormat = new OutputFormat(Half) } },
        { "moderation", new TextToImageRequest("x") { Moderation = new ModerationLevel(Half) } },
        { "safety_identifier", new TextToImageRequest("x") { SafetyIdentifier = Half } },
        { "complexity", new TextToImageRequest("x") { Complexity = new Complexity(Half) } },
        { "svg", new TextToImageRequest("x") { Svg = new SvgAuthor(Half) } },
        { "svg", new TextToImageRequest("x") { Svg = new SvgAuthor("x") { Effort = Half } } },
        { "input_fidelity", new ImageToImageRequest("x") { InputFidelity = new InputFidelity(Half) } },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public void Check_ValueWithHalfACharacter_IsAnError(string parameter, ImageRequest request)
    {
        Finding finding = Plans.Explain(request).AssertFinding("value-surrogate", FindingSeverity.Error, parameter);

        Assert.Contains("at index 1", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_WholeValues_FindNothing() =>
        Plans.Explain(new TextToImageRequest("😀") { SafetyIdentifier = "😀" }).AssertNoFinding("value-surrogate");

    /// <summary>Not a theory: test runners keep no half characters.</summary>
    [Fact]
    public void FindHalf_AnyText_IsTheFirstHalf()
    {
        Assert.Equal(-1, WholeText.FindHalf(""));
        Assert.Equal(-1, WholeText.FindHalf("a😀b"));
        Assert.Equal(0, WholeText.FindHalf("\ud83d"));
        Assert.Equal(0, WholeText.FindHalf("\ude00\ud83d"));
        Assert.Equal(2, WholeText.FindHalf("😀\ud83d\ud83d\ude00"));
    }
}
