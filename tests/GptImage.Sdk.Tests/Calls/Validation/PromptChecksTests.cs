namespace GptImage.Sdk.Tests;

public sealed class PromptChecksTests
{
    [Fact]
    public void Check_EmptyPrompt_IsAnError() =>
        Plans.Explain(new TextToImageRequest("")).AssertFinding("prompt-empty", FindingSeverity.Error, "prompt");

    [Theory]
    [InlineData(" ")]
    [InlineData("\u3000\n\t")]
    public void Check_BlankPrompt_IsAnError(string prompt) =>
        Plans.Explain(new TextToImageRequest(prompt)).AssertFinding("prompt-blank", FindingSeverity.Error, "prompt");

    [Theory]
    [InlineData(".")]
    [InlineData("x")]
    public void Check_ShortPrompt_FindsNothing(string prompt) =>
        Assert.Empty(Plans.Explain(new TextToImageRequest(prompt)).OtherThanPrice());

    [Theory]
    [InlineData("x", 32_000, false)]
    [InlineData("x", 32_001, true)]
    [InlineData("😀", 16_001, false)]
    [InlineData("😀", 32_000, false)]
    [InlineData("😀", 32_001, true)]
    [InlineData("é", 32_000, false)]
    public void Check_PromptLength_CountsCodePoints(string character, int count, bool isTooLong)
    {
        RequestPlan plan = Plans.Explain(new TextToImageRequest(string.Concat(Enumerable.Repeat(character, count))));

        Finding? finding = plan.Find("prompt-length");

        Assert.Equal(isTooLong ? FindingSeverity.Error : null, finding?.Severity);
        if (finding is not null)
        {
            Assert.Contains("32,001", finding.Message, StringComparison.Ordinal);
            Assert.Contains("32,000", finding.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Check_PromptTooLongWithItsTexts_SaysSo()
    {
        RequestPlan plan = Plans.Explain(new TextToImageRequest(new string('x', 32_000)) { Text = [new TextElement("Open")] });

        Assert.Contains(
            "with the texts and characters added to it", plan.AssertFinding("prompt-length", FindingSeverity.Error, "prompt").Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Check_HalfASurrogatePair_IsAnErrorWithItsPlace()
    {
        // Not inline data: attributes hold UTF-8, and half a pair does not survive that.
        foreach ((string prompt, int index) in new[] { ("cat \ud83d", 4), ("\udc00 cat", 0), ("\ud83d\ud83d\ude00", 0) })
        {
            Finding finding = Plans.Explain(new TextToImageRequest(prompt))
                .AssertFinding("prompt-surrogate", FindingSeverity.Error, "prompt");

            Assert.Contains($"index {index}", finding.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Check_HalfASurrogatePairInAText_IsAnError() =>
        Plans.Explain(new TextToImageRequest("x") { Text = [new TextElement("\ud83d")] })
            .AssertFinding("prompt-surrogate", FindingSeverity.Error, "prompt");

    [Fact]
    public void Check_WholeSurrogatePair_FindsNothing() =>
        Plans.Explain(new TextToImageRequest("\ud83d\ude00")).AssertNoFinding("prompt-surrogate");

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void Check_TextElementWithoutText_IsAnError(string content) =>
        Plans.Explain(new TextToImageRequest("x") { Text = [new TextElement(content)] })
            .AssertFinding("text-empty", FindingSeverity.Error, "prompt");

    [Theory]
    [InlineData("x", 120, false)]
    [InlineData("x", 121, true)]
    [InlineData("😀", 120, false)]
    public void Check_LongTextElement_WarnsAboutParagraphs(string character, int count, bool isLong)
    {
        RequestPlan plan = Plans.Explain(new TextToImageRequest("x")
        {
            Text = [new TextElement(string.Concat(Enumerable.Repeat(character, count)))],
        });

        Assert.Equal(isLong ? FindingSeverity.Warning : null, plan.Find("text-long")?.Severity);
    }
}
