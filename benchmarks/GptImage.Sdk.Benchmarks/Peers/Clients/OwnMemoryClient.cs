namespace GptImage.Sdk.Benchmarks.Peers.Clients;

/// <summary>This library, from the wire into arrays of exactly the picture's size.</summary>
internal sealed class OwnMemoryClient(PeerSetting setting) : OwnClient(setting)
{
    protected override async Task GenerateAsync(int number)
    {
        ImageResult result = await Client.GenerateAsync(Request);
        Expect(result.Images.Sum(image => (long)image.Bytes.Length));
    }

    protected override async Task StreamAsync()
    {
        List<GeneratedImage> images = [];
        await foreach (ImageUpdate update in Client.StreamAsync(Request, partialImages: 3))
        {
            images.Add(update is PartialImageUpdate partial ? partial.Image : ((CompletedImageUpdate)update).Image);
        }

        Expect(images.Sum(image => (long)image.Bytes.Length));
    }

    protected override Task UploadAsync() =>
        Client.GenerateAsync(new ImageToImageRequest(Prompt, [.. Inputs.Select(ImageInput.FromFile)])
        {
            Size = ImageSize.Square,
            Quality = ImageQuality.Low,
        });
}
