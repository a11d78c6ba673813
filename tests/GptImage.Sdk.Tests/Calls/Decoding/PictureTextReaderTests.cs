using System.Text;
using System.Text.Json;

namespace GptImage.Sdk.Tests;

public sealed class PictureTextReaderTests
{
    [Theory]
    [InlineData("AQID\"", "010203")]
    [InlineData("\"", "")]
    [InlineData("A Q I D \"", "010203")]
    [InlineData("AQ\\r\\n\\tID\"", "010203")]
    [InlineData("\\/\\/\\/\\/\"", "FFFFFF")]
    [InlineData("\\u002b\\u002B++\"", "FBEFBE")]
    [InlineData("\\u0041\\u0051\\u0049\\u0044\"", "010203")]
    [InlineData("data:image/png;base64,AQID\"", "010203")]
    [InlineData("data:image\\/png;base64\\u002cAQID\"", "010203")]
    [InlineData("\\u0064ata:;base64,AQID\"", "010203")]
    [InlineData("data:,\"", "")]
    [InlineData("data\"", "75AB5A")]
    [InlineData("AQ==\"", "01")]
    [InlineData("AQI\"", "0102")]
    [InlineData("-_-_\"", "FBFFBF")]
    [InlineData("DATA:image/png;BASE64,AQID\"", "010203")]
    [InlineData("data:image/png;base64,AQI\"", "0102")]
    [InlineData("data:image/png;base64,%2b%2F-_AQ%3D%3D\"", "FBFFBF01")]
    [InlineData("data:image/png;base64,AQ%3d\"", "01")]
    [InlineData("data:image%2Fpng;base64%2CAQID\"", "010203")]
    [InlineData("data:image/png;name=\\\"a,b.png\\\";base64,AQID\"", "010203")]
    [InlineData("data:image/png;name=a,b,c.png;x=y;base64,AQID\"", "010203")]
    [InlineData("data:image/png,AQID\"", "010203")]
    public void Append_LegalText_IsDecodedWhateverTheBorders(string text, string hexadecimal)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);

        Assert.Equal(hexadecimal, Read(bytes, bytes.Length));
        for (int piece = 1; piece < bytes.Length; piece++)
        {
            Assert.Equal(hexadecimal, Read(bytes, piece));
        }
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("data", 0)]
    [InlineData("DATA/+09", 0)]
    [InlineData("data:image/png;base64,", 22)]
    [InlineData("\\u0064ata:;base64,", 18)]
    [InlineData("data:image/png;name=a,b;base64,", 31)]
    public void Append_LongText_IsDecodedWhateverTheBorders(string start, int headLength)
    {
        string picture = start + string.Concat(Enumerable.Repeat("AQIDBAUG", 40));
        string expected = Convert.ToHexString(Convert.FromBase64String(picture[headLength..]));
        byte[] text = Encoding.UTF8.GetBytes(picture + '"');

        Assert.Equal(expected, Read(text, text.Length));
        for (int piece = 1; piece < text.Length; piece += 3)
        {
            Assert.Equal(expected, Read(text, piece));
        }
    }

    [Theory]
    [InlineData("AQ\\xID\"")]
    [InlineData("AQ\\u00g1\"")]
    [InlineData("AQ\nID\"")]
    [InlineData("AQ\u0000ID\"")]
    [InlineData("AQ\u001fID\"")]
    public void Append_IllegalJson_ThrowsWhateverTheBorders(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);

        for (int piece = 1; piece <= bytes.Length; piece++)
        {
            Assert.Throws<JsonException>(() => Read(bytes, piece));
        }
    }

    [Theory]
    [InlineData("AQIDA\"")]
    [InlineData("AQ%2\"")]
    [InlineData("AQ%2gAQ\"")]
    [InlineData("AQ*D\"")]
    [InlineData("AQ\\bD\"")]
    [InlineData("AQ\\fD\"")]
    [InlineData("AQ\\\"D\"")]
    [InlineData("AQ\\\\D\"")]
    [InlineData("AQ\\u00e9D\"")]
    [InlineData("AQ\\ud83d\"")]
    [InlineData("AQéD\"")]
    [InlineData("data:image/png;base64\"")]
    [InlineData("data:AQID\"")]
    [InlineData("data:image/svg+xml,<svg>\"")]
    public void Append_IllegalBase64_IsReadToItsEndWhateverTheBorders(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);

        for (int piece = 1; piece <= bytes.Length; piece++)
        {
            Assert.Throws<FormatException>(() => Read(bytes, piece));
        }
    }

    [Theory]
    [InlineData("A*ID\\\"AQID\"")]
    [InlineData("AQI\\u0022\\\\\"")]
    [InlineData("AQ\\/\\\\\\\"\"")]
    public void Append_EscapesBehindWhatIsNoBase64_DoNotEndTheText(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);

        for (int piece = 1; piece <= bytes.Length; piece++)
        {
            Assert.Equal("it has characters that base64 does not have", Assert.Throws<FormatException>(() => Read(bytes, piece)).Message);
        }
    }

    [Theory]
    [InlineData("*")]
    [InlineData("AQID")]
    [InlineData(" ")]
    [InlineData("\\n")]
    [InlineData("data:a;b=c;")]
    public void Append_BrokenTextWithoutEnd_IsNotPassedOverForEver(string text)
    {
        byte[] endless = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(text, 64)));
        using MemorySink sink = new();
        PictureTextReader reader = new(sink, maxBytes: 1000, isInDataUri: false);
        int read = 0;

        FormatException exception = Assert.Throws<FormatException>(() =>
        {
            while (!reader.IsComplete)
            {
                read += reader.Append(endless);
            }
        });

        Assert.Same(reader.Failure, exception);
        Assert.InRange(read, 1000, 8500);
    }

    [Theory]
    [InlineData("data:image/\u00ff;base64,AQID\"")]
    [InlineData("data:image/\\ud800;base64,AQID\"")]
    public void Append_UnreadableHeadOfADataUrl_CostsNoPicture(string text)
    {
        byte[] bytes = Encoding.Latin1.GetBytes(text);

        for (int piece = 1; piece <= bytes.Length; piece++)
        {
            Assert.Equal("010203", Read(bytes, piece));
        }
    }

    [Fact]
    public void Append_TextWithoutEnd_IsNotComplete()
    {
        using MemorySink sink = new();
        PictureTextReader reader = new(sink, 1000, isInDataUri: false);

        Assert.Equal(8, reader.Append("AQIDBAUG"u8));
        Assert.False(reader.IsComplete);
    }

    [Fact]
    public void Append_MoreBehindTheQuote_IsLeft()
    {
        using MemorySink sink = new();
        PictureTextReader reader = new(sink, 1000, isInDataUri: false);

        Assert.Equal(5, reader.Append("AQID\",\"more\":1}"u8));
        Assert.True(reader.IsComplete);
    }

    private static string Read(byte[] text, int piece)
    {
        using MemorySink sink = new();
        PictureTextReader reader = new(sink, 1000, isInDataUri: false);
        for (int start = 0; start < text.Length;)
        {
            start += reader.Append(text.AsSpan(start, Math.Min(piece, text.Length - start)));
        }

        Assert.True(reader.IsComplete);
        if (reader.Failure is not null)
        {
            throw reader.Failure;
        }

        return Convert.ToHexString(sink.ToArray());
    }
}
