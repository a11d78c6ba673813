namespace GptImage.Sdk;

/// <summary>Checks whether the price can be told before sending.</summary>
internal static class PriceChecks
{
    public static void Check(ComposedRequest composed, FindingList findings)
    {
        if (composed.Facts is not { Prices: not null, OutputTokens: not null })
        {
            return;
        }

        bool isSizeOpen = composed.Request.Size.IsAuto;
        bool isQualityOpen = composed.Request.Quality is not { } quality || quality == ImageQuality.Auto;
        if (isSizeOpen || isQualityOpen)
        {
            string open = isSizeOpen && isQualityOpen ? "size and quality" : isSizeOpen ? "size" : "quality";
            findings.Add(Rules.PriceAuto, $"The service chooses the {open}, so the price is only a range. Set the {open} to know it.", parameter: isQualityOpen ? "quality" : "size");
        }
    }
}
