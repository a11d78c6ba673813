namespace GptImage.Sdk.Tests;

public sealed class DesignSheetTests : IDisposable
{
    private readonly GptImageClient _client = new("sk-test");

    private static CharacterDesign Mia => new(new Character("Mia") { Appearance = "green eyes" }) { Quality = ImageQuality.Low };

    public void Dispose() => _client.Dispose();

    [Fact]
    public void Explain_FromWords_PlansEachPictureAndTheSum()
    {
        CharacterDesignPlan plan = _client.Explain(Mia with { Details = ["the badge"] });

        Assert.Equal(
            ["images/generations", "images/edits", "images/edits", "images/edits", "images/edits"],
            plan.Pictures.Select(picture => picture.Endpoint));
        Assert.All(plan.Pictures, picture => Assert.Equal(("1024x1536", "low"), (picture.Fields["size"], picture.Fields["quality"])));
        Assert.All(plan.Pictures.Skip(1), picture => Assert.Equal("image/png, bytes of a stream", picture.Fields["image"]));
        Assert.Contains(
            "Change only the view: a close-up of this detail, large and sharp: the badge.", plan.Pictures[4].Prompt,
            StringComparison.Ordinal);
        Assert.True(plan.IsValid);
        Assert.Empty(plan.Findings);

        // 32 x 48 tokens for each of four anchors, 158 for each of five pictures.
        Assert.Equal((6144, 790, 790), (plan.Cost?.EstimatedImageTokens, plan.Cost?.MinimumOutputTokens, plan.Cost?.MaximumOutputTokens));
        Assert.Equal(plan.Pictures.Sum(picture => picture.Cost!.Maximum), plan.Cost?.Maximum);
    }

    [Theory]
    [InlineData("png", "image/png")]
    [InlineData("jpeg", "image/jpeg")]
    [InlineData("webp", "image/webp")]
    public void Explain_OutputFormat_IsThatOfTheAnchorToo(string format, string mediaType)
    {
        CharacterDesignPlan plan = _client.Explain(Mia with
        {
            OutputFormat = new OutputFormat(format),
            Size = new ImageSize(2160, 3840),
            Views = [ReferenceRole.Back],
        });

        Assert.Equal(format, plan.Pictures[0].Fields["output_format"]);
        Assert.Equal(mediaType + ", bytes of a stream", plan.Pictures[1].Fields["image"]);

        // The long edge counts as 2048, so the short one as 1152: 36 x 64.
        Assert.Equal(2304, plan.Cost?.EstimatedImageTokens);
    }

    [Fact]
    public void Explain_OpenSizeAndQuality_IsARange()
    {
        CharacterDesignPlan plan = _client.Explain(Mia with { Size = ImageSize.Auto, Quality = null });

        Assert.True(plan.Cost?.Minimum < plan.Cost?.Maximum);
        Assert.Equal(3 * 1024, plan.Cost?.EstimatedImageTokens);
        Assert.Equal("price-auto", Assert.Single(plan.Findings).RuleId);
    }

    [Fact]
    public void Explain_FromAPhoto_EditsItForTheAnchorAlone()
    {
        ImageInput photo = ImageInput.FromBytes(SamplePictures.Jpeg(640, 480)).As(ReferenceRole.Face);

        CharacterDesignPlan plan = _client.Explain(new CharacterDesign(new Character("Mia")) { Photo = photo });

        Assert.All(plan.Pictures, picture => Assert.Equal("images/edits", picture.Endpoint));
        Assert.StartsWith("Image 1: a photo of Mia.\n\nTurn Image 1 into", plan.Pictures[0].Prompt, StringComparison.Ordinal);
        Assert.Equal("image/jpeg, 38 bytes", plan.Pictures[0].Fields["image"]);
        Assert.Equal((20 * 15) + (3 * 32 * 48), plan.Cost?.EstimatedImageTokens);
    }

    [Theory]
    [InlineData("gpt-image-1.5", "high")]
    [InlineData("gpt-image-2", null)]
    [InlineData("gpt-image-2.6-flare", null)]
    public void Explain_ModelWithInputFidelity_AsksForTheClosest(string model, string? fidelity)
    {
        CharacterDesignPlan plan = _client.Explain(Mia with { Model = new ImageModel(model) });

        Assert.All(plan.Pictures.Skip(1), picture => Assert.Equal(fidelity, picture.Fields["input_fidelity"]));
    }

    [Fact]
    public void Explain_UnknownModel_HasNoCost() => Assert.Null(_client.Explain(Mia with { Model = new ImageModel("my-deployment") }).Cost);

    [Fact]
    public void Explain_WrongSize_IsOneFindingForAll()
    {
        CharacterDesignPlan plan = _client.Explain(Mia with { Size = new ImageSize(1000, 1500) });

        Assert.Equal("size-multiple", Assert.Single(plan.Findings).RuleId);
        Assert.False(plan.IsValid);
        Assert.Throws<GptImageValidationException>(plan.ThrowIfInvalid);
    }

    [Theory]
    [InlineData("gif")]
    [InlineData("svg")]
    [InlineData("avif")]
    public void Explain_FormatThatIsNoInput_IsAnError(string format)
    {
        CharacterDesignPlan plan = _client.Explain(Mia with { OutputFormat = new OutputFormat(format) });

        Finding finding = Assert.Single(plan.Findings, finding => finding.RuleId == "design-format");
        Assert.Equal(
            (FindingSeverity.Error, "output_format", "png"), (finding.Severity, finding.Parameter, finding.NearestLegalValue));
        Assert.Equal(
            $"The pictures of a design are inputs of later requests, and the service takes no '{format}' there. Use png, jpeg or webp.",
            finding.Message);
        Assert.False(plan.IsValid);
    }

    [Fact]
    public void Explain_CharacterThatHasReferences_NamesContinueFrom()
    {
        Character drawn = Mia.Character with { References = [Picture(ReferenceRole.FullBody)] };

        CharacterDesignPlan plan = _client.Explain(Mia with { Character = drawn });
        CharacterDesignPlan continued = _client.Explain(Mia with { Character = drawn, ContinueFrom = drawn });

        Finding finding = Assert.Single(plan.Findings);
        Assert.Equal((FindingSeverity.Error, "design-references"), (finding.Severity, finding.RuleId));
        Assert.Equal(
            "'Mia' has references already, and a design draws them. To go on from those pictures, set CharacterDesign.ContinueFrom to "
            + "that character.", finding.Message);
        Assert.Equal(3, continued.Pictures.Count);
        Assert.Empty(continued.Findings);
    }

    [Fact]
    public void Explain_NothingSaysHowItLooks_Throws()
    {
        ArgumentException exception =
            Assert.Throws<ArgumentException>(
                () => _client.Explain(new CharacterDesign(new Character("Mia") { Style = "ink", Outfit = " ", MustNotChange = ["hair"] })));

        Assert.StartsWith(
            "Nothing says how 'Mia' looks. Set Appearance, or another part of the description, or a Photo. Nothing was sent.",
            exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Explain_ContinueFrom_PlansWhatIsMissing()
    {
        Character begun = new("Mia")
        {
            Outfit = "raincoat",
            References =
                [Picture(ReferenceRole.FullBody), Picture(ReferenceRole.Profile), Picture(ReferenceRole.Detail).Showing("the badge")],
        };

        CharacterDesignPlan plan = _client.Explain(new CharacterDesign(new Character("Mia"))
        {
            ContinueFrom = begun,
            Details = ["the badge", "the hat"],
            Quality = ImageQuality.Low,
        });
        CharacterDesignPlan none = _client.Explain(
            new CharacterDesign(new Character("Mia")) { ContinueFrom = begun, Views = [ReferenceRole.Profile] });

        Assert.Equal(3, plan.Pictures.Count);
        Assert.All(plan.Pictures, picture => Assert.Equal("image/png, 77 bytes", picture.Fields["image"]));
        Assert.All(plan.Pictures, picture => Assert.EndsWith("\n\nOutfit: raincoat.", picture.Prompt, StringComparison.Ordinal));
        Assert.Empty(none.Pictures);
        Assert.Null(none.Cost);
    }

    [Fact]
    public void Explain_ContinueFromIsSomebodyElse_Throws()
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(
            () => _client.Explain(Mia with { ContinueFrom = new Character("Tom") }));

        Assert.StartsWith(
            "The design is of 'Mia', but the pictures it is given are of 'Tom'.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Finish_ContinuedAndDressedAnew_StaysSo()
    {
        Character begun = new Character("Mia")
        {
            Outfit = "raincoat",
            References = [Picture(ReferenceRole.FullBody), Picture(ReferenceRole.Style)],
        } with
        { Outfit = "pyjamas" };
        DesignSheet sheet = new(_client, new CharacterDesign(new Character("Mia") { Style = "ink" }) { ContinueFrom = begun });

        Character finished = sheet.Finish(begun.References[0], view => view.Mark(Picture(ReferenceRole.Unspecified)));

        Assert.Equal(
            [ReferenceRole.FullBody, ReferenceRole.Face, ReferenceRole.Profile, ReferenceRole.Back, ReferenceRole.Style],
            finished.References.Select(reference => reference.Role));
        Assert.Equal(("raincoat", "pyjamas", "ink"), (finished.ShownOutfit, finished.Outfit, finished.Style));
        Assert.Contains(
            "Outfit: raincoat.", sheet.RequestView(begun.References[0], new DesignView(ReferenceRole.Back, null)).Prompt,
            StringComparison.Ordinal);
    }

    private static ImageInput Picture(ReferenceRole role) => ImageInput.FromBytes(SamplePictures.Png()).As(role);
}
