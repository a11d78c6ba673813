namespace GptImage.Sdk.Tests;

public sealed class PageWordsTests
{
    [Theory]
    [InlineData("<html><head><title>502</title></head><body><h1>Bad\n gateway</h1></body></html>", "502 Bad gateway")]
    [InlineData("<STYLE type='a'>h1 { color: red }</Style >Busy<script>alert('<b>')</script>!", "Busy !")]
    [InlineData("<scripture>Read</scripture>", "Read")]
    [InlineData("<script>never ends", "never ends")]
    [InlineData("a < b and no tag", "a < b and no tag")]
    [InlineData("<style>x</style", "x</style")]
    [InlineData("plain   text", "plain text")]
    [InlineData("<p></p>", null)]
    [InlineData("", null)]
    public void Summarize_Page_HasWhatAPersonReads(string page, string? expected) => Assert.Equal(expected, PageWords.Summarize(page));

    [Fact]
    public void Summarize_LongText_IsCutAt200Characters() =>
        Assert.Equal(new string('x', 200) + "…", PageWords.Summarize(new string('x', 9000)));
}
