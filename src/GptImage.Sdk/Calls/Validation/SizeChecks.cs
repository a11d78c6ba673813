using System.Globalization;

namespace GptImage.Sdk;

/// <summary>Checks the size against the model's rule.</summary>
internal static class SizeChecks
{
    public static void Check(ComposedRequest composed, FindingList findings)
    {
        ImageSize size = composed.Request.Size;
        if (size.IsAuto || composed.Facts is not { } facts || composed.Request.OutputFormat == OutputFormat.Gif)
        {
            return;
        }

        SizeRule rule = facts.Sizes;
        if (!rule.Allows(size))
        {
            Rule broken = Broken(rule, size);
            ImageSize nearest = rule.Nearest(size);
            findings.Add(
                broken, $"The size {size} does not fit {composed.Model}: {Limits(rule, broken)}. The nearest legal size is {nearest}.",
                nearest.ToString());
        }
        else if (rule.Fixed.Count == 0 && size.Pixels > rule.ExperimentalAbovePixels)
        {
            findings.Add(
                Rules.SizeExperimental,
                string.Create(CultureInfo.InvariantCulture,
                $"The size {size} has {size.Pixels:N0} pixels; the service calls sizes above {rule.ExperimentalAbovePixels:N0} "
                + $"(2560x1440) experimental."));
        }
    }

    private static Rule Broken(SizeRule rule, ImageSize size) =>
        rule.Fixed.Count > 0 ? Rules.SizeFixed
        : size.Width % rule.Multiple != 0 || size.Height % rule.Multiple != 0 ? Rules.SizeMultiple
        : size.LongEdge > rule.MaxEdge ? Rules.SizeEdge
        : size.LongEdge > (long)rule.MaxRatio * Math.Min(size.Width, size.Height) ? Rules.SizeRatio
        : Rules.SizePixels;

    private static string Limits(SizeRule rule, Rule broken)
    {
        FormattableString text = broken.Id switch
        {
            "size-fixed" => $"it takes {string.Join(", ", rule.Fixed)} and auto",
            "size-multiple" => $"width and height must be multiples of {rule.Multiple}",
            "size-edge" => $"the long edge may have {rule.MaxEdge} pixels",
            "size-ratio" => $"the long edge may be {rule.MaxRatio} times the short one",
            _ => $"it takes {rule.MinPixels:N0} to {rule.MaxPixels:N0} pixels in all",
        };
        return FormattableString.Invariant(text);
    }
}
