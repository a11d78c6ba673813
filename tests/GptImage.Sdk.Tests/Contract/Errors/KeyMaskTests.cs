namespace GptImage.Sdk.Tests;

public sealed class KeyMaskTests
{
    private const string Key = "sk-a+b/c=0123456789";

    private static readonly KeyMask Mask = KeyMask.FromKey(Key);

    [Theory]
    [InlineData("Bad key sk-a+b/c=0123456789.", "Bad key ***.")]
    [InlineData("""{"message":"sk-a\u002Bb\u002fc\u003D0123456789"}""", """{"message":"***"}""")]
    [InlineData("""{"message":"sk-a+b\/c=0123456789"}""", """{"message":"***"}""")]
    [InlineData("""{"message":"{\"key\":\"sk-a\\u002Bb\\/c=0123456789\"}"}""", """{"message":"{\"key\":\"***\"}"}""")]
    [InlineData("""\u0073\u006b\u002da\u002Bb/c=0123456789""", "***")]
    [InlineData("?key=sk-a%2Bb%2fc%3D0123456789&x=1", "?key=***&x=1")]
    [InlineData("?url=sk-a%252Bb%252Fc%253D0123456789", "?url=***")]
    [InlineData("<p>sk-a&#43;b/c&#x3d;0123456789</p>", "<p>***</p>")]
    [InlineData("sk-a+b/c=0123456789 and sk-a%2bb/c=0123456789", "*** and ***")]
    [InlineData("sk-sk-a+b/c=0123456789", "sk-***")]
    [InlineData("sk-a+b/c=012345678", "sk-a+b/c=012345678")]
    [InlineData("""no key, but a \ and a % and an &""", """no key, but a \ and a % and an &""")]
    [InlineData("", "")]
    [InlineData(null, null)]
    public void Hide_KeyInAnyForm_IsMasked(string? text, string? expected)
    {
        Assert.Equal(expected, Mask.Hide(text));
        Assert.Equal(expected != text, Mask.Has(text));
    }

    [Theory]
    [InlineData("Bad key sk-a+b/c=01", "Bad key ***")]
    [InlineData("Bad key sk-a", "Bad key ***")]
    [InlineData("Bad key sk-", "Bad key sk-")]
    [InlineData("""Bad key sk-a\u002Bb\u00""", "Bad key ***")]
    [InlineData("Bad key sk-a%2Bb%2", "Bad key ***")]
    [InlineData("sk-a+b/c=0123456789 sk-a+b", "*** ***")]
    [InlineData("Bad key sk-x+b/c=01", "Bad key sk-x+b/c=01")]
    public void HideCut_PieceOfTheKeyAtTheEnd_IsMaskedToo(string text, string expected) => Assert.Equal(expected, Mask.HideCut(text));

    [Fact]
    public void HideCut_KeyCutAnywhere_LeavesNoPieceOfFour()
    {
        for (int length = 1; length <= Key.Length; length++)
        {
            Assert.DoesNotContain("sk-a", Mask.HideCut("key: " + Key[..length]), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("short")]
    public void Hide_NoKeyOfAService_ChangesNothing(string? key) =>
        Assert.Equal("a short text", KeyMask.FromKey(key).Hide("a short text"));

    [Fact]
    public void FromMessage_HandlerUsesAnotherKey_IsMaskedToo()
    {
        using HttpRequestMessage message = new();
        message.Headers.TryAddWithoutValidation("api-key", "other-key-123");

        Assert.Equal("*** ***", KeyMask.FromMessage(Key, message).Hide($"other-key-123 {Key}"));
    }
}
