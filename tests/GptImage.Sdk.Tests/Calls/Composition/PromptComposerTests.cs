namespace GptImage.Sdk.Tests;

public sealed class PromptComposerTests
{
    private static ImageInput Picture => ImageInput.FromBytes(SamplePictures.Png());

    [Theory]
    [InlineData("A lighthouse at dawn")]
    [InlineData("  two\n\nparagraphs  ")]
    public void Compose_PlainPrompt_IsLeftAlone(string prompt) =>
        Assert.Equal(prompt, Plans.Compose(new TextToImageRequest(prompt)).Prompt);

    [Fact]
    public void Compose_Texts_AreQuotedBelowThePrompt()
    {
        TextToImageRequest request = new("A bakery window at dawn")
        {
            Text =
            [
                new TextElement("Café Lumière") { Placement = "hand-painted sign above the door", Language = "fr" },
                new TextElement("\"Brot\"\n新鮮") { Surface = "chalkboard", Typography = "narrow capitals", Language = " " },
            ],
        };

        Assert.Equal(
            "A bakery window at dawn\n\n"
            + "Write these texts in the picture exactly as given, letter for letter; the quotation marks around them are not part of "
                + "them:\n"
            + "- \"Café Lumière\"; language: fr; placement: hand-painted sign above the door\n"
            + "- “\"Brot\"\n新鮮”; surface: chalkboard; typography: narrow capitals",
            Plans.Compose(request).Prompt);
    }

    [Fact]
    public void Compose_EditWithoutRoles_IsLeftAlone() =>
        Assert.Equal("Make it night", Plans.Compose(new ImageToImageRequest("Make it night", Picture, Picture)).Prompt);

    [Fact]
    public void Compose_EditWithRoles_NamesEveryImageByItsNumber()
    {
        ImageToImageRequest request =
            new("Put the cup on the table", Picture, Picture.As(ReferenceRole.Product), Picture.As(ReferenceRole.Style),
            Picture.As(ReferenceRole.Layout), Picture.As(ReferenceRole.Background), Picture.As(ReferenceRole.Logo),
            Picture.As(ReferenceRole.Face))
            {
                Text = [new TextElement("Tea")],
            };

        Assert.Equal(
            "Image 1: input image.\n"
            + "Image 2: product; show it unchanged in shape, colours and labels.\n"
            + "Image 3: style reference; take its style only, not its content.\n"
            + "Image 4: layout reference; follow its arrangement only.\n"
            + "Image 5: background; use it as the setting.\n"
            + "Image 6: logo; show it unchanged.\n"
            + "Image 7: face reference.\n\n"
            + "Put the cup on the table\n\n"
            + "Write these texts in the picture exactly as given, letter for letter; the quotation marks around them are not part of "
                + "them:\n"
            + "- \"Tea\"",
            Plans.Compose(request).Prompt);
    }

    [Fact]
    public void Compose_TwoCharacters_AreAnchoredOnTheirImages()
    {
        CharacterReferenceRequest request = Scene();

        Assert.Equal(
            "Image 1: Mia, full body.\n"
            + "Image 2: Mia, profile.\n"
            + "Image 3: Tom, reference.\n"
            + "Image 4: style reference; take its style only, not its content.\n"
            + "Image 5: input image.\n\n"
            + "Mia looks exactly as in Images 1 to 2. Appearance: ten-year-old girl, green eyes. Outfit: yellow raincoat, red boots. "
                + "Proportions: four heads tall. Keep the face, the outfit and the proportions of Mia. Do not redesign Mia.\n"
            + "Tom looks exactly as in Image 3. Keep the face, the outfit and the proportions of Tom. Do not redesign Tom.\n\n"
            + "Scene:\n\n"
            + "Mia waves from the pier",
            Plans.Compose(request).Prompt);
    }

    [Fact]
    public void Compose_TwoCharacters_SendsTheirImagesInTheOrderOfTheirNumbers() =>
        Assert.Equal(
            [ReferenceRole.FullBody, ReferenceRole.Profile, ReferenceRole.Unspecified, ReferenceRole.Style, ReferenceRole.Unspecified],
            Plans.Explain(Scene()).Inputs.Select(input => input.Role));

    [Theory]
    [InlineData(ReferenceRole.Face, "face")]
    [InlineData(ReferenceRole.FullBody, "full body")]
    [InlineData(ReferenceRole.Profile, "profile")]
    [InlineData(ReferenceRole.Back, "back view")]
    [InlineData(ReferenceRole.Outfit, "outfit")]
    [InlineData(ReferenceRole.Detail, "detail")]
    [InlineData(ReferenceRole.Unspecified, "reference")]
    [InlineData(ReferenceRole.Logo, "reference")]
    [InlineData(ReferenceRole.PreviousFrame, "reference")]
    public void Compose_CharacterRole_IsSaidInWords(ReferenceRole role, string words) =>
        Assert.StartsWith(
            $"Image 1: Mia, {words}.\n",
            Plans.Compose(new CharacterReferenceRequest("x", new Character("Mia") { References = [Picture.As(role)] })).Prompt,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("gpt-image-1.5", "high")]
    [InlineData("gpt-image-1-mini", "low")]
    [InlineData("gpt-image-2", null)]
    [InlineData("gpt-image-2.6-sunburst", null)]
    [InlineData("unheard-of", null)]
    public void Compose_Characters_AskForTheBestFidelityTheModelTakes(string model, string? fidelity) =>
        Assert.Equal(fidelity, Plans.Explain(Scene() with { Model = new ImageModel(model) }).Fields["input_fidelity"]);

    [Fact]
    public void Compose_SameRequestTwice_IsTheSame() => Assert.Equal(Plans.Compose(Scene()).Prompt, Plans.Compose(Scene()).Prompt);

    private static CharacterReferenceRequest Scene() => new(
        "Mia waves from the pier",
        new Character("Mia")
        {
            Appearance = "ten-year-old girl, green eyes.",
            Outfit = " yellow raincoat, red boots ",
            Proportions = "four heads tall",
            References = [Picture.As(ReferenceRole.FullBody), Picture.As(ReferenceRole.Profile)],
        },
        new Character("Tom") { References = [Picture], Appearance = " " })
    {
        References = [Picture.As(ReferenceRole.Style), Picture],
    };
}
