namespace GptImage.Sdk.Tests;

public sealed class CharacterDesignTests
{
    [Fact]
    public void Character_Null_Throws()
    {
        Assert.Throws<ArgumentNullException>(() => new CharacterDesign(null!));
        Assert.Throws<ArgumentNullException>(() => new CharacterDesign(new Character("Mia")) { Character = null! });
    }

    [Fact]
    public void Defaults_AreAPortraitWithThreeViews()
    {
        CharacterDesign design = new(new Character(" Mia "));

        Assert.Equal(("Mia", "1024x1536"), (design.Character.Name, design.Size.ToString()));
        Assert.Equal([ReferenceRole.Face, ReferenceRole.Profile, ReferenceRole.Back], design.Views);
        Assert.Empty(design.Details);
    }

    [Theory]
    [InlineData(ReferenceRole.FullBody)]
    [InlineData(ReferenceRole.Detail)]
    [InlineData(ReferenceRole.Unspecified)]
    [InlineData(ReferenceRole.Style)]
    [InlineData((ReferenceRole)99)]
    public void Views_RoleThatIsNoView_Throws(ReferenceRole role) =>
        Assert.Throws<ArgumentException>(() => new CharacterDesign(new Character("Mia")) { Views = [ReferenceRole.Face, role] });

    [Fact]
    public void Views_SameTwice_Throws() =>
        Assert.Throws<ArgumentException>(
            () => new CharacterDesign(new Character("Mia")) { Views = [ReferenceRole.Face, ReferenceRole.Face] });

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    [InlineData("a\nb")]
    [InlineData("the badge")]
    public void Details_NoWordsOrTwice_Throws(string? detail) =>
        Assert.Throws<ArgumentException>(() => new CharacterDesign(new Character("Mia")) { Details = ["the badge", detail!] });

    [Fact]
    public void Lists_ChangedAfterwards_StayAsTheyWere()
    {
        List<ReferenceRole> views = [ReferenceRole.Face];
        List<string> details = ["the badge"];
        CharacterDesign design = new(new Character("Mia")) { Views = views, Details = details };

        views.Add(ReferenceRole.Back);
        details.Clear();

        Assert.Equal((1, 1), (design.Views.Count, design.Details.Count));
        Assert.Throws<ArgumentNullException>(() => design with { Views = null! });
    }
}
