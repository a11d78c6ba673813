using System.Text;

namespace GptImage.Sdk.Tests;

public sealed class BatchLineWriterTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WriteAsync_TextToImage_IsOneLineOfTheReference()
    {
        string line = await WriteAsync(new TextToImageRequest("Line 1\nLine 2")
        {
            Model = ImageModel.GptImage26Flare,
            Size = ImageSize.Square,
            Quality = ImageQuality.Low,
            Count = 2,
        });

        Assert.Equal(
            """{"custom_id":"img-0001","method":"POST","url":"/v1/images/generations","body":"""
            + """{"model":"gpt-image-2.6-flare","prompt":"Line 1\nLine 2","n":2,"size":"1024x1024","quality":"low"}}""" + "\n",
            line);
    }

    [Fact]
    public async Task WriteAsync_Edit_RefersToFiles()
    {
        string line = await WriteAsync(new ImageToImageRequest("Make it night", ImageInput.FromFileId("file-abc123"))
        {
            Mask = ImageInput.FromFileId("file-mask123"),
        });

        Assert.Contains("\"url\":\"/v1/images/edits\"", line, StringComparison.Ordinal);
        Assert.Contains(
            "\"images\":[{\"file_id\":\"file-abc123\"}],\"mask\":{\"file_id\":\"file-mask123\"}", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef-1", "0123456789abcdef0123456789abcdef-1")]
    [InlineData("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef-50000", "0123456789abcdef0123456789abcdef-50000")]
    public void CustomIdFor_Fingerprint_HasAtMost64Characters(string fingerprint, string expected)
    {
        Assert.Equal(expected, BatchLineWriter.CustomIdFor(fingerprint));
        Assert.InRange(expected.Length, 1, 64);
    }

    private static async Task<string> WriteAsync(ImageRequest request) => Encoding.UTF8.GetString(
        (await BatchLineWriter.WriteAsync("img-0001", RequestPlanner.Plan(Plans.Compose(request), []).Plan, Token)).Span);
}
