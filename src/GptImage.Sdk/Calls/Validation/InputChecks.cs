using System.Globalization;

namespace GptImage.Sdk;

/// <summary>Checks the input images, the mask and the markup by their first bytes.</summary>
internal static class InputChecks
{
    private const long MaxInputBytes = InputReading.MaxBytes;
    private const long RecommendedMaskBytes = 4L * 1024 * 1024;
    private const long MaxDataUrlLength = 20_971_520;

    private static readonly OutputFormat[] Accepted = [OutputFormat.Png, OutputFormat.Jpeg, OutputFormat.Webp];

    public static void Check(ComposedRequest composed, FindingList findings)
    {
        if (!composed.IsEdit)
        {
            return;
        }

        CheckCount(composed, findings);
        bool asDataUrl = composed.HasReferences;
        for (int i = 0; i < composed.Inputs.Count; i++)
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"Input image {i + 1}");
            CheckPicture(composed.Inputs[i], name, "image", asDataUrl, findings);
            CheckColors(composed.Inputs[i], name, findings);
        }

        CheckMask(composed, findings);
        CheckMarkup(composed, findings);
        CheckFidelity(composed, findings);
    }

    private static void CheckCount(ComposedRequest composed, FindingList findings)
    {
        int max = composed.Facts?.MaxInputImages ?? ModelFacts.UsualMaxInputImages;
        if (composed.Inputs.Count == 0 && composed.Request is ImageToImageRequest)
        {
            findings.Add(
                Rules.InputsNone,
                string.Create(CultureInfo.InvariantCulture,
                $"The request has no input image; an edit takes 1 to {max}. For a picture from words alone use a TextToImageRequest."));
        }
        else if (composed.Inputs.Count > max && composed.Request is not CharacterReferenceRequest)
        {
            findings.Add(
                Rules.InputsTooMany,
                string.Create(CultureInfo.InvariantCulture,
                $"The request has {composed.Inputs.Count} input images; {composed.Model} takes up to {max}."));
        }
    }

    private static string Wanted(string parameter) =>
        parameter is "mask" or "markup" ? "Pass a PNG." : "Pass a PNG, JPEG or WebP picture.";

    public static bool CheckPicture(ComposedInput input, string name, string parameter, bool asDataUrl, FindingList findings)
    {
        if (input.IsReference)
        {
            return false;
        }

        string what = $"{name} ({input.Input.Description})";
        if (input.Problem is { } problem)
        {
            findings.Add(Rules.InputUnreadable, $"{what} cannot be read: {problem}", parameter: parameter);
            return false;
        }

        if (input.IsUnseen)
        {
            findings.Add(
                Rules.InputUnseen,
                $"{what} can only be read by waiting for it, which Explain does not do: its format, size and length are not checked here. "
                + "The call itself reads and checks it before anything is sent.", parameter: parameter);
            return false;
        }

        if (input.Length == 0)
        {
            findings.Add(Rules.InputFormat, $"{what} is empty. {Wanted(parameter)}", parameter: parameter);
            return false;
        }

        if (input.Header is not { } header || !Accepted.Contains(header.Format))
        {
            string found = input.Header is null
                ? "is not a picture, whatever its name says"
                : $"is a {input.Header.Format.Value.ToUpperInvariant()} picture";
            findings.Add(Rules.InputFormat, $"{what} {found}. {Wanted(parameter)}", parameter: parameter);
            return false;
        }

        if (input.Length >= MaxInputBytes)
        {
            findings.Add(
                Rules.InputLength,
                string.Create(CultureInfo.InvariantCulture,
                $"{what} has {input.Length:N0} bytes; each input must be below {MaxInputBytes:N0} (50 MB). Scale it down."),
                parameter: parameter);
        }
        else if (asDataUrl && input.Length is { } length && DataUrlLength(length, header) > MaxDataUrlLength)
        {
            findings.Add(
                Rules.InputDataUrlLength,
                string.Create(CultureInfo.InvariantCulture,
                $"{what} would be a data URL of {DataUrlLength(length, header):N0} characters, because another input is an address or a "
                + $"file id; the service takes up to {MaxDataUrlLength:N0}. Upload it and pass its file id, or pass all inputs as bytes."),
                parameter: parameter);
        }

        return true;
    }

    private static long DataUrlLength(long length, ImageHeader header) =>
        $"data:{header.MediaType};base64,".Length + ((length + 2) / 3 * 4);

    private static void CheckColors(ComposedInput input, string name, FindingList findings)
    {
        if (input.Header is { IsCmyk: true })
        {
            findings.Add(Rules.InputColorMode, $"{name} is a CMYK picture, which the service was seen to refuse. Convert it to 8-bit RGB.");
        }
        else if (input.Header is { BitsPerChannel: > 8 } header)
        {
            findings.Add(
                Rules.InputBitDepth,
                string.Create(CultureInfo.InvariantCulture,
                $"{name} has {header.BitsPerChannel} bits a channel, which the service was seen to refuse. "
                + $"Convert it to 8-bit RGB or RGBA."));
        }
    }

    private static void CheckMask(ComposedRequest composed, FindingList findings)
    {
        if (composed.Mask is not { } mask || !CheckPicture(mask, "The mask", "mask", composed.HasReferences, findings)
            || mask.Header is not { } header)
        {
            return;
        }

        if (header.Format != OutputFormat.Png)
        {
            findings.Add(
                Rules.MaskFormat,
                $"The mask is a {header.Format.Value.ToUpperInvariant()} picture; the service takes PNG with an alpha channel.", "png");
        }
        else if (!header.HasAlpha)
        {
            findings.Add(
                Rules.MaskAlpha,
                "The mask has no alpha channel, so it says nothing. Save it as RGBA; fully transparent pixels mark what to change.");
        }
        else if (mask.IsOpaque)
        {
            findings.Add(
                Rules.MaskOpaque,
                "Each pixel of the mask is opaque, so it marks nothing and would buy an edit of nothing. Make the pixels transparent that "
                + "may change, or leave the mask out to let all of the picture change.");
        }

        CheckSameSize(composed, header, "mask", Rules.MaskSize, findings);
        if (mask.Length > RecommendedMaskBytes && mask.Length < MaxInputBytes)
        {
            findings.Add(
                Rules.MaskLength,
                string.Create(CultureInfo.InvariantCulture,
                $"The mask has {mask.Length:N0} bytes; the reference says below {RecommendedMaskBytes:N0} (4 MB)."));
        }
    }

    private static void CheckMarkup(ComposedRequest composed, FindingList findings)
    {
        if (composed.Markup is not { } markup)
        {
            return;
        }

        if (composed.Mask is not null)
        {
            findings.Add(Rules.MarkupMask, "The request has a mask and markup; the service takes one of them.");
        }

        if (composed.Facts is { Markup: FeatureSupport.No })
        {
            findings.Add(Rules.MarkupModel, $"{composed.Model} takes no markup; the 2.5 and 2.6 models do.", "gpt-image-2.6-sunburst");
        }

        if (composed.HasReferences)
        {
            findings.Add(
                Rules.MarkupReferences,
                "Markup is sent as a file, and then all inputs must be: pass bytes, files or streams instead of addresses and file ids.");
        }

        if (!CheckPicture(markup, "The markup", "markup", asDataUrl: false, findings) || markup.Header is not { } header)
        {
            return;
        }

        if (header.Format != OutputFormat.Png)
        {
            findings.Add(
                Rules.MarkupFormat,
                $"The markup is a {header.Format.Value.ToUpperInvariant()} picture; the service takes a transparent PNG.", "png");
        }
        else if (!header.HasAlpha)
        {
            findings.Add(
                Rules.MarkupAlpha, "The markup has no alpha channel and would cover the whole picture. Draw it on a transparent PNG.");
        }
        else if (markup.IsOpaque)
        {
            findings.Add(
                Rules.MarkupAlpha,
                "Each pixel of the markup is opaque, so it would cover the whole picture. Draw it on a transparent PNG.");
        }

        CheckSameSize(composed, header, "markup", Rules.MarkupSize, findings);
    }

    private static void CheckSameSize(ComposedRequest composed, ImageHeader header, string name, Rule rule, FindingList findings)
    {
        if (composed.Inputs is [{ Header: { } first }, ..] && first.Size != header.Size)
        {
            findings.Add(
                rule, $"The {name} is {header.Size} and the first input image {first.Size}; make the {name} {first.Size}.",
                first.Size.ToString());
        }
    }

    private static void CheckFidelity(ComposedRequest composed, FindingList findings)
    {
        OutputChecks.OpenValue(
            findings, "input_fidelity", composed.InputFidelity?.Value, [InputFidelity.Low.Value, InputFidelity.High.Value]);
        if (composed is not { InputFidelity: { Value.Length: > 0 } fidelity, Facts: { } facts } || facts.InputFidelities.Contains(fidelity))
        {
            return;
        }

        if (facts.InputFidelity == FeatureSupport.Undocumented)
        {
            findings.Add(
                Rules.InputFidelityUndocumented,
                $"The input fidelity is not documented for {composed.Model}, which keeps inputs closely anyway. Leave it out.");
        }
        else
        {
            string takes = facts.InputFidelities.Count > 0
                ? $"it takes {string.Join(", ", facts.InputFidelities)}"
                : "it keeps inputs closely anyway; leave the parameter out";
            findings.Add(
                Rules.InputFidelityUnsupported, $"{composed.Model} refuses the input fidelity '{fidelity}': {takes}.",
                facts.InputFidelities.Count > 0 ? facts.InputFidelities[^1].Value : null);
        }
    }
}
