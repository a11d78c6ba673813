namespace GptImage.Sdk.Tests;

public sealed class CharacterChecksTests
{
    private static ImageInput Picture => ImageInput.FromBytes(SamplePictures.Png());

    [Fact]
    public void Check_NoCharacter_IsAnError() =>
        Plans.Explain(new CharacterReferenceRequest("x")).AssertFinding("characters-none", FindingSeverity.Error, "image");

    [Fact]
    public void Check_CharacterWithoutReference_IsAnErrorThatNamesIt()
    {
        RequestPlan plan =
            Plans.Explain(new CharacterReferenceRequest("x", new Character("Mia"), new Character("Tom") { References = [Picture] }));

        Assert.Contains(
            "'Mia'", plan.AssertFinding("character-references", FindingSeverity.Error, "image").Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Mia", "Tom", false)]
    [InlineData("Mia", "Mia", true)]
    [InlineData("Mia", "MIA", true)]
    public void Check_TwoCharactersOfOneName_AreAnError(string first, string second, bool isError)
    {
        RequestPlan plan =
            Plans.Explain(
                new CharacterReferenceRequest(
                    "x", new Character(first) { References = [Picture] }, new Character(second) { References = [Picture] }));

        Assert.Equal(isError ? FindingSeverity.Error : null, plan.Find("character-twice")?.Severity);
    }

    [Theory]
    [InlineData(16, 0, 0)]
    [InlineData(15, 1, 0)]
    [InlineData(17, 0, 1)]
    [InlineData(15, 2, 1)]
    [InlineData(1, 16, 1)]
    public void Check_MoreReferencesThanFit_IsAWarningThatListsThem(int ofMia, int others, int leftOut)
    {
        ImageInput[] ofAll = [.. Enumerable.Repeat(Picture.As(ReferenceRole.Profile), ofMia)];

        RequestPlan plan = Plans.Explain(new CharacterReferenceRequest("x", new Character("Mia") { References = ofAll })
        {
            References = [.. Enumerable.Repeat(Picture.As(ReferenceRole.Style), others)],
        });

        Assert.Equal(leftOut == 0 ? null : FindingSeverity.Warning, plan.Find("references-left-out")?.Severity);
        Assert.Equal(Math.Min(16, ofMia + others), plan.Inputs.Count);
        Assert.True(plan.IsValid);
        plan.AssertNoFinding("inputs-too-many");
    }

    [Fact]
    public void Check_MoreReferencesThanFit_NamesWhatIsNotSent()
    {
        CharacterReferenceRequest request = new(
            "x",
            new Character("Mia")
            {
                References = [.. Enumerable.Repeat(Picture.As(ReferenceRole.Face), 12), Picture.As(ReferenceRole.Back)],
            },
            new Character("Tom") { References = [Picture, Picture.As(ReferenceRole.Profile)] })
        {
            References = [Picture.As(ReferenceRole.Style), Picture.As(ReferenceRole.Logo)],
        };

        Finding finding = Plans.Explain(request).AssertFinding("references-left-out", FindingSeverity.Warning, "image");

        Assert.Equal("gpt-image-2 takes up to 16 images. Not sent: Mia, back view.", finding.Message);
    }

    [Theory]
    [InlineData(16, 0, null)]
    [InlineData(
        17, 0,
        "The request has 17 characters; gpt-image-2 takes up to 16 images, so that not even one of each fits. Spread them over several "
        + "pictures.")]
    [InlineData(15, 1, null)]
    [InlineData(
        16, 1,
        "The request has 16 characters besides the background; gpt-image-2 takes up to 16 images, so that not even one of each fits. "
        + "Spread them over several pictures.")]
    public void Check_NotEvenOneReferenceForEach_IsAnError(int characters, int backgrounds, string? message)
    {
        CharacterReferenceRequest request =
            new("x", [.. Enumerable.Range(1, characters).Select(number => new Character($"C{number}") { References = [Picture, Picture] })])
            {
                References = [.. Enumerable.Repeat(Picture.As(ReferenceRole.Background), backgrounds)],
                Mask = backgrounds > 0 ? Picture : null,
            };

        RequestPlan plan = Plans.Explain(request);

        Assert.Equal(message, plan.Find("characters-too-many")?.Message);
        Assert.Equal(message is null, plan.IsValid);
    }

    [Fact]
    public void Check_MaskOrMarkupWithoutBackground_IsAnError()
    {
        CharacterReferenceRequest request = new("x", new Character("Mia") { References = [Picture] })
        {
            References = [Picture.As(ReferenceRole.Style)],
        };

        Assert.Contains(
            "The mask belongs", Plans.Explain(request with { Mask = Picture })
            .AssertFinding("background-none", FindingSeverity.Error, "image").Message, StringComparison.Ordinal);
        Assert.Contains(
            "The markup belongs", Plans.Explain(request with { Markup = Picture, Model = ImageModel.GptImage25Flare })
            .AssertFinding("background-none", FindingSeverity.Error, "image").Message, StringComparison.Ordinal);
        Plans.Explain(request).AssertNoFinding("background-none");
    }

    [Fact]
    public void Check_MaskOfTheBackgroundsSize_IsHeldAgainstTheBackground()
    {
        CharacterReferenceRequest request = new("x", new Character("Mia") { References = [Picture] })
        {
            References = [ImageInput.FromBytes(SamplePictures.Png(96, 64)).As(ReferenceRole.Background)],
            Mask = ImageInput.FromBytes(SamplePictures.Png(96, 64)),
        };

        Plans.Explain(request).AssertNoFinding("mask-size");
        Plans.Explain(request with { Mask = Picture }).AssertFinding("mask-size", FindingSeverity.Error, "mask");
    }
}
