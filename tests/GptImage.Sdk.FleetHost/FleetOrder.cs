using System.Globalization;

namespace GptImage.Sdk.FleetHost;

/// <summary>The order that is bought while workers are killed: every picture has a prompt of its own, all of one length and one
/// price.</summary>
public static class FleetOrder
{
    public static TextToImageRequest Create(int number) => new(string.Create(CultureInfo.InvariantCulture, $"Picture {number:D5}"))
    {
        Model = ImageModel.GptImage2,
        Size = new ImageSize(1024, 640),
        Quality = ImageQuality.Low,
        OutputFormat = OutputFormat.Png,
    };

    public static IEnumerable<ImageRequest> CreateAll(int count) => Enumerable.Range(1, count).Select(Create);
}
