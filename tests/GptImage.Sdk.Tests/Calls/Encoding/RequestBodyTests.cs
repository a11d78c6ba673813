namespace GptImage.Sdk.Tests;

public sealed class RequestBodyTests
{
    [Fact]
    public async Task CopyToAsync_SecondTime_IsRefused()
    {
        using RequestBody body = Bodies.Encode(new TextToImageRequest("x"));
        await body.WriteAsync();

        RequestSentTwiceException exception = await Assert.ThrowsAsync<RequestSentTwiceException>(body.WriteAsync);

        Assert.Contains("second time", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CopyToAsync_Whole_CountsWhatWasSent()
    {
        using RequestBody body =
            Bodies.Encode(new ImageToImageRequest("x", ImageInput.FromFileId("file-1"), ImageInput.FromBytes(SamplePictures.Png())));
        Assert.False(body.IsSent);

        byte[] bytes = await body.WriteAsync();

        Assert.Equal((true, bytes.Length, bytes.Length), (body.IsSent, body.BytesSent, body.Headers.ContentLength));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task CopyToAsync_FileOfAnotherLengthThanChecked_ThrowsAndIsNotSent(int change)
    {
        using TemporaryFolder folder = new();
        byte[] png = SamplePictures.Png();
        string path = folder.Write("a.png", png);
        using RequestBody body = Bodies.Encode(new ImageToImageRequest("x", ImageInput.FromFile(path)));
        folder.Write("a.png", change > 0 ? [.. png, 0] : png[..^1]);

        InputChangedException exception = await Assert.ThrowsAsync<InputChangedException>(body.WriteAsync);

        Assert.Contains("changed while it was sent", exception.Message, StringComparison.Ordinal);
        Assert.False(body.IsSent);
    }

    [Fact]
    public async Task CopyToAsync_FileThatIsGone_Throws()
    {
        using TemporaryFolder folder = new();
        string path = folder.Write("a.png", SamplePictures.Png());
        using RequestBody body = Bodies.Encode(new ImageToImageRequest("x", ImageInput.FromFile(path)));
        File.Delete(path);

        InputChangedException exception = await Assert.ThrowsAsync<InputChangedException>(body.WriteAsync);

        Assert.Contains("could not be read", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CopyToAsync_StreamThatCannotSeek_IsSentWhole()
    {
        byte[] png = SamplePictures.Png();
        using RequestBody body =
            Bodies.Encode(new ImageToImageRequest("x", ImageInput.FromStream(() => new PiecewiseStream(png, 3, 50, 51))));

        byte[] bytes = await body.WriteAsync();

        Assert.True(bytes.AsSpan().IndexOf(png) > 0);
        Assert.Equal(bytes.Length, body.Headers.ContentLength);
    }

    [Fact]
    public async Task CopyToAsync_StreamThatStandsBehindItsBeginning_IsSentFromThere()
    {
        byte[] png = SamplePictures.Png();
        using RequestBody body =
            Bodies.Encode(new ImageToImageRequest("x", ImageInput.FromStream(() => new MemoryStream([9, 9, 9, .. png]) { Position = 3 })));

        byte[] bytes = await body.WriteAsync();

        Assert.True(bytes.AsSpan().IndexOf(png) > 0);
        Assert.Equal(bytes.Length, body.Headers.ContentLength);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task CopyToAsync_DataUrlOfAnyLength_IsBase64OfTheWhole(int extra)
    {
        byte[] png = SamplePictures.Png(chunks: ("caBX", [.. Enumerable.Range(0, 150_000 + extra).Select(index => (byte)(index * 31))]));
        using RequestBody body =
            Bodies.Encode(
                new ImageToImageRequest("x", ImageInput.FromStream(() => new PiecewiseStream(png, 1, 49_000, 49_001)),
                ImageInput.FromFileId("file-1")));

        string text = await body.WriteTextAsync();

        Assert.Contains($"\"data:image/png;base64,{Convert.ToBase64String(png)}\"", text, StringComparison.Ordinal);
        Assert.Equal(text.Length, body.Headers.ContentLength);
    }

    [Fact]
    public async Task Encode_SamePlanTwice_GivesTwoBodies()
    {
        RequestPlan plan = Plans.Explain(new TextToImageRequest("x"));
        using RequestBody first = RequestEncoder.Encode(plan.Fields);
        using RequestBody second = RequestEncoder.Encode(plan.Fields);

        Assert.Equal(await first.WriteTextAsync(), await second.WriteTextAsync());
    }
}
