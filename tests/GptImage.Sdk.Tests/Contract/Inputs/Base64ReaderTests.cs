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
    [InlineData("AQ", "01")]
    [InlineData("AQ=", "01")]
    [InlineData("AQI", "0102")]
    [InlineData("AQIDAQ", "01020301")]
    [InlineData("AQID-_-_", "010203FBFFBF")]
    [InlineData("-_", "FB")]
    [InlineData("__8", "FFFF")]
    [InlineData("+/-_", "FBFFBF")]
    public void Append_OtherDialectsInAnyTwoPieces_AreDecoded(string text, string hexadecimal)
    {
        for (int border = 0; border <= text.Length; border++)
        {
            Assert.Equal(hexadecimal, Convert.ToHexString(Read(text[..border], text[border..])));
        }
    }

    [Theory]
    [InlineData("A")]
    [InlineData("AQIDA")]
    [InlineData("AQ==A")]
    [InlineData("=")]
    [InlineData("====")]
    [InlineData("AQ==AQID")]
    [InlineData("AQI=AQID")]
    [InlineData("A===")]
    [InlineData("AQ=A")]
    [InlineData("AQI==")]
    [InlineData("AQID=")]
    [InlineData("AQID====")]
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
    public void Append_AnyBytesInAnyDialectAndPieces_AreDecoded() =>
        Gen.Select(Gen.Byte.Array[0, 3000], Gen.Int[0, 4100].Array[0, 8], Gen.Bool, Gen.Bool).Check(
            10_000,
            (bytes, borders, isForAddresses, isPadded) =>
            {
                string text = Convert.ToBase64String(bytes);
                text = isForAddresses ? text.Replace('+', '-').Replace('/', '_') : text;

                Assert.Equal(bytes, Read(Cut(isPadded ? text : text.TrimEnd('='), borders)));
            });

    [Fact]
    public void Append_AnyTextInAnyPieces_HasTheVerdictOfTheFrameworkOnThePaddedText() =>
        Gen.Select(Gen.Char["ABab01+/-_=="].Array[0, 14], Gen.Int[0, 14].Array[0, 4]).Check(20_000, (characters, borders) =>
            {
                string text = new(characters);

                Assert.Equal(Verdict(() => Convert.FromBase64String(Padded(text))), Verdict(() => Read(Cut(text, borders))));
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

    /// <summary>Writes a text in the standard alphabet and fills its last group up, where that has room.</summary>
    private static string Padded(string text)
    {
        string standard = text.Replace('-', '+').Replace('_', '/');
        int missing = (4 - (text.TrimEnd('=').Length % 4)) % 4;
        return missing < 3 && text.Length - text.TrimEnd('=').Length <= missing
            ? standard.TrimEnd('=') + new string('=', missing)
            : standard;
    }

    private static byte[] Read(params string[] pieces) => Read(pieces, maxBytes: 3000);

    private static byte[] Read(string[] pieces, long maxBytes)
    {
        using MemorySink sink = new();
        Base64Reader reader = new(sink, maxBytes);
        foreach (string piece in pieces)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(piece);
            reader.Append(bytes.AsSpan(reader.AppendRun(bytes)));
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
