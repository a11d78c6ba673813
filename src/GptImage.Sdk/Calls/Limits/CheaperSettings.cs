using System.Globalization;

namespace GptImage.Sdk;

/// <summary>Says what a caller can set so that less is reserved.</summary>
internal static class CheaperSettings
{
    private static readonly ImageSize UsualFrame = new(512, 512);

    /// <summary>Names the settings that the request leaves to the service, and what choosing them would reserve.</summary>
    /// <param name="composed">The request that goes beyond a limit.</param>
    /// <param name="room">What is left of the limit, in USD.</param>
    /// <param name="apart">What is reserved beside the pictures, in USD.</param>
    public static string Describe(ComposedRequest composed, decimal room, decimal apart)
    {
        ImageRequest request = composed.Request;
        bool isSizeOpen = request.Size.IsAuto;
        bool isQualityOpen = request.Quality is not { } quality || quality == ImageQuality.Auto;
        if (isSizeOpen || isQualityOpen)
        {
            ImageSize usual = request.OutputFormat == OutputFormat.Gif ? UsualFrame : ImageSize.Square;
            ImageRequest chosen = request with { Size = isSizeOpen ? usual : request.Size };
            ImageRequest? best = null;
            decimal least = 0;
            foreach (ImageQuality drawn in isQualityOpen ? Qualities(composed) : [request.Quality.GetValueOrDefault()])
            {
                ImageRequest choice = chosen with { Quality = drawn };
                decimal? most = CostEstimator.Estimate(composed with { Request = choice })?.Maximum + apart;
                if (most is { } cost && (best is null || IsBetter(cost, least, room)))
                {
                    best = choice;
                    least = cost;
                }
            }

            if (best is not null)
            {
                return Describe(best, least, isSizeOpen, isQualityOpen);
            }
        }

        return "Ask for a smaller size, a lower quality or fewer pictures, or raise the limit.";
    }

    /// <summary>Prefers the most expensive setting that fits, and the cheapest where none does.</summary>
    private static bool IsBetter(decimal cost, decimal than, decimal room) =>
        cost <= room ? than > room || cost > than : than > room && cost <= than;

    private static string Describe(ImageRequest best, decimal most, bool isSizeOpen, bool isQualityOpen)
    {
        string open = isSizeOpen && isQualityOpen ? "Size and Quality are" : isSizeOpen ? "Size is" : "Quality is";
        string size = $"Size = {best.Size}";
        string quality = $"Quality = {best.Quality}";
        string set = isSizeOpen && isQualityOpen ? $"{size} and {quality}" : isSizeOpen ? size : quality;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{open} not set, so the most that the service may choose is reserved. With {set} the request reserves {most:0.0000} USD.");
    }

    private static IReadOnlyList<ImageQuality> Qualities(ComposedRequest composed) => composed.Facts?.OutputTokens?.Qualities ?? [];
}
