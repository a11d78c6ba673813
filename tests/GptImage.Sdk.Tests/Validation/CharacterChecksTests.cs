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
        RequestPlan plan = Plans.Explain(new CharacterReferenceRequest("x", new Character("Mia"), new Character("Tom") { References = [Picture] }));

        Assert.Contains("'Mia'", plan.AssertFinding("character-references", FindingSeverity.Error, "image").Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Mia", "Tom", false)]
    [InlineData("Mia", "Mia", true)]
    [InlineData("Mia", "MIA", true)]
    public void Check_TwoCharactersOfOneName_AreAnError(string first, string second, bool isError)
    {
        RequestPlan plan = Plans.Explain(new CharacterReferenceRequest("x", new Character(first) { References = [Picture] }, new Character(second) { References = [Picture] }));

        Assert.Equal(isError ? FindingSeverity.Error : null, plan.Find("character-twice")?.Severity);
    }

    [Theory]
    [InlineData(16, false)]
    [InlineData(17, true)]
    public void Check_ReferencesOfAllCharacters_CountTogether(int count, bool isError)
    {
        RequestPlan plan = Plans.Explain(new CharacterReferenceRequest("x", new Character("Mia") { References = [.. Enumerable.Repeat(Picture, count - 1)] }) { References = [Picture] });

        Assert.Equal(isError ? FindingSeverity.Error : null, plan.Find("inputs-too-many")?.Severity);
    }
}
