using Microsoft.Extensions.AI;

namespace GptImage.Sdk.Extensions.AI;

/// <summary>Makes a response of Microsoft.Extensions.AI of one of our results.</summary>
internal static class ResponseMapper
{
    /// <summary>The names of the official client's adapter, so that dashboards read both.</summary>
    private const string ImageTokens = "InputTokenDetails.ImageTokenCount";

    private const string TextTokens = "InputTokenDetails.TextTokenCount";

    public static ImageGenerationResponse CreateResponse(ImageResult result) =>
        new([.. result.Images.Select(image => image.ToContent())])
        {
            Usage = result.Usage is { } usage ? CreateUsage(usage) : null,
            RawRepresentation = result,
        };

    private static UsageDetails CreateUsage(ImageUsage usage) => new()
    {
        InputTokenCount = usage.InputTokens,
        InputTextTokenCount = usage.InputTextTokens,
        OutputTokenCount = usage.OutputTokens,
        TotalTokenCount = usage.TotalTokens,
        AdditionalCounts = new AdditionalPropertiesDictionary<long>
        {
            [TextTokens] = usage.InputTextTokens,
            [ImageTokens] = usage.InputImageTokens,
        },
    };
}
