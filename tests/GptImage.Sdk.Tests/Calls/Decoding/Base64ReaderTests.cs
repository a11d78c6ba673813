using System.Text;
using CsCheck;

namespace GptImage.Sdk.Tests;

public sealed class Base64ReaderTests
{
    [Theory]
    [InlineData("")]
    [InlineData("AQ==")]
    [InlineData("AQI=")]
    [InlineData("AQID")]
    [InlineData("AQIDBA==")]
    [InlineData("+/+/")]
    [InlineData("AR==")]
    [InlineData("AQIDAQJ=")]
    public void Append_LegalTextInSingleCharacters_IsDecoded(string text) =>
        Assert.Equal(Convert.FromBase64String(text), Read([.. text.Select(character => character.ToString())]));

    [Theory]
    [InlineData("A")]
    [InlineData("AQ")]
    [InlineData("AQI")]
    [InlineData("AQ=")]
    [InlineData("AQ==A")]
    [InlineData("=")]
    [InlineData("====")]
    [InlineData("AQ==AQID")]
    [InlineData("AQI=AQID")]
    [InlineData("A===")]
    [InlineData("AQ=A")]
    [InlineData("AQID-_-_")]
    [InlineData("AQ*D")]
    [InlineData("AQ\u0000D")]
    public void Append_IllegalTextInAnyTwoPieces_Throws(string text)
    {
        for (int border = 0; border <= text.Length; border++)
        {
            Assert.Throws<FormatException>(() => Read(text[..border], text[border..]));
        }
    }

    [Fact]
    public void Append_AnyBytesInAnyPieces_AreDecoded() =>
        Gen.Select(Gen.Byte.Array[0, 200], Gen.Int[0, 280].Array[0, 8])
            .Check(10_000, (bytes, borders) => Assert.Equal(bytes, Read(Cut(Convert.ToBase64String(bytes), borders))));

    [Fact]
    public void Append_AnyTextInAnyPieces_HasTheVerdictOfTheFramework() =>
        Gen.Select(Gen.Char["ABab01+/=="].Array[0, 14], Gen.Int[0, 14].Array[0, 4]).Check(20_000, (characters, borders) =>
            {
                string text = new(characters);

                Assert.Equal(Verdict(() => Convert.FromBase64String(text)), Verdict(() => Read(Cut(text, borders))));
            });

    [Theory]
    [InlineData(6, false)]
    [InlineData(7, true)]
    public void Append_MoreBytesThanAllowed_ThrowsAndNamesTheOption(int length, bool isTooLarge)
    {
        string text = Convert.ToBase64String(new byte[length]);

        if (isTooLarge)
        {
            Assert.Contains(
                "MaxImageBytes", Assert.Throws<FormatException>(() => Read([text], maxBytes: 6)).Message, StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal(length, Read([text], maxBytes: 6).Length);
        }
    }

    private static byte[] Read(params string[] pieces) => Read(pieces, maxBytes: 1000);

    private static byte[] Read(string[] pieces, long maxBytes)
    {
        using MemorySink sink = new();
        Base64Reader reader = new(sink, maxBytes);
        foreach (string piece in pieces)
        {
            reader.Append(Encoding.UTF8.GetBytes(piece));
        }

        reader.Finish();
        return sink.ToArray();
    }

    private static string Verdict(Func<byte[]> read)
    {
        try
        {
            return Convert.ToHexString(read());
        }
        catch (FormatException)
        {
            return "invalid";
        }
    }

    private static string[] Cut(string text, int[] borders)
    {
        int[] places = [0, .. borders.Where(border => border < text.Length).Order(), text.Length];
        return [.. places.Zip(places.Skip(1), (from, to) => text[from..to])];
    }
}
