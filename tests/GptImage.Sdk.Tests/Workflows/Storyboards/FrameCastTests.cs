namespace GptImage.Sdk.Tests;

public sealed class FrameCastTests
{
    private static readonly ImageInput Picture = ImageInput.FromBytes(SamplePictures.Png());

    [Theory]
    [InlineData("Mia waves", "Mia")]
    [InlineData("MIA and tom's dog", "Mia,Tom")]
    [InlineData("\"Mia\", she said", "Mia")]
    [InlineData("Tomorrow in Miami", "")]
    [InlineData("automia Tom2 _Tom", "")]
    [InlineData("Mia在街上走", "Mia")]
    [InlineData("小明走在街上", "小明")]
    [InlineData("在街上小明走", "小明")]
    [InlineData("たけしが走る", "たけし")]
    [InlineData("민수가 걷는다", "민수")]
    [InlineData("Mia Rose waves", "Mia Rose")]
    [InlineData("Mia Rose and Mia wave", "Mia,Mia Rose")]
    [InlineData("nobody", "")]
    [InlineData("", "")]
    public void FindNamed_Prompt_NamesWholeWordsOrPartsOfUnspacedText(string prompt, string expected)
    {
        Storyboard story = Story("Mia", "Tom", "小明", "たけし", "민수", "Mia Rose");

        Assert.Equal(expected, string.Join(',', FrameCast.FindNamed(story, prompt).Select(character => character.Name)));
    }

    [Fact]
    public void Find_NoList_TakesTheNamedOrTheOnlyOne()
    {
        Assert.Equal(["Tom"], NamesOf(Story("Mia", "Tom"), new FrameRequest("Tom sits")));
        Assert.Equal(["Mia"], NamesOf(Story("Mia"), new FrameRequest("She sits")));
        Assert.Equal([], NamesOf(Story(), new FrameRequest("An empty pier")));
        Assert.Null(FrameCast.Find(Story("Mia", "Tom"), new FrameRequest("They sit")));
    }

    [Fact]
    public void Find_List_IsTakenAsItIs()
    {
        Assert.Equal([], NamesOf(Story("Mia"), new FrameRequest("Mia sits") { Characters = [] }));
        Assert.Equal(["Tom", "Mia"], NamesOf(Story("Mia", "Tom"), new FrameRequest("They sit") { Characters = [" tom", "MIA"] }));
    }

    [Fact]
    public void Explain_NobodySaysWhoIsInAFrame_IsAnErrorThatSaysWhatToDo()
    {
        using GptImageClient client = new("sk-test");
        Storyboard story = Story("Mia", "Tom") with
        {
            Frames = [new FrameRequest("Mia and Tom sit"), new FrameRequest("They sit"), new FrameRequest("They sleep")],
        };

        StoryboardPlan plan = client.Explain(story);

        Finding finding = Assert.Single(plan.Findings, finding => finding.Severity == FindingSeverity.Error);
        Assert.Equal("characters-unsaid", finding.RuleId);
        Assert.StartsWith("Frames 2, 3: ", finding.Message, StringComparison.Ordinal);
        Assert.EndsWith("or to [] if no character appears.", finding.Message, StringComparison.Ordinal);
        Assert.Equal([2, 0, 0], plan.Frames.Select(frame => frame.Inputs.Count));
    }

    [Fact]
    public void Explain_PromptNamesSomebodyTheListLacks_IsAWarningOnPlanAndFrame()
    {
        using GptImageClient client = new("sk-test");
        Storyboard story = Story("Mia", "Tom") with
        {
            Frames = [new FrameRequest("Mia and Tom sit") { Characters = ["Tom"] }, new FrameRequest("Mia sits")],
        };

        StoryboardPlan plan = client.Explain(story);

        Assert.StartsWith(
            "Frame 1: The prompt names 'Mia', and FrameRequest.Characters does not",
            Assert.Single(plan.Findings, finding => finding.RuleId == "character-unlisted").Message, StringComparison.Ordinal);
        Assert.Single(plan.Frames[0].Findings, finding => finding.RuleId == "character-unlisted");
        Assert.DoesNotContain(plan.Frames[1].Findings, finding => finding.RuleId == "character-unlisted");
        Assert.True(plan.IsValid);
    }

    private static Storyboard Story(params string[] names) => new("The lantern")
    {
        Characters = [.. names.Select(name => new Character(name) { References = [Picture] })],
    };

    private static IEnumerable<string>? NamesOf(Storyboard story, FrameRequest frame) =>
        FrameCast.Find(story, frame)?.Select(character => character.Name);
}
