using GptImage.Sdk;

namespace GptImage.Cli;

/// <summary>Finds the cheapest picture that a model makes.</summary>
internal static class CheapestPicture
{
    /// <summary>The legal sizes with the fewest tokens, which differ by quality because of rounding, and the one that all models take.
    /// Source: docs/service.md, I.2 and I.3.</summary>
    private static readonly ImageSize[] Sizes = [new(1024, 1024), new(1376, 480), new(1408, 480), new(1424, 480), new(1440, 480)];

    /// <summary>Makes a request for it.</summary>
    /// <param name="client">The client that knows the prices.</param>
    /// <param name="model">The model.</param>
    public static ImageRequest CreateRequest(GptImageClient client, ImageModel model)
    {
        IEnumerable<ImageRequest> all = Sizes.Select(size => new TextToImageRequest("A red circle on white")
        {
            Model = model,
            Size = size,
            Quality = ImageQuality.Low,
            OutputFormat = OutputFormat.Png,
        });
        return all
            .OrderBy(request => client.Explain(request) is { IsValid: true, Cost: { } cost } ? cost.Maximum : decimal.MaxValue)
            .First();
    }
}
