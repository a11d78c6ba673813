using SkiaSharp;

namespace GptImage.Sdk.Testing.Tests.Figures;

public sealed class LookReaderTests
{
    private const string Mia = "girl, short black hair, yellow raincoat, red boots, four heads tall";
    private const string Tom = "old man, white beard, navy sweater, green trousers, flat grey cap, seven heads tall";
    private const string Eve = "woman, long red hair, dark skin, purple dress, white shoes";

    [Theory]
    [InlineData(Mia)]
    [InlineData(Tom)]
    [InlineData(Eve)]
    [InlineData("bald man, orange shirt, blue jeans, brown shoes, stout")]
    public void Read_WholeFigure_FindsItsColours(string description)
    {
        FigureLook look = LookWords.Read(new CastMember("x", description));
        using SKBitmap picture = Draw("A character reference picture of x.\n\nOutfit: " + description);

        FigureLook seen = LookReader.Read(picture, FigureView.Front, Grey(look));

        Assert.Equal(
            (look.Hair, look.Skin, look.Top, look.Shoes, look.Hat, look.Beard),
            (look.HairStyle == HairStyle.Bald ? look.Hair : seen.Hair, seen.Skin, seen.Top, seen.Shoes, seen.Hat, seen.Beard));
        Assert.True(look.Garment == Garment.Dress || look.Legs == seen.Legs);
    }

    [Theory]
    [InlineData(Mia)]
    [InlineData(Tom)]
    public void Read_Face_FindsTheColoursOfTheHead(string description)
    {
        FigureLook look = LookWords.Read(new CastMember("x", description));
        using SKBitmap picture = Draw(
            "A character reference picture of x. Change only the view: a close-up of head and shoulders from the front.\n\nOutfit: "
            + description);

        FigureLook seen = LookReader.Read(picture, FigureView.Face, Grey(look));

        Assert.Equal((look.Hair, look.Skin, look.Hat), (seen.Hair, seen.Skin, seen.Hat));
    }

    [Fact]
    public void Read_PictureOfOneColour_IsThatColour()
    {
        using var picture = new SKBitmap(new SKImageInfo(60, 90, SKColorType.Rgba8888, SKAlphaType.Premul));
        picture.Erase(SKColors.Teal);

        FigureLook seen = LookReader.Read(picture, FigureView.Front, LookWords.Read(new CastMember("x", Mia)));

        Assert.Equal((SKColors.Teal, SKColors.Teal, SKColors.Teal), (seen.Hair, seen.Top, seen.Shoes));
    }

    private static FigureLook Grey(FigureLook look) => look with
    {
        Skin = SKColors.Gray,
        Top = SKColors.Gray,
        Legs = SKColors.Gray,
        Shoes = SKColors.Gray,
        Hat = look.Hat is null ? null : SKColors.Gray,
        Beard = look.Beard is null ? null : SKColors.Gray,
    };

    private static SKBitmap Draw(string prompt) => SceneArtist.Draw(
        new PicturePlan
        {
            Model = new ModelRule("gpt-image-2"),
            Prompt = prompt + "\n\nPlain light grey background.",
            Width = 512,
            Height = 768,
            FileFormat = "png",
        },
        0);
}
