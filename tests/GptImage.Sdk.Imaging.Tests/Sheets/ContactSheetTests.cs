using System.Drawing;
using GptImage.Sdk.Imaging.Tests.Support;
using SkiaSharp;

namespace GptImage.Sdk.Imaging.Tests.Sheets;

public sealed class ContactSheetTests
{
    [Fact]
    public void Create_FiveLandscapes_StandWithoutHolesInRowsOfTwo()
    {
        SheetEntry[] entries =
            [.. Enumerable.Range(0, 5)
            .Select(i => new SheetEntry(Pictures.Input(Pictures.Plain(100, 50, new SKColor((byte)(50 * i), 200, 0)))))];

        using SKBitmap sheet = Pictures.Decode(
            ContactSheet.Create(entries, new SheetOptions { CellSize = 100, Gap = 10, Background = Color.Black }).Bytes);

        Assert.Equal("230x190", $"{sheet.Width}x{sheet.Height}");
        Assert.Equal(0xFF00C800u, Pictures.At(sheet, 10, 10));
        Assert.Equal(0xFF00C832u, Pictures.At(sheet, 219, 59));
        Assert.Equal(0xFF000000, Pictures.At(sheet, 10, 60));
        Assert.Equal(0xFF00C8C8u, Pictures.At(sheet, 109, 179));
        Assert.Equal(0xFF000000, Pictures.At(sheet, 110, 179));
    }

    [Fact]
    public void Create_LandscapeBesidePortrait_HaveOneHeightAndTheirOwnRatios()
    {
        SheetEntry[] entries =
        [
            new(Pictures.Input(Pictures.Plain(300, 200, SKColors.Red))), new(Pictures.Input(Pictures.Plain(200, 400, SKColors.Lime))),
            new(Pictures.Input(Pictures.Plain(200, 200, SKColors.Blue))),
        ];

        using SKBitmap sheet = Pictures.Decode(
            ContactSheet.Create(entries, new SheetOptions { Columns = 2, CellSize = 100, Gap = 10, Background = Color.Black }).Bytes);

        // 210 - 10 pixels for 1.5 + 0.5 heights; the last row is no higher than the one before.
        Assert.Equal("230x230", $"{sheet.Width}x{sheet.Height}");
        Assert.Equal(0xFF0000FFu, Pictures.At(sheet, 10, 10));
        Assert.Equal(0xFF0000FFu, Pictures.At(sheet, 159, 109));
        Assert.Equal(0xFF00FF00u, Pictures.At(sheet, 170, 10));
        Assert.Equal(0xFF00FF00u, Pictures.At(sheet, 219, 109));
        Assert.Equal(0xFFFF0000u, Pictures.At(sheet, 109, 219));
    }

    [Theory]
    [InlineData(9, 100, 100, 3)]
    [InlineData(5, 100, 50, 2)]
    [InlineData(6, 160, 90, 2)]
    [InlineData(8, 90, 160, 4)]
    [InlineData(1, 10, 10, 1)]
    public void CountFor_PicturesOfOneRatio_MakesTheSheetAboutSquare(int count, int width, int height, int columns) =>
        Assert.Equal(columns, SheetRow.CountFor([.. Enumerable.Repeat(new ImageSize(width, height), count)]));

    [Fact]
    public void Create_Captions_StandBelow()
    {
        using OverlayFont font = TinyFont.Font();

        using SKBitmap sheet =
            Pictures.Decode(
                ContactSheet.Create([new SheetEntry(Pictures.Input(Pictures.Plain(300, 300, SKColors.Black)), "AB")], new SheetOptions
                {
                    CellSize = 100,
                    Gap = 10,
                    Background = Color.Black,
                    CaptionColor = Color.White,
                    Fonts = [font],
                }).Bytes);

        Assert.Equal(2, Assert.Single(Bars.Read(sheet)).Count);
        Assert.Throws<MissingGlyphsException>(
            () =>
            ContactSheet.Create([new SheetEntry(Pictures.Input(Pictures.Plain(3, 3, SKColors.Red)), "ж")],
            new SheetOptions { Fonts = [font] }));
    }

    [Fact]
    public void Create_NothingOrTooMuch_SaysSo()
    {
        Assert.Throws<ArgumentException>(() => ContactSheet.Create([]));
        Assert.Contains(
            "smaller cells",
            Assert.Throws<ImagingException>(
                () =>
                ContactSheet.Create([new SheetEntry(Pictures.Input(Pictures.Plain(3, 3, SKColors.Red)))],
                new SheetOptions { CellSize = 20_000 })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void BeforeAfter_KeepsBothPictures()
    {
        SKBitmap before = Pictures.Photograph(40, 30);

        using SKBitmap strip =
            Pictures.Decode(
                ContactSheet.BeforeAfter(Pictures.Input(before), Pictures.Input(Pictures.Plain(20, 10, SKColors.Red)), gap: 4).Bytes);

        Assert.Equal("64x30", $"{strip.Width}x{strip.Height}");
        Assert.Equal(Pictures.At(before, 39, 29), Pictures.At(strip, 39, 29));
        Assert.Equal(0xFF0000FFu, Pictures.At(strip, 44, 0));
        Assert.Equal(0xFFFFFFFF, Pictures.At(strip, 41, 5));
    }

    [Fact]
    public void Create_LongCaption_EndsInDotsInsteadOfFailing()
    {
        using OverlayFont font = TinyFont.Font();
        string prompt = string.Join(' ', Enumerable.Repeat("ABCD", 100));

        using SKBitmap sheet =
            Pictures.Decode(
                ContactSheet.Create([new SheetEntry(Pictures.Input(Pictures.Plain(300, 300, SKColors.Black)), prompt)], new SheetOptions
                {
                    CellSize = 200,
                    Gap = 10,
                    Background = Color.Black,
                    CaptionColor = Color.White,
                    Fonts = [font],
                }).Bytes);

        IReadOnlyList<IReadOnlyList<(int Left, int Width, int Height)>> lines = Bars.Read(sheet);
        Assert.True(lines.Count >= 2);
        Assert.InRange(lines[^1][^1].Height, 1, 2);
    }

    [Fact]
    public void Create_CellsTooSmallForACaption_SaysSo()
    {
        using OverlayFont font = TinyFont.Font();

        Assert.Contains(
            "too small for captions",
            Assert.Throws<ImagingException>(
                () =>
                ContactSheet.Create([new SheetEntry(Pictures.Input(Pictures.Plain(3, 3, SKColors.Red)), "中中中 中中中")],
                new SheetOptions { CellSize = 16, Fonts = [font] })).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(int.MaxValue, 24)]
    [InlineData(480, int.MaxValue)]
    public void Create_HopelesslyLarge_SaysSo(int cell, int gap)
    {
        Assert.Contains(
            "smaller cells",
            Assert.Throws<ImagingException>(
                () =>
                ContactSheet.Create([new SheetEntry(Pictures.Input(Pictures.Plain(3, 3, SKColors.Red)))],
                new SheetOptions { CellSize = cell, Gap = gap })).Message, StringComparison.Ordinal);
        Assert.Throws<ImagingException>(
            () =>
            ContactSheet.BeforeAfter(Pictures.Input(Pictures.Plain(3, 3, SKColors.Red)),
            Pictures.Input(Pictures.Plain(3, 3, SKColors.Red)), int.MaxValue));
    }

    [Fact]
    public void Create_UnreadablePicture_SaysWhich()
    {
        SheetEntry[] entries = [new(Pictures.Input(Pictures.Plain(3, 3, SKColors.Red))), new(ImageInput.FromBytes("x"u8.ToArray()))];

        Assert.StartsWith(
            "Picture 2 of the sheet", Assert.Throws<ImagingException>(() => ContactSheet.Create(entries)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void BeforeAfter_OnePixelAndTransparent_StandOnWhite()
    {
        using SKBitmap strip =
            Pictures.Decode(
                ContactSheet.BeforeAfter(Pictures.Input(Pictures.Plain(1, 1, SKColors.Red)),
                Pictures.Input(Pictures.Plain(1, 1, SKColors.Transparent)), gap: 0).Bytes);

        Assert.Equal([0xFF0000FFu, 0xFFFFFFFFu], Pictures.PixelsOf(strip).ToArray());
    }
}
