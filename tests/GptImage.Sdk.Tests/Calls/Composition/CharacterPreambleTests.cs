namespace GptImage.Sdk.Tests;

public sealed class CharacterPreambleTests
{
    private static readonly ImageInput Picture = ImageInput.FromBytes(SamplePictures.Png());

    private static Character Mia => new("Mia")
    {
        Outfit = "yellow raincoat",
        References = [Picture.As(ReferenceRole.FullBody), Picture.As(ReferenceRole.Face), Picture.As(ReferenceRole.Profile)],
    };

    [Fact]
    public void Write_EverythingSaid_StandsInItsOrder()
    {
        Character mia = Mia with
        {
            Appearance = "ten-year-old girl, green eyes",
            Proportions = "four heads tall",
            Palette = "mustard yellow, brick red",
            DistinguishingMarks = "scar over the left eye.",
            Style = "soft watercolour",
            MustNotChange = ["hair colour", " ", "the scar. "],
        };
        Character tom = new("Tom") { References = [Picture], MustNotChange = ["his moustache"] };

        Assert.Equal(
            "Image 1: Mia, full body.\n"
            + "Image 2: Mia, face.\n"
            + "Image 3: Mia, profile.\n"
            + "Image 4: Tom, reference.\n"
            + "Image 5: product; show it unchanged in shape, colours and labels.\n\n"
            + "Mia looks exactly as in Images 1 to 3. Appearance: ten-year-old girl, green eyes. Outfit: yellow raincoat. Proportions: "
                + "four heads tall. Palette: mustard yellow, brick red. Distinguishing marks: scar over the left eye. Style: soft "
                + "watercolour. Keep the face, the outfit and the proportions of Mia. Do not redesign Mia.\n"
            + "Tom looks exactly as in Image 4. Keep the face, the outfit and the proportions of Tom. Do not redesign Tom.\n\n"
            + "Scene:\n\n"
            + "They drink tea\n\n"
            + "Write these texts in the picture exactly as given, letter for letter; the quotation marks around them are not part of "
                + "them:\n"
            + "- \"Tea\"\n\n"
            + "Never change:\n"
            + "- Mia: hair colour\n"
            + "- Mia: the scar\n"
            + "- Tom: his moustache",
            Prompt(new CharacterReferenceRequest("They drink tea", mia, tom)
            {
                Text = [new TextElement("Tea")],
                References = [Picture.As(ReferenceRole.Product)],
            }));
    }

    [Fact]
    public void Write_OtherOutfit_TellsWhichImagesOutfitToIgnore() =>
        Assert.Equal(
            "Image 1: Mia, full body.\nImage 2: Mia, face.\nImage 3: Mia, profile.\n\n"
            + "Mia looks exactly as in Images 1 to 3, but for the outfit. Outfit: pyjamas. Ignore the outfit in Images 1 and 3. Keep the "
                + "face and the proportions of Mia. Do not redesign Mia.\n\n"
            + "Scene:\n\nMia sleeps",
            Prompt(new CharacterReferenceRequest("Mia sleeps", Mia with { Outfit = "pyjamas" })));

    [Fact]
    public void Write_OtherOutfitAndFacesOnly_IgnoresWhatTheFacesWear() =>
        Assert.Contains(
            "Mia looks exactly as in Image 1, but for the outfit. Outfit: pyjamas. Ignore the outfit in Image 1. Keep the face and the "
                + "proportions of Mia.",
            Prompt(new CharacterReferenceRequest("x", new Character("Mia")
            {
                References = [Picture.As(ReferenceRole.Face)],
            } with
            { Outfit = "pyjamas" })),
            StringComparison.Ordinal);

    [Fact]
    public void Write_NoOutfitAnyMore_StillIgnoresTheShownOne() =>
        Assert.Contains(
            "but for the outfit. Ignore the outfit in Images 1 and 3.",
            Prompt(new CharacterReferenceRequest("x", Mia with { Outfit = null })), StringComparison.Ordinal);

    [Fact]
    public void Write_ReferenceOfTheOutfit_IsWhereTheOutfitComesFrom() =>
        Assert.Contains(
            "Outfit: pyjamas. The outfit is that of Images 2, 3 and 5. Keep the face, the outfit and the proportions of Mia.",
            Prompt(new CharacterReferenceRequest("x", Mia with
            {
                Outfit = "pyjamas",
                References =
                    [Picture.As(ReferenceRole.Face), Picture.As(ReferenceRole.Outfit), Picture.As(ReferenceRole.Outfit), Picture,
                    Picture.As(ReferenceRole.Outfit)],
            })),
            StringComparison.Ordinal);

    [Fact]
    public void Write_MaskOrMarkup_PutsTheBackgroundFirst()
    {
        ImageInput kitchen = Picture.As(ReferenceRole.Background);
        CharacterReferenceRequest request = new("Mia sits at the table", Mia)
        {
            References = [Picture.As(ReferenceRole.Style), kitchen],
            Mask = Picture,
        };

        Assert.Equal(
            "Image 1: background; use it as the setting, and change only what is marked in it.\n"
            + "Image 2: Mia, full body.\nImage 3: Mia, face.\nImage 4: Mia, profile.\n"
            + "Image 5: style reference; take its style only, not its content.\n\n"
            + "Mia looks exactly as in Images 2 to 4. Outfit: yellow raincoat. Keep the face, the outfit and the proportions of Mia. Do "
                + "not redesign Mia.\n\n"
            + "Scene:\n\nMia sits at the table",
            Prompt(request));
        Assert.Same(kitchen, Plans.Explain(request).Inputs[0]);
        Assert.Same(kitchen, Plans.Explain(request with { Mask = null, Markup = Picture }).Inputs[0]);
        Assert.Same(kitchen, Plans.Explain(request with { Mask = null }).Inputs[^1]);
    }

    [Fact]
    public void Write_PictureToChange_ComesFirstAndTakesTheMask()
    {
        ImageInput before = Picture.As(ReferenceRole.PictureToChange);
        CharacterReferenceRequest request = new("Make it night", Mia)
        {
            References = [Picture.As(ReferenceRole.Background), before],
        };

        Assert.StartsWith(
            "Image 1: the picture to change; keep everything in it that is not to be changed.\nImage 2: Mia, full body.\n",
            Prompt(request), StringComparison.Ordinal);
        Assert.StartsWith(
            "Image 1: the picture to change; keep everything in it that is not to be changed, and change only what is marked in it.\n",
            Prompt(request with { Mask = Picture }), StringComparison.Ordinal);
        Assert.Same(before, Plans.Explain(request).Inputs[0]);
    }

    [Fact]
    public void Write_PreviousFrame_IsToGoOnFrom() =>
        Assert.Contains(
            "Image 4: the frame before this one; keep its setting, light and style, and go on from it.\n\n",
            Prompt(new CharacterReferenceRequest("x", Mia) { References = [Picture.As(ReferenceRole.PreviousFrame)] }),
            StringComparison.Ordinal);

    private static string Prompt(CharacterReferenceRequest request) => Plans.Compose(request).Prompt;
}
