using System.Text;

namespace GptImage.Sdk.Tests;

public sealed class LineReaderTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("a\nbc\n", "a|bc")]
    [InlineData("a\r\n\r\n\n bc", "a\r|bc")]
    [InlineData("", "")]
    [InlineData("\n\n", "")]
    public async Task ReadAsync_InPiecesOfAnyLength_GivesTheLines(string body, string expected)
    {
        for (int length = 1; length <= body.Length + 1; length++)
        {
            using BlockReader blocks = new(new PiecewiseStream(Encoding.UTF8.GetBytes(body), length));
            LineReader lines = new(blocks);
            List<string> read = [];
            while (await lines.MoveNextAsync(Token))
            {
                read.Add(await ReadLineAsync(lines));
            }

            Assert.Equal(expected, string.Join('|', read));
        }
    }

    [Fact]
    public async Task MoveNextAsync_LineNotReadToItsEnd_PassesOverTheRest()
    {
        using BlockReader blocks = new(new PiecewiseStream("abcdef\nxyz\n"u8.ToArray(), 2));
        LineReader lines = new(blocks);
        await lines.MoveNextAsync(Token);
        await lines.ReadAsync(Token);

        Assert.True(await lines.MoveNextAsync(Token));
        Assert.Equal("xyz", await ReadLineAsync(lines));
    }

    [Theory]
    [InlineData("abc", true)]
    [InlineData("abc\n", false)]
    public async Task IsAtEnd_AfterALine_SaysWhetherItMayBeCut(string body, bool isCut)
    {
        using BlockReader blocks = new(new PiecewiseStream(Encoding.UTF8.GetBytes(body), 2));
        LineReader lines = new(blocks);
        await lines.MoveNextAsync(Token);
        await ReadLineAsync(lines);

        Assert.Equal(isCut, lines.IsAtEnd);
    }

    private static async Task<string> ReadLineAsync(LineReader lines)
    {
        StringBuilder line = new();
        for (ReadOnlyMemory<byte> piece; !(piece = await lines.ReadAsync(Token)).IsEmpty;)
        {
            line.Append(Encoding.UTF8.GetString(piece.Span));
        }

        return line.ToString();
    }
}
