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
}
