namespace GptImage.Sdk.Testing.Tests.Prompts;

public sealed class PromptReadingTests
{
    private static readonly string Composed = """
        Image 1: Mia, full body.
        Image 2: Mia, face.
        Image 3: Tom, reference.
        Image 4: style reference; take its style only, not its content.

        Mia looks exactly as in Images 1 to 2. Appearance: girl, 1.4 m tall. Outfit: yellow raincoat. Keep the face, the outfit and
         the proportions of Mia. Do not redesign Mia.
        Tom looks exactly as in Image 3, but for the outfit. Appearance: old man. Outfit: red coat. Proportions: seven heads tall.
         Ignore the outfit in Image 3. Keep the face and the proportions of Tom. Do not redesign Tom.

        Scene:

        Mia waves from the pier

        Camera: wide shot.
        Style: watercolour.

        Write these texts in the picture exactly as given, letter for letter; the quotation marks around them are not part of them:
        - "The end"; placement: small, in the lower right corner

        Never change:
        - Mia: hair colour
        """.ReplaceLineEndings("\n").Replace("\n ", " ", StringComparison.Ordinal);

    [Fact]
    public void Read_ComposedPrompt_FindsTheSceneAlone()
    {
        var reading = PromptReading.Read(Composed);

        Assert.Equal(("Mia waves from the pier", "wide shot."), (reading.Scene, reading.Camera));
        Assert.Equal("The end", Assert.Single(reading.Texts).Text);
        Assert.False(reading.IsFreeOfLettering);
        Assert.Equal("style reference; take its style only, not its content", reading.Labels[4]);
    }

    [Fact]
    public void Read_ComposedPrompt_FindsTheCastWithItsImages()
    {
        IReadOnlyList<CastMember> cast = PromptReading.Read(Composed).Cast;

        Assert.Equal(["Mia", "Tom"], cast.Select(member => member.Name));
        Assert.Equal([1, 2], cast[0].Images);
        Assert.Contains("yellow raincoat", cast[0].Description, StringComparison.Ordinal);
        Assert.Null(cast[0].NewOutfit);
        Assert.Equal([3], cast[1].Images);
        Assert.Equal("red coat.", cast[1].NewOutfit);
        Assert.All(cast, member => Assert.True(member.HasReference));
    }

    [Fact]
    public void Read_WordsAlone_FindsAPersonWithoutAReference()
    {
        var reading = PromptReading.Read("An old lighthouse keeper with a white beard");

        CastMember member = Assert.Single(reading.Cast);
        Assert.Equal(("keeper", false), (member.Name, member.HasReference));
        Assert.Empty(PromptReading.Read("A lighthouse at dawn").Cast);
    }

    [Theory]
    [InlineData("Show the same Mia again. Change only the view: the full figure from head to foot from behind, standing.", "Back")]
    [InlineData("Show the same Mia again. Change only the view: the full figure in exact profile, facing left.", "Profile")]
    [InlineData("Show the same Mia again. Change only the view: a close-up of head and shoulders from the front.", "Face")]
    [InlineData("Show the same Mia again. Change only the view: the figure from the neck to the feet from the front.", "Outfit")]
    [InlineData("Show the same Mia again. Change only the view: a close-up of this detail: a scar.", "Detail")]
    [InlineData("A character reference picture of Mia.", "Front")]
    public void Read_DesignPrompt_FindsTheView(string words, string view)
    {
        var reading = PromptReading.Read("Image 1: Mia, the character reference picture.\n\n" + words + "\n\nOutfit: red coat.");

        Assert.Equal(view, reading.View.ToString());
        Assert.Equal(("Mia", "Outfit: red coat."), (reading.Cast[0].Name, reading.Cast[0].Description));
        Assert.Equal([1], reading.Cast[0].Images);
    }

    [Theory]
    [InlineData("A cat. No props, no text, no border.", true)]
    [InlineData("A market.\n\nKeep these parts of the picture calm and uncluttered, with an even background and no lettering.", true)]
    [InlineData("A girl before a plain light grey background", true)]
    [InlineData("A calm sea", false)]
    [InlineData("A lighthouse", false)]
    public void Read_Prompt_SaysWhetherLettersAreWanted(string prompt, bool isFree) =>
        Assert.Equal(isFree, PromptReading.Read(prompt).IsFreeOfLettering);
}
