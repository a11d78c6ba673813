namespace GptImage.Sdk.Tests;

public sealed class CharacterTests
{
    private static readonly ImageInput Front = ImageInput.FromBytes(SamplePictures.Png());
    private static readonly ImageInput Side = ImageInput.FromBytes(SamplePictures.Png()).As(ReferenceRole.Profile);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \t ")]
    [InlineData("Mia\nImage 2: Tom")]
    [InlineData("Mia\u0000")]
    public void Constructor_NoNameOnOneLine_Throws(string? name) =>
        Assert.ThrowsAny<ArgumentException>(() => new Character(name!));

    [Fact]
    public void Constructor_WhiteSpaceAround_IsCutOff() => Assert.Equal("Mia Moon", new Character(" Mia Moon\n").Name);

    [Fact]
    public void Lists_ChangedAfterwards_StayAsTheyWere()
    {
        List<ImageInput> references = [Front];
        List<string> never = ["hair colour"];
        Character mia = new("Mia") { References = references, MustNotChange = never };

        references.Clear();
        never.Add("shoes");

        Assert.Equal((1, "hair colour"), (mia.References.Count, Assert.Single(mia.MustNotChange)));
    }

    [Fact]
    public void Lists_WithNullEntry_Throw()
    {
        Assert.Throws<ArgumentException>(() => new Character("Mia") { MustNotChange = [null!] });
        Assert.Throws<ArgumentException>(() => new Character("Mia") { References = [null!] });
    }

    [Fact]
    public void With_OtherOutfit_RemembersWhatTheReferencesShow()
    {
        Character mia = new("Mia") { References = [Front], Outfit = "raincoat" };

        Character asleep = mia with { Outfit = "pyjamas" };

        Assert.False(mia.IsDressedAnew);
        Assert.Equal((true, "raincoat"), (asleep.IsDressedAnew, asleep.ShownOutfit));
        Assert.Equal("raincoat", (asleep with { Outfit = "swimsuit" }).ShownOutfit);
        Assert.False((asleep with { Outfit = "raincoat" }).IsDressedAnew);
    }

    [Fact]
    public void With_OtherOutfitWhereNoneWasSaid_IsDressedAnew() =>
        Assert.True((new Character("Mia") { References = [Front] } with { Outfit = "pyjamas" }).IsDressedAnew);

    [Fact]
    public void With_NewReferences_TheyShowTheOutfitInEitherOrder()
    {
        Character mia = new("Mia") { Outfit = "raincoat", References = [Front] };

        Assert.False((mia with { Outfit = "pyjamas", References = [Side] }).IsDressedAnew);
        Assert.False((mia with { References = [Side], Outfit = "pyjamas" }).IsDressedAnew);
    }

    [Fact]
    public void With_FirstReferences_TheyShowTheOutfit() =>
        Assert.False((new Character("Mia") { Outfit = "raincoat" } with { References = [Front] }).IsDressedAnew);

    [Fact]
    public void Equals_SameContent_IsTrue()
    {
        Character mia = new("Mia") { Outfit = "raincoat", References = [Front], MustNotChange = ["hair colour"] };
        Character again = new("Mia") { Outfit = "raincoat", References = [Front], MustNotChange = ["hair colour"] };

        Assert.Equal(mia, again);
        Assert.Equal(mia.GetHashCode(), again.GetHashCode());
        Assert.Equal(mia, mia with { });
        Assert.Equal(mia, mia with { Outfit = "pyjamas" } with { Outfit = "raincoat" });
    }

    [Fact]
    public void Equals_OneDifference_IsFalse()
    {
        Character mia = new("Mia") { Outfit = "raincoat", References = [Front], MustNotChange = ["hair colour"] };

        Character[] others =
        [
            mia with { Appearance = "tall" },
            mia with { Outfit = "pyjamas" },
            mia with { Outfit = "pyjamas", References = [Front] },
            mia with { Palette = "red" },
            mia with { DistinguishingMarks = "scar" },
            mia with { Proportions = "four heads" },
            mia with { Style = "ink" },
            mia with { MustNotChange = ["shoes"] },
            mia with { References = [Side] },
            new("Tom") { Outfit = "raincoat", References = [Front], MustNotChange = ["hair colour"] },
        ];

        Assert.All(others, other => Assert.NotEqual(mia, other));
        Assert.NotEqual(mia with { Outfit = "pyjamas" }, mia with { Outfit = "pyjamas", References = [Front] });
    }
}
