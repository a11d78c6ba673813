using System.Text;
using CsCheck;

namespace GptImage.Sdk.Tests;

public sealed class SseReaderTests
{
    private static readonly Gen<string> Line = Gen.OneOfConst(
        "", "", "data: {}", "data:x", "data:  two", "data", "data:", "data: ", ": keep-alive", ":", "event: image_edit.completed",
            "event:", "id: 7", "retry: 10", "datax: no", "data : no", " data: no", "dat", "da: ta", "data: data: x", "data: ąż");

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void ReadDataAsync_RealStream_GivesTheDataOfEachEvent(string lineEnd)
    {
        string text = "event: image_generation.partial_image\ndata: {\"a\":1}\n\nevent: image_generation.completed\ndata: {\"b\":2}\n\n";

        Assert.Equal(["{\"a\":1}", "{\"b\":2}"], Read(text.Replace("\n", lineEnd, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("data: x\n\n", "x")]
    [InlineData("data:x\n\n", "x")]
    [InlineData("data:  x\n\n", " x")]
    [InlineData("data: x\n", "x")]
    [InlineData("data: x", "x")]
    [InlineData("data: x\r", "x")]
    [InlineData("\uFEFFdata: x\n\n", "x")]
    [InlineData("\uFEFFevent: y\ndata: x\n\n", "x")]
    [InlineData("\uFEFF: comment\ndata: x\n\n", "x")]
    [InlineData(": keep-alive\n\n: keep-alive\ndata: x\n: in between\n\n", "x")]
    [InlineData("data: x\nevent: behind\nid: 1\n\n", "x")]
    [InlineData("data: {\ndata: }\n\n", "{\n}")]
    [InlineData("data: a\nevent: between\ndata: b\n\n", "a\nb")]
    [InlineData("data: a\ndata\ndata: b\n\n", "a\n\nb")]
    [InlineData("data\ndata: b\n\n", "\nb")]
    [InlineData("data: a\n\n\n\ndata: b\n\n", "a|b")]
    [InlineData("data: [DONE]\n\n", "[DONE]")]
    public void ReadDataAsync_LegalVariants_AreUnderstoodWhateverTheBorders(string text, string expected)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Assert.Equal(expected, string.Join('|', Read(text)));
        Assert.Equal(expected, string.Join('|', Read(bytes, [.. Enumerable.Range(0, bytes.Length)])));
        for (int border = 1; border < bytes.Length; border++)
        {
            Assert.Equal(expected, string.Join('|', Read(bytes, [border])));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n\n")]
    [InlineData("event: x\n\n")]
    [InlineData(": only comments\n\n")]
    [InlineData("datax: x\n\n")]
    [InlineData("data:\n\n")]
    [InlineData("data: \n\n")]
    [InlineData("data\n\n")]
    [InlineData("data:")]
    public void MoveNextAsync_NoData_IsNoEvent(string text) => Assert.Empty(Read(text));

    [Fact]
    public void ReadDataAsync_AnyLinesInAnyPieces_IsWhatTheStandardSays() =>
        Gen.Select(Gen.Select(Line, Gen.OneOfConst("\n", "\n", "\r\n", "\r")).Array[0, 12], Gen.Bool, Gen.Bool, Gen.Int[0, 120].Array[0, 8])
            .Check(20_000, (lines, hasMark, isEnded, borders) =>
            {
                string text = (hasMark ? "\uFEFF" : "") + string.Concat(lines.Select(line => line.Item1 + line.Item2))
                    + (isEnded ? "" : "data: unended");

                Assert.Equal(ReadByTheStandard(text), Read(Encoding.UTF8.GetBytes(text), borders));
            });

    [Fact]
    public void ReadDataAsync_LineLongerThanABlock_IsGivenInPieces()
    {
        string data = new('x', 200_000);

        Assert.Equal([data, "y"], Read($"data: {data}\n\ndata: y\n\n"));
    }

    [Fact]
    public void MoveNextAsync_EventNotReadToItsEnd_GoesOnInIt()
    {
        using PiecewiseStream stream = new("data: x\n\n"u8.ToArray());
        using BlockReader blocks = new(stream);
        SseReader reader = new(blocks, 1000, maxForeignBytes: 1000);

        Assert.True(Wait(reader.MoveNextAsync(CancellationToken.None)));
        Assert.Equal("x"u8, Wait(reader.ReadDataAsync(CancellationToken.None)).Span);
        Assert.True(Wait(reader.ReadDataAsync(CancellationToken.None)).IsEmpty);
        Assert.False(Wait(reader.MoveNextAsync(CancellationToken.None)));
    }

    [Fact]
    public void MoveNextAsync_EndlessOtherLines_ThrowsAndNamesTheOption()
    {
        string text = string.Concat(Enumerable.Repeat(": keep-alive\n", 100));

        Assert.Contains(
            "MaxAnswerBytes", Assert.Throws<FormatException>(() => Read(Encoding.UTF8.GetBytes(text), [], maxOtherBytes: 1000)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void MoveNextAsync_LineWithoutColonOrEnd_ThrowsAndNamesTheOption() =>
        Assert.Contains(
            "MaxImageBytes", Assert.Throws<FormatException>(() => Read(Encoding.UTF8.GetBytes(new string('x', 1010)), [])).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("event: ping\ndata: x\n\n", "ping")]
    [InlineData("event:ping \r\ndata: x\r\n\r\n", "ping")]
    [InlineData("\uFEFFevent: ping\ndata: x\n\n", "ping")]
    [InlineData("data: x\nevent: ping\n\n", "ping")]
    [InlineData("event: other\n\ndata: x\n\n", null)]
    [InlineData("event: other\ndata:\n\ndata: x\n\n", null)]
    [InlineData("event: a\nevent: b\ndata: x\n\n", "b")]
    [InlineData("data: x\n\nevent: late\n\n", null)]
    public async Task EventName_OfTheFirstEventWithData_IsThatOfItsLine(string text, string? name)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        for (int border = 0; border < bytes.Length; border++)
        {
            using PiecewiseStream stream = new(bytes, [border]);
            using BlockReader blocks = new(stream);
            SseReader reader = new(blocks, 1000, maxForeignBytes: 1000);

            Assert.True(await reader.MoveNextAsync(TestContext.Current.CancellationToken));
            await reader.EndEventAsync(TestContext.Current.CancellationToken);

            Assert.Equal(name, reader.EventName);
        }
    }

    private static List<string> ReadByTheStandard(string text)
    {
        List<string> events = [];
        List<string> data = [];
        string[] lines = text.TrimStart('\uFEFF').Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n');
        foreach (string line in lines)
        {
            if (line.Length == 0)
            {
                Dispatch();
            }
            else if (line == "data" || line.StartsWith("data:", StringComparison.Ordinal))
            {
                string value = line.Length > 5 ? line[5..] : "";
                data.Add(value.StartsWith(' ') ? value[1..] : value);
            }
        }

        Dispatch();
        return events;

        void Dispatch()
        {
            string joined = string.Join('\n', data);
            data.Clear();
            if (joined.Length > 0)
            {
                events.Add(joined);
            }
        }
    }

    private static List<string> Read(string text) => Read(Encoding.UTF8.GetBytes(text), []);

    private static List<string> Read(byte[] bytes, int[] borders, int maxOtherBytes = 1_000_000)
    {
        using PiecewiseStream stream = new(bytes, borders);
        using BlockReader blocks = new(stream);
        SseReader reader = new(blocks, maxOtherBytes, maxForeignBytes: 1000);
        List<string> events = [];
        while (Wait(reader.MoveNextAsync(CancellationToken.None)))
        {
            List<byte> data = [];
            for (ReadOnlyMemory<byte> piece; !(piece = Wait(reader.ReadDataAsync(CancellationToken.None))).IsEmpty;)
            {
                data.AddRange(piece.Span);
            }

            events.Add(Encoding.UTF8.GetString([.. data]));
        }

        return events;
    }

    private static T Wait<T>(ValueTask<T> task) => task.AsTask().GetAwaiter().GetResult();
}
