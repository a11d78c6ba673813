using System.Text;

namespace GptImage.Sdk.Testing.Tests.Letters;

public sealed class StrokeFontTests
{
    public static TheoryData<int> PrintableLatin1 => [.. Enumerable.Range(0x20, 0x5F).Concat(Enumerable.Range(0xA0, 0x60))];

    [Theory]
    [MemberData(nameof(PrintableLatin1))]
    public void Find_PrintableLatin1_HasLinesWithinTheLetterBox(int codePoint)
    {
        StrokeGlyph? glyph = StrokeFont.Find(new Rune(codePoint));

        Assert.NotNull(glyph);
        Assert.True(glyph.Advance > 0);
        SkiaSharp.SKRect bounds = glyph.Lines.TightBounds;
        Assert.InRange(bounds.Top, -9, 27);
        Assert.InRange(bounds.Bottom, -9, 27);
        Assert.InRange(bounds.Right, -1, glyph.Advance);
        Assert.Equal(codePoint is 0x20 or 0xA0, bounds.Width == 0 && bounds.Height == 0);
    }

    [Fact]
    public void Find_AccentedLetters_DifferFromPlainOnes()
    {
        Assert.NotEqual(StrokeFont.Find(new Rune('e'))?.Lines.ToSvgPathData(), StrokeFont.Find(new Rune('é'))?.Lines.ToSvgPathData());
        Assert.NotEqual(StrokeFont.Find(new Rune('é'))?.Lines.ToSvgPathData(), StrokeFont.Find(new Rune('è'))?.Lines.ToSvgPathData());
        Assert.NotEqual(StrokeFont.Find(new Rune('n'))?.Lines.ToSvgPathData(), StrokeFont.Find(new Rune('ñ'))?.Lines.ToSvgPathData());
    }
}
