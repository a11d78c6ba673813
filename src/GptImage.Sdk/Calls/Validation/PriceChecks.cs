namespace GptImage.Sdk;

/// <summary>Checks whether the price can be told before sending.</summary>
internal static class PriceChecks
{
    public static void Check(ComposedRequest composed, FindingList findings)
    {
        if (composed.Request.OutputFormat == OutputFormat.Svg)
        {
            findings.Add(
                Rules.PriceSvg,
                "The text model that writes the SVG is billed apart and is not in the price. Set GptImageClientOptions.SvgModelCost to "
                + "have it counted; the answer reports its tokens (SvgUsage).");
        }

        if (composed.Facts is not { Prices: not null, OutputTokens: not null })
        {
            return;
        }

        bool isSizeOpen = composed.Request.Size.IsAuto;
        bool isQualityOpen = composed.Request.Quality is not { } quality || quality == ImageQuality.Auto;
        if (isSizeOpen || isQualityOpen)
        {
            string open = isSizeOpen && isQualityOpen ? "size and quality" : isSizeOpen ? "size" : "quality";
            findings.Add(
                Rules.PriceAuto, $"The service chooses the {open}, so the price is only a range. Set the {open} to know it.",
                parameter: isQualityOpen ? "quality" : "size");
        }
    }
}
