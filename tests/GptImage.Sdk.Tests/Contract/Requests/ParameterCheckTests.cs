using System.Text.Json;

namespace GptImage.Sdk.Tests;

public sealed class ParameterCheckTests
{
    [Theory]
    [InlineData("""{"a\"; filename=\"x":1}""")]
    [InlineData("""{"a\r\nX-Foreign: 1":1}""")]
    [InlineData("""{"a":{"b":[{"c\nd":1}]}}""")]
    [InlineData("""{"":1}""")]
    [InlineData("""{"ä":1}""")]
    [InlineData("""{"\ud800":1}""")]
    [InlineData("""{"a":"\udc00"}""")]
    [InlineData("""[["x",["\ud83d"]]]""")]
    [InlineData("""{"a":[{"b":"cut \ud83d"}]}""")]
    public void AdditionalParameters_NestedNameOrTextThatCannotBeSent_Throws(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);

        ArgumentException exception = Assert.Throws<ArgumentException>(() => new TextToImageRequest("x")
        {
            AdditionalParameters = new Dictionary<string, object> { ["extra"] = document.RootElement },
        });

        Assert.True(
            exception.Message.Contains("half a surrogate pair", StringComparison.Ordinal)
            || exception.Message.Contains("visible ASCII without quotes", StringComparison.Ordinal), exception.Message);
    }

    [Fact]
    public void AdditionalParameters_TextWithHalfACharacter_Throws() =>
        Assert.Contains(
            "middle of an emoji",
            Assert.Throws<ArgumentException>(() => new TextToImageRequest("x")
            {
                AdditionalParameters = new Dictionary<string, object> { ["extra"] = "cut \ud83d" },
            }).Message,
            StringComparison.Ordinal);

    [Fact]
    public void AdditionalParameters_NestedWhole_IsKept()
    {
        using JsonDocument document = JsonDocument.Parse("""{"a":{"b-1":[null,true,1.5,"😀 \ud83d\ude00"]}}""");

        TextToImageRequest request = new("x")
        {
            AdditionalParameters = new Dictionary<string, object> { ["extra"] = document.RootElement },
        };

        Assert.Contains("b-1", Plans.Explain(request).Fields["extra"], StringComparison.Ordinal);
    }
}
