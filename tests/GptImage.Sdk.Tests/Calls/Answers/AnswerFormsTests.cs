using System.Text;

namespace GptImage.Sdk.Tests;

public sealed class AnswerFormsTests
{
    [Theory]
    [InlineData("{\"data\":[]}", "Json")]
    [InlineData("[", "Json")]
    [InlineData("\uFEFF{}", "Json")]
    [InlineData("\r\n\t {", "Json")]
    [InlineData("data: {}", "Events")]
    [InlineData("\uFEFFdata:x", "Events")]
    [InlineData("event: ping", "Events")]
    [InlineData("id: 7", "Events")]
    [InlineData("retry: 7", "Events")]
    [InlineData(": keep-alive", "Events")]
    [InlineData("\n\ndata: x", "Events")]
    [InlineData("<!doctype html>", "Html")]
    [InlineData("date: x", "Unknown")]
    [InlineData("datas: x", "Unknown")]
    [InlineData("null", "Unknown")]
    [InlineData("upstream error", "Unknown")]
    public void Find_FirstBytes_TellWhatTheAnswerIsHoweverFewComeAtOnce(string text, string form)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        int length = 0;
        bool needsMore = true;
        AnswerForm found = AnswerForm.Unknown;
        while (needsMore && length < bytes.Length)
        {
            found = AnswerForms.Find(bytes.AsSpan(0, ++length), out needsMore);
        }

        Assert.Equal(form, found.ToString());
        Assert.Equal(found, AnswerForms.Find(bytes, out _));
    }

    [Theory]
    [InlineData("", null, "Json")]
    [InlineData("dat", null, "Json")]
    [InlineData("", "text/event-stream", "Events")]
    [InlineData("upstream", "Text/Event-Stream", "Events")]
    [InlineData("upstream", "text/html", "Html")]
    [InlineData("upstream", "text/plain", "Json")]
    [InlineData("{}", "text/html", "Json")]
    [InlineData("data: {}", "application/json", "Events")]
    public async Task FindAsync_BytesThatDoNotTell_AskTheLabel(string text, string? mediaType, string form)
    {
        using PiecewiseStream stream = new(Encoding.UTF8.GetBytes(text), [1, 2]);
        using BlockReader body = new(stream);

        AnswerForm found = await AnswerForms.FindAsync(body, mediaType, TestContext.Current.CancellationToken);

        Assert.Equal(form, found.ToString());
    }

    [Fact]
    public async Task FindAsync_BlankLinesWithoutEnd_AskTheLabel()
    {
        using MemoryStream stream = new(Encoding.UTF8.GetBytes(new string('\n', 1_000_000)));
        using BlockReader body = new(stream);

        Assert.Equal(AnswerForm.Events, await AnswerForms.FindAsync(body, "text/event-stream", TestContext.Current.CancellationToken));
    }
}
