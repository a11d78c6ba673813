namespace GptImage.Sdk.Tests;

public sealed class StoryboardPlannerTests
{
    private static readonly ImageInput Picture = ImageInput.FromBytes(SamplePictures.Png());

    private static Storyboard Story => new("The lantern")
    {
        Style = "watercolour",
        Characters = [new Character("Mia") { References = [Picture.As(ReferenceRole.FullBody)] }],
        Frames = [new FrameRequest("Mia finds a lantern") { Characters = ["Mia"] }],
    };

    [Fact]
    public void Explain_Frame_ComposesEverythingInItsOrder()
    {
        Storyboard story = Story with
        {
            Frames = [new FrameRequest("Mia finds a lantern")
            {
                Characters = ["Mia"],
                Camera = "low angle",
                Text = [new TextElement("Pier 7")],
                References = [Picture.As(ReferenceRole.Background)],
            }],
            References = [Picture.As(ReferenceRole.Style)],
        };

        Assert.Equal(
            "Image 1: Mia, full body.\n"
            + "Image 2: style reference; take its style only, not its content.\n"
            + "Image 3: background; use it as the setting.\n\n"
            + "Mia looks exactly as in Image 1. Keep the face, the outfit and the proportions of Mia. Do not redesign Mia.\n\n"
            + "Scene:\n\n"
            + "Mia finds a lantern\n\n"
            + "Camera: low angle.\n"
            + "Style: watercolour.\n\n"
            + "Write these texts in the picture exactly as given, letter for letter; the quotation marks around them are not part of "
                + "them:\n"
            + "- \"Pier 7\"",
            Assert.Single(Explain(story).Frames).Prompt);
    }

    [Fact]
    public void Explain_SettingsOfTheStory_GoIntoEveryFrame()
    {
        Storyboard story = Story with
        {
            Model = ImageModel.GptImage26Flare,
            Size = ImageSize.Landscape,
            Quality = ImageQuality.High,
            OutputFormat = OutputFormat.Webp,
            OutputCompression = 80,
            Complexity = Complexity.Low,
            Moderation = ModerationLevel.Low,
            SafetyIdentifier = "u1",
            Frames =
                [new FrameRequest("one") { Characters = ["MIA"] }, new FrameRequest("two") { Size = ImageSize.Square, Characters = [] }],
        };

        StoryboardPlan plan = Explain(story);

        string[] settings = ["model", "quality", "output_format", "output_compression", "complexity", "moderation", "safety_identifier"];
        Assert.Equal(["1536x1024", "1024x1024"], plan.Frames.Select(frame => frame.Fields["size"]));
        Assert.All(plan.Frames, frame => Assert.Equal(
            ["gpt-image-2.6-flare", "high", "webp", "80", "low", "low", "u1"],
            settings.Select(name => frame.Fields[name])));
        Assert.Equal(["images/edits", "images/generations"], plan.Frames.Select(frame => frame.Endpoint));
    }

    [Fact]
    public void Explain_Cost_IsThatOfAllFrames()
    {
        StoryboardPlan plan = Explain(Story with
        {
            Size = ImageSize.Square,
            Quality = ImageQuality.Low,
            Frames = [new FrameRequest("one"), new FrameRequest("two"), new FrameRequest("three")],
        });

        Assert.Equal(3 * 196, plan.Cost?.MinimumOutputTokens);
        Assert.Equal(plan.Frames.Sum(frame => frame.Cost?.Maximum), plan.Cost?.Maximum);
        Assert.Null(Explain(Story with { Model = new ImageModel("unheard-of") }).Cost);
    }

    [Fact]
    public void Explain_Chain_CountsTheFrameBefore()
    {
        Storyboard story = Story with
        {
            Size = ImageSize.Square,
            Quality = ImageQuality.Low,
            Characters = [],
            Frames = [new FrameRequest("one"), new FrameRequest("two"), new FrameRequest("three")],
        };
        using GptImageClient client = new("sk-test");

        StoryboardPlan chained = client.Explain(story, StoryboardStrategy.Chained);

        Assert.Equal([0, 1024, 1024], chained.Frames.Select(frame => frame.Cost?.EstimatedImageTokens));
        Assert.Equal([0, 1, 1], chained.Frames.Select(frame => frame.Inputs.Count));
    }

    [Fact]
    public void Explain_SameFindingInSeveralFrames_IsSaidOnce()
    {
        StoryboardPlan plan = Explain(Story with
        {
            Size = new ImageSize(1000, 1000),
            Quality = ImageQuality.Low,
            Frames = [new FrameRequest("one"), new FrameRequest("two") { Size = ImageSize.Square }, new FrameRequest("three")],
        });

        Assert.StartsWith(
            "Frames 1, 3: ", Assert.Single(plan.Findings, finding => finding.RuleId == "size-multiple").Message, StringComparison.Ordinal);
        Assert.Throws<GptImageValidationException>(plan.ThrowIfInvalid);
    }

    [Fact]
    public void Explain_NoFrame_IsAnError()
    {
        StoryboardPlan plan = Explain(Story with { Frames = [] });

        Assert.Equal(FindingSeverity.Error, Assert.Single(plan.Findings, finding => finding.RuleId == "storyboard-frames").Severity);
        Assert.False(plan.IsValid);
    }

    [Fact]
    public void Explain_CharacterInNoFrame_IsAWarning()
    {
        StoryboardPlan plan = Explain(Story with { Characters = [.. Story.Characters, new Character("Tom")] });

        Assert.Equal(
            "The character 'Tom' is in no frame. Name it in FrameRequest.Characters where it appears.",
            Assert.Single(plan.Findings, finding => finding.RuleId == "character-unused").Message);
        Assert.True(plan.IsValid);
    }

    [Fact]
    public void Explain_UnknownCharacter_IsAnErrorThatNamesTheKnownOnes()
    {
        StoryboardPlan plan = Explain(Story with { Frames = [new FrameRequest("one") { Characters = ["Tom"] }] });

        Assert.Equal(
            "Frame 1: The storyboard has no character named 'Tom'; it has 'Mia'.",
            Assert.Single(plan.Findings, finding => finding.RuleId == "character-unknown").Message);
        Assert.Contains(
            "it has no characters",
            Assert.Single(Explain(Story with { Characters = [], Frames = [new FrameRequest("one") { Characters = ["Tom"] }] }).Findings,
            finding => finding.RuleId == "character-unknown").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_TwoCharactersOfOneName_AreAnError() =>
        Assert.Contains(
            "several characters named 'Mia'",
            Assert.Single(
                Explain(Story with { Characters = [.. Story.Characters, new Character("MIA") { References = [Picture] }] }).Findings,
                finding => finding.RuleId == "character-twice").Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("gif", StoryboardStrategy.Chained, true)]
    [InlineData("svg", StoryboardStrategy.Chained, true)]
    [InlineData("webp", StoryboardStrategy.Chained, false)]
    [InlineData("gif", StoryboardStrategy.Anchored, false)]
    public void Explain_ChainOfWhatTheServiceDoesNotTake_IsAnError(string format, StoryboardStrategy strategy, bool isError)
    {
        using GptImageClient client = new("sk-test");

        StoryboardPlan plan = client.Explain(Story with
        {
            Model = ImageModel.GptImage26Sunburst,
            OutputFormat = new OutputFormat(format),
        }, strategy);

        Assert.Equal(isError, plan.Findings.Any(finding => finding.RuleId == "storyboard-chain"));
    }

    [Fact]
    public void Lists_ChangedAfterwards_StayAsTheyWere()
    {
        List<FrameRequest> frames = [new("one")];
        List<string> cast = ["Mia"];
        Storyboard story = Story with { Frames = frames };
        FrameRequest frame = new("two") { Characters = cast };

        frames.Clear();
        cast.Clear();

        Assert.Equal((1, 1), (story.Frames.Count, frame.Characters.Count));
        Assert.Throws<ArgumentException>(() => Story with { Frames = [null!] });
        Assert.Throws<ArgumentException>(() => new FrameRequest("x") { Characters = [null!] });
        Assert.Throws<ArgumentNullException>(() => new FrameRequest(null!));
        Assert.Throws<ArgumentNullException>(() => new Storyboard(null!));
    }

    private static StoryboardPlan Explain(Storyboard story)
    {
        using GptImageClient client = new("sk-test");
        return client.Explain(story);
    }
}
