namespace GptImage.Sdk.Tests;

public sealed class ImageResultTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void ToString_AnyNumberOfPictures_SaysWhatTheyAre(int count)
    {
        ImageResult result = new()
        {
            Model = ImageModel.GptImage2,
            RequestId = "req_1",
            Images = [.. Enumerable.Repeat(new GeneratedImage(SamplePictures.Png()), count)],
        };

        Assert.Equal($"{count} from gpt-image-2, request req_1", result.ToString());
    }

    [Fact]
    public void Image_OneAskedForAndMoreCame_IsTheFirst()
    {
        GeneratedImage[] images = [new(SamplePictures.Png()), new(SamplePictures.Png())];
        ImageResult result = new()
        {
            Images = images,
            Deviations = [new ImageDeviation { Parameter = "n", Requested = "1", Actual = "2" }],
        };

        Assert.Same(images[0], result.Image);
        Assert.Throws<InvalidOperationException>(() => (result with { Images = [] }).Image);
        Assert.Throws<InvalidOperationException>(() => (result with { Deviations = [] }).Image);
        Assert.Throws<InvalidOperationException>(
            () => (result with { Deviations = [new ImageDeviation { Parameter = "n", Requested = "3", Actual = "2" }] }).Image);
    }
}
