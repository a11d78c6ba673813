namespace GptImage.Sdk.Tests;

public sealed class DesignPromptTests
{
    private static readonly Character Mia = new("Mia")
    {
        Appearance = "ten-year-old girl, green eyes.",
        Outfit = "yellow raincoat",
        Proportions = " four heads tall ",
        Palette = "mustard, brick",
        DistinguishingMarks = "scar over the left eye",
        Style = "soft watercolour",
        MustNotChange = ["hair colour", "the boots."],
    };

    [Fact]
    public void Anchor_FromWords_WritesTheWholeLookOut() => Assert.Equal(
        """
        A character reference picture of Mia.

        Appearance: ten-year-old girl, green eyes.
        Outfit: yellow raincoat.
        Proportions: four heads tall.
        Palette: mustard, brick.
        Distinguishing marks: scar over the left eye.
        Style: soft watercolour.

        Show Mia alone and only once: the full figure from head to foot, the feet in the picture, seen from the front, standing upright in a neutral pose with relaxed arms and a calm expression. Even, soft light. Plain light grey background. No props, no other people, no text, no border.
        """.ReplaceLineEndings("\n"),
        DesignPrompt.Anchor(Mia, isFromPhoto: false));

    [Fact]
    public void Anchor_FromAPhotoAlone_KeepsAllOfIt() => Assert.Equal(
        """
        Image 1: a photo of Tom.

        Turn Image 1 into a character reference picture of Tom.

        Show Tom alone and only once: the full figure from head to foot, the feet in the picture, seen from the front, standing upright in a neutral pose with relaxed arms and a calm expression. Even, soft light. Plain light grey background. No props, no other people, no text, no border.

        Keep the face, hair, body shape, outfit, proportions and colours of Tom exactly as in Image 1; change only what is asked for above. Do not redesign Tom.
        """.ReplaceLineEndings("\n"),
        DesignPrompt.Anchor(new Character("Tom"), isFromPhoto: true));

    [Fact]
    public void Anchor_FromAPhotoWithADescription_KeepsWhatThatDoesNotReplace() => Assert.EndsWith(
        "\n\nKeep the face, hair and body shape of Mia exactly as in Image 1; change only what is asked for above. Never change: hair "
            + "colour; the boots. Do not redesign Mia.",
        DesignPrompt.Anchor(Mia, isFromPhoto: true),
        StringComparison.Ordinal);

    [Theory]
    [InlineData(
        ReferenceRole.Face, null,
        "a close-up of head and shoulders from the front, the whole head in the picture, a calm expression, looking at the viewer")]
    [InlineData(
        ReferenceRole.Profile, null,
        "the full figure from head to foot in exact profile, facing left, standing upright in a neutral pose with relaxed arms")]
    [InlineData(
        ReferenceRole.Back, null, "the full figure from head to foot from behind, standing upright in a neutral pose with relaxed arms")]
    [InlineData(
        ReferenceRole.Outfit, null,
        "the figure from the neck to the feet from the front, as large as the picture allows, so that cut, fabric and fastenings of the "
        + "outfit are clear")]
    [InlineData(
        ReferenceRole.Detail, "the badge on the left sleeve.", "a close-up of this detail, large and sharp: the badge on the left sleeve")]
    public void View_EachRole_ChangesTheViewAndRepeatsAllThatStays(ReferenceRole role, string? detail, string words) => Assert.Equal(
        $"""
        Image 1: Mia, the character reference picture.

        Show the same Mia again. Change only the view: {words}.

        Keep everything else as in Image 1: the face, hair, outfit, proportions, palette and style of Mia, the light and the plain background. Never change: hair colour; the boots. Do not redesign Mia. No props, no other people, no text, no border.

        Appearance: ten-year-old girl, green eyes.
        Outfit: yellow raincoat.
        Proportions: four heads tall.
        Palette: mustard, brick.
        Distinguishing marks: scar over the left eye.
        Style: soft watercolour.
        """.ReplaceLineEndings("\n"),
        DesignPrompt.View(Mia, new DesignView(role, detail)));

    [Fact]
    public void View_NothingDescribed_EndsWithTheExclusions() =>
        Assert.EndsWith(
            "Do not redesign Tom. No props, no other people, no text, no border.",
            DesignPrompt.View(new Character("Tom"), new DesignView(ReferenceRole.Face, null)), StringComparison.Ordinal);
}
