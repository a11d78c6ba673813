namespace GptImage.Sdk.Imaging;

/// <summary>What is odd about a mask.</summary>
internal static class MaskFindings
{
    private const string Ours = "rule of this library";
    private const string Reference = "API reference of the service, read 2026-11-23";

    public static IReadOnlyList<Finding> Find(MaskPlane mask)
    {
        (long edited, long kept) = mask.Count();
        long all = (long)mask.Width * mask.Height;
        return edited == 0
            ? [Find(FindingSeverity.Error, "mask-empty",
            "The mask marks no pixel as wholly changeable, so nothing would be edited. Mark a region within the picture.", Ours)]
            : kept == 0
                && edited == all
                ? [Find(FindingSeverity.Warning, "mask-covers-all",
                "The mask covers the whole picture, so nothing of it is kept. Leave the mask out, or mark a smaller region.", Ours)]
            : [];
    }

    public static Finding OtherSize(ImageSize mask, ImageSize picture) => Find(
        FindingSeverity.Error,
        "mask-size",
        $"The mask is {mask} and the picture {picture}; make the mask {picture}.",
        Reference) with
    { NearestLegalValue = picture.ToString() };

    private static Finding Find(FindingSeverity severity, string rule, string message, string source) => new()
    {
        Severity = severity,
        Parameter = "mask",
        RuleId = rule,
        Message = message,
        Source = source,
    };
}
