using System.Globalization;

namespace GptImage.Sdk;

/// <summary>Checks what belongs to streaming.</summary>
internal static class StreamChecks
{
    private const int MaxPartialImages = 3;

    public static void Check(ComposedRequest composed, FindingList findings)
    {
        if (!composed.Delivery.IsStream)
        {
            return;
        }

        if (composed.Delivery.PartialImages is < 0 or > MaxPartialImages)
        {
            findings.Add(
                Rules.PartialImagesRange,
                string.Create(CultureInfo.InvariantCulture,
                $"{composed.Delivery.PartialImages} partial images are asked for; the service takes 0 to {MaxPartialImages}."),
                composed.Delivery.PartialImages < 0 ? "0" : "3");
        }

        if (composed.Request.Count > 1)
        {
            findings.Add(
                Rules.StreamCount,
                string.Create(CultureInfo.InvariantCulture,
                $"The count is {composed.Request.Count}; the events of a stream do not say which picture they belong to, so one stream "
                + $"makes 1. Start several streams, or use GenerateAsync."), "1");
        }

        if (composed.Request.OutputFormat == OutputFormat.Svg)
        {
            findings.Add(Rules.SvgStream, "SVG output cannot be streamed. Use GenerateAsync.");
        }

        if (composed.Facts is { SupportsStreaming: false })
        {
            findings.Add(Rules.StreamModel, $"{composed.Model} does not stream. Use GenerateAsync.");
        }
    }
}
