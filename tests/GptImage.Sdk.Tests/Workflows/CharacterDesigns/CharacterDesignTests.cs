namespace GptImage.Sdk.Tests;

public sealed class CharacterDesignTests
{
    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    [InlineData("Mia\nTom")]
    public void Constructor_NoNameOnOneLine_Throws(string? name) => Assert.ThrowsAny<ArgumentException>(() => new CharacterDesign(name!));

    [Fact]
    public void Defaults_AreAPortraitWithThreeViews()
    {
        CharacterDesign design = new(" Mia ");

        Assert.Equal(("Mia", "1024x1536"), (design.Name, design.Size.ToString()));
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
        Assert.Throws<ArgumentException>(() => new CharacterDesign("Mia") { Views = [ReferenceRole.Face, role] });

    [Fact]
    public void Views_SameTwice_Throws() =>
        Assert.Throws<ArgumentException>(() => new CharacterDesign("Mia") { Views = [ReferenceRole.Face, ReferenceRole.Face] });

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    [InlineData("a\nb")]
    [InlineData("the badge")]
    public void Details_NoWordsOrTwice_Throws(string? detail) =>
        Assert.Throws<ArgumentException>(() => new CharacterDesign("Mia") { Details = ["the badge", detail!] });

    [Fact]
    public void Lists_ChangedAfterwards_StayAsTheyWere()
    {
        List<ReferenceRole> views = [ReferenceRole.Face];
        List<string> details = ["the badge"];
        List<string> never = ["hair"];
        CharacterDesign design = new("Mia") { Views = views, Details = details, Never = never };

        views.Add(ReferenceRole.Back);
        details.Clear();
        never.Clear();

        Assert.Equal((1, 1, 1), (design.Views.Count, design.Details.Count, design.Never.Count));
        Assert.Throws<ArgumentNullException>(() => design with { Views = null! });
    }

    [Theory]
    [InlineData("gif")]
    [InlineData("svg")]
    [InlineData("avif")]
    public void OutputFormat_NoInputOfLaterRequests_Throws(string format) =>
        Assert.Throws<ArgumentException>(() => new CharacterDesign("Mia") { OutputFormat = new OutputFormat(format) });
}
