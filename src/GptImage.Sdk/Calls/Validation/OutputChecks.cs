using System.Globalization;

namespace GptImage.Sdk;

/// <summary>Checks what is asked of the picture, but for its size.</summary>
internal static class OutputChecks
{
    private const int DefaultMaxCount = 10;
    private const int SafetyIdentifierLength = 128;

    private static readonly string[] Qualities =
        [ImageQuality.Auto.Value, ImageQuality.Low.Value, ImageQuality.Medium.Value, ImageQuality.High.Value, ImageQuality.XHigh.Value,
        ImageQuality.Max.Value];
    private static readonly string[] Formats =
        [OutputFormat.Png.Value, OutputFormat.Jpeg.Value, OutputFormat.Webp.Value, OutputFormat.Gif.Value, OutputFormat.Svg.Value];
    private static readonly string[] Backgrounds =
        [ImageBackground.Transparent.Value, ImageBackground.Opaque.Value, ImageBackground.Auto.Value];
    private static readonly string[] Moderations = [ModerationLevel.Auto.Value, ModerationLevel.Low.Value];
    private static readonly string[] Complexities = [Complexity.Low.Value, Complexity.Medium.Value, Complexity.High.Value];

    public static void Check(ComposedRequest composed, FindingList findings)
    {
        ImageRequest request = composed.Request;
        CheckCount(composed, findings);
        CheckQuality(composed, findings);
        CheckFormat(composed, findings);
        CheckBackground(composed, findings);
        CheckCompression(request, findings);
        CheckComplexity(composed, findings);
        OpenValue(findings, "moderation", request.Moderation?.Value, Moderations);
        if (request.SafetyIdentifier is { } identifier)
        {
            CheckSafetyIdentifier(identifier, findings);
        }
    }

    /// <summary>An empty value is an error; one this library does not know goes out with a warning.</summary>
    /// <returns>Whether the value is set and known.</returns>
    internal static bool OpenValue(FindingList findings, string parameter, string? value, string[] known)
    {
        if (value is null || Array.IndexOf(known, value) >= 0)
        {
            return value is not null;
        }

        if (value.Length == 0)
        {
            findings.Add(
                Rules.ValueEmpty,
                $"The value of '{parameter}' is empty. Set one of {string.Join(", ", known)}, or null to leave it to the service.",
                parameter: parameter);
        }
        else
        {
            findings.Add(
                Rules.ValueUnknown,
                $"The value '{value}' of '{parameter}' is not known to this library and is sent as it is. Known are "
                + $"{string.Join(", ", known)}.", parameter: parameter);
        }

        return false;
    }

    private static void CheckCount(ComposedRequest composed, FindingList findings)
    {
        int count = composed.Request.Count;
        int max = composed.Facts?.MaxCount ?? DefaultMaxCount;
        if (count < 1)
        {
            findings.Add(
                Rules.CountRange, string.Create(CultureInfo.InvariantCulture, $"The count is {count}; ask for 1 to {max} pictures."), "1");
        }
        else if (count > max)
        {
            findings.Add(
                Rules.CountRange,
                string.Create(CultureInfo.InvariantCulture,
                $"The count is {count}; one call makes 1 to {max} pictures. For more, make several requests and run them with RunAsync."),
                max.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static void CheckQuality(ComposedRequest composed, FindingList findings)
    {
        if (OpenValue(findings, "quality", composed.Request.Quality?.Value, Qualities)
            && composed is { Facts: { Qualities.Count: > 0 } facts, Request.Quality: { } quality }
            && quality != ImageQuality.Auto
            && !facts.Qualities.Contains(quality))
        {
            findings.Add(
                Rules.QualityUnsupported,
                $"{composed.Model} does not take the quality '{quality}'; it takes {string.Join(", ", facts.Qualities)} and auto.",
                facts.Qualities[^1].Value);
        }
    }

    private static void CheckFormat(ComposedRequest composed, FindingList findings)
    {
        if (!OpenValue(findings, "output_format", composed.Request.OutputFormat?.Value, Formats)
            || composed is not { Facts: { } facts, Request.OutputFormat: { } format }
            || facts.Formats.Contains(format))
        {
            return;
        }

        if (facts.PreviewFormats.Contains(format))
        {
            findings.Add(
                Rules.FormatPreview,
                $"The format '{format}' needs preview access for the project; without it the service refuses the request.");
        }
        else
        {
            findings.Add(
                Rules.FormatUnsupported,
                $"{composed.Model} does not write '{format}'; it writes {string.Join(", ", facts.Formats)}. GIF and SVG need a 2.6 model.",
                facts.Formats[0].Value);
        }
    }

    private static void CheckBackground(ComposedRequest composed, FindingList findings)
    {
        OpenValue(findings, "background", composed.Request.Background?.Value, Backgrounds);
        if (composed.Request.Background != ImageBackground.Transparent)
        {
            return;
        }

        if (PictureFormat.Find(composed.Request.OutputFormat?.Value) is { HasAlpha: false })
        {
            findings.Add(
                Rules.BackgroundTransparentFormat, "JPEG has no transparency. Ask for png or webp, or for an opaque background.", "opaque");
        }
        else if (composed.Request.OutputFormat == OutputFormat.Gif)
        {
            findings.Add(Rules.BackgroundTransparentGif, "Only third parties say that a GIF can be transparent; png and webp can.");
        }

        switch (composed.Facts?.Transparency)
        {
            case FeatureSupport.No:
                findings.Add(Rules.BackgroundTransparentModel, $"{composed.Model} makes no transparent backgrounds.", "opaque");
                break;
            case FeatureSupport.Preview:
                findings.Add(
                    Rules.BackgroundTransparentPreview,
                    $"Transparent backgrounds of {composed.Model} are in preview; without access the service refuses the request. The "
                    + "2.5 and 2.6 models make them without a preview.");
                break;
            default:
                break;
        }
    }

    private static void CheckCompression(ImageRequest request, FindingList findings)
    {
        if (request.OutputCompression is not { } compression)
        {
            return;
        }

        if (compression is < 0 or > 100)
        {
            findings.Add(
                Rules.CompressionRange,
                string.Create(CultureInfo.InvariantCulture, $"The output compression is {compression}; it goes from 0 to 100 percent."),
                compression < 0 ? "0" : "100");
            return;
        }

        OutputFormat format = request.OutputFormat ?? OutputFormat.Png;
        if (format == OutputFormat.Svg || (compression < 100 && (format == OutputFormat.Png || format == OutputFormat.Gif)))
        {
            findings.Add(
                Rules.CompressionFormat,
                string.Create(CultureInfo.InvariantCulture,
                $"The output compression is {compression}, and {format} takes none. Ask for jpeg or webp, or leave the compression out."),
                format == OutputFormat.Svg ? null : "100");
        }
    }

    private static void CheckComplexity(ComposedRequest composed, FindingList findings)
    {
        OpenValue(findings, "complexity", composed.Request.Complexity?.Value, Complexities);
        if (composed is { Request.Complexity: not null, Facts.Complexity: not FeatureSupport.Yes })
        {
            findings.Add(
                Rules.ComplexityUnsupported, $"The complexity is documented for the 2.6 models only and is not sent to {composed.Model}.");
        }
    }

    private static void CheckSafetyIdentifier(string identifier, FindingList findings)
    {
        if (identifier.Length > SafetyIdentifierLength)
        {
            findings.Add(
                Rules.SafetyIdentifierLength,
                string.Create(CultureInfo.InvariantCulture,
                $"The safety identifier has {identifier.Length:N0} characters; other clients allow {SafetyIdentifierLength}. "
                + $"Send a hash."));
        }
    }
}
