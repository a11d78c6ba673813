using SkiaSharp;

namespace GptImage.Sdk.Testing.Tests.Figures;

public sealed class LookWordsTests
{
    [Fact]
    public void Read_Description_TakesColoursAndShape()
    {
        FigureLook look = LookWords.Read(new CastMember(
            "Mia",
            "Appearance: ten-year-old girl, round face, green eyes, short black hair. Outfit: yellow raincoat, red boots. "
            + "Proportions: four heads tall."));

        Assert.Equal(
            (new SKColor(0x2E, 0x2B, 0x36), new SKColor(0xF5, 0xCB, 0x3D), new SKColor(0xD2, 0x3B, 0x32), new SKColor(0x3F, 0x9A, 0x55)),
            (look.Hair, look.Top, look.Shoes, look.Eyes));
        Assert.Equal((4f, HairStyle.Short, Garment.Coat, true), (look.Heads, look.HairStyle, look.Garment, look.HasBoots));
    }

    [Theory]
    [InlineData("tall bald man in a grey suit", "Bald", "Shirt", 6.8f)]
    [InlineData("woman with long red hair, blue dress", "Long", "Dress", 6.3f)]
    [InlineData("boy with curly hair", "Curly", "Shirt", 4.5f)]
    [InlineData("16-year-old girl with brown braids", "Braids", "Shirt", 6.3f)]
    public void Read_Words_ChooseTheShape(string description, string hair, string garment, float heads)
    {
        FigureLook look = LookWords.Read(new CastMember("x", description));

        Assert.Equal((hair, garment, heads), (look.HairStyle.ToString(), look.Garment.ToString(), look.Heads));
    }

    [Fact]
    public void Read_NothingSaid_DependsOnTheNameAlone()
    {
        FigureLook look = LookWords.Read(new CastMember("Ada", ""));

        Assert.Equal(look, LookWords.Read(new CastMember("Ada", "")));
        Assert.NotEqual(look, LookWords.Read(new CastMember("Bo", "")));
    }
}
