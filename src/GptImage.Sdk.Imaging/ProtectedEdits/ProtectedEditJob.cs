using System.Globalization;
using SkiaSharp;

namespace GptImage.Sdk.Imaging;

/// <summary>One protected edit on its way: everything before the call, and everything after.</summary>
internal sealed class ProtectedEditJob : IDisposable
{
    private const double MinAutomaticFeather = 2;
    private const double MaxAutomaticFeather = 32;

    private readonly ProtectedEdit _edit;
    private readonly SourcePicture _source;
    private readonly MaskPlane _mask;
    private readonly CanvasFit _fit;
    private readonly List<Finding> _findings;
    private readonly List<string> _operations = [];
    private bool _hasServicePixels = true;
    private DriftReport? _drift;

    private ProtectedEditJob(ProtectedEdit edit, SourcePicture source, MaskPlane mask, CanvasFit fit)
    {
        _edit = edit;
        _source = source;
        _mask = mask;
        _fit = fit;
        _findings = [.. SettingFindings.Find(edit), .. MaskFindings.Find(mask)];
        Request = CreateRequest();
    }

    /// <summary>Gets what to send.</summary>
    public ImageToImageRequest Request { get; }

    private DriftOptions Drift => new() { Threshold = _edit.ChangeThreshold };

    /// <summary>Normalizes the picture, reads the mask and fits both to a canvas of the model.</summary>
    /// <exception cref="GptImageValidationException">The mask is empty or of another size.</exception>
    /// <exception cref="ImagingException">The picture or the mask cannot be read.</exception>
    public static ProtectedEditJob Prepare(ProtectedEdit edit, Func<ImageRequest, RequestPlan> explain)
    {
        ThrowIfOutOfRange(edit);
        SourcePicture source = SourcePicture.Open(edit.Image, new NormalizerOptions { MaxPixels = edit.MaxPixels }.Checked());
        MaskPlane? mask = null;
        try
        {
            PictureEncoder.ThrowIfImpossible(edit.FinalFormat, source.Pixels.Size);
            mask = ReadMask(edit, source.Pixels.Size);
            ImageModel model = (explain(new TextToImageRequest(edit.Prompt) { Model = edit.Model })
                ?? throw new InvalidOperationException("Explain of the client returned null; return a RequestPlan.")).Model;
            return new ProtectedEditJob(edit, source, mask, CanvasFit.For(source.Pixels.Size, model, edit.Padding));
        }
        catch
        {
            mask?.Dispose();
            source.Dispose();
            throw;
        }
    }

    /// <summary>Makes the result of what the service sent.</summary>
    /// <exception cref="PostProcessingException">A step after the call failed, for example decoding the picture; the exception has the
    /// picture.</exception>
    /// <exception cref="ImageDriftException">It changed too much outside the mask, and the policy is to fail then.</exception>
    public ProtectedEditResult Finish(ImageResult call)
    {
        ProtectedEditResult result = PostProcessingException.Guard(call, () => CreateResult(call));
        DriftReport drift = result.Drift;
        if (_edit.Policy == DriftPolicy.Fail && drift.ChangedShare > _edit.MaxChangedShare)
        {
            throw new ImageDriftException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The service changed {drift.ChangedShare:P1} of the pixels outside the mask; {_edit.MaxChangedShare:P1} are "
                    + $"allowed. The picture is on Result; with DriftPolicy.Repair those pixels are put back."),
                result);
        }

        return result;
    }

    public void Dispose()
    {
        _mask.Dispose();
        _source.Dispose();
    }

    private static void ThrowIfOutOfRange(ProtectedEdit edit)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(edit.Feather ?? 0, nameof(edit.Feather));
        ArgumentOutOfRangeException.ThrowIfNegative(edit.MaxChangedShare, nameof(edit.MaxChangedShare));
        _ = new DriftOptions { Threshold = edit.ChangeThreshold }.Checked();
        ArgumentOutOfRangeException.ThrowIfLessThan(edit.FinalQuality ?? 0, 0, nameof(edit.FinalQuality));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(edit.FinalQuality ?? 0, 100, nameof(edit.FinalQuality));
    }

    private static MaskPlane ReadMask(ProtectedEdit edit, ImageSize size) =>
        MaskPlane.FromAlpha(
            InputBytes.Read(edit.Mask, "The mask"), size, "The mask",
            own => new GptImageValidationException([MaskFindings.OtherSize(own, size)]));

    private ImageToImageRequest CreateRequest()
    {
        if (_findings.Any(finding => finding.Severity == FindingSeverity.Error))
        {
            throw new GptImageValidationException(_findings);
        }

        bool fits = !_fit.IsScaled && !_fit.IsPadded;
        ReadOnlyMemory<byte> picture = fits ? Normalize() : PutOnCanvas();
        using MaskPlane? canvasMask = fits ? null : CanvasMask.Create(_mask, _fit);
        byte[] mask = MaskEncoder.Encode(canvasMask ?? _mask);
        return _edit.ToRequest(ImageInput.FromBytes(picture), ImageInput.FromBytes(mask), _fit.CanvasSize);
    }

    private ReadOnlyMemory<byte> Normalize()
    {
        NormalizedImage normalized = _source.Normalize();
        _operations.AddRange(normalized.Steps.Select(step => step.Description));
        return normalized.Bytes;
    }

    private byte[] PutOnCanvas()
    {
        Raster original = _source.Pixels;
        _operations.AddRange([.. _source.FindSteps().Select(step => step.Description), $"Sent as {_fit}."]);
        using Raster? converted =
            original.Colors is { IsSrgb: false } ? original.Convert(SKColorSpace.CreateSrgb(), original.IsOpaque) : null;
        using Raster canvas = _fit.Apply(converted ?? original);
        return PictureEncoder.EncodePng(canvas);
    }

    private ProtectedEditResult CreateResult(ImageResult call)
    {
        using Raster edited = DecodeEdited(call);
        DriftReport drift = _drift ?? MeasureDrift(edited);
        GeneratedImage image = CreateFinal(call, edited);
        return new ProtectedEditResult
        {
            Image = Lineage.Remember(image, call.Images[0], call, _operations),
            Call = call,
            Drift = drift,
            Fit = _fit,
            Warnings = [.. _findings, .. call.Warnings],
            Operations = [.. _operations],
        };
    }

    /// <summary>Brings the service's picture to the original's size and colours.</summary>
    private Raster DecodeEdited(ImageResult call)
    {
        if (call.Images is not [{ Bytes.IsEmpty: false } image])
        {
            throw new ImagingException(
                "The service did not send one picture with its bytes. With a gateway that sends addresses, set "
                + "GptImageClientOptions.AllowImageDownload.");
        }

        Raster decoded = PictureDecoder.Decode(image.Bytes, "The service's picture");
        if (decoded.Size != _fit.CanvasSize)
        {
            _operations.Add($"The service made {decoded.Size} instead of {_fit.CanvasSize}; scaled to the canvas.");
        }

        if (_fit.IsScaled || _fit.IsPadded || decoded.Size != _fit.CanvasSize)
        {
            using Raster canvas = OnCanvas(decoded);
            decoded = _fit.Restore(canvas);
            _hasServicePixels = false;
            _operations.Add($"Taken off the canvas: {_fit.PictureSize}.");
            _drift = _fit.IsScaled ? CanvasDrift.Measure(_source.Pixels, canvas, _mask, _fit, Drift) : null;
        }

        return InOriginalColors(decoded);
    }

    private Raster OnCanvas(Raster decoded)
    {
        if (decoded.Size == _fit.CanvasSize)
        {
            return decoded;
        }

        using (decoded)
        {
            return decoded.Scale(_fit.CanvasSize.Width, _fit.CanvasSize.Height);
        }
    }

    private Raster InOriginalColors(Raster decoded)
    {
        Raster original = _source.Pixels;
        bool isOpaque = original.IsOpaque && decoded.IsOpaque;
        bool hasOwnColors = decoded.HasColorsOf(original);
        if (hasOwnColors && isOpaque == decoded.IsOpaque)
        {
            return decoded;
        }

        using (decoded)
        {
            if (!hasOwnColors)
            {
                _hasServicePixels = false;
                _operations.Add("Brought from sRGB to the original's colour profile.");
            }

            return decoded.Convert(original.Colors, isOpaque);
        }
    }

    /// <summary>Compares with the original, which takes the way into the service's colours and back.</summary>
    private DriftReport MeasureDrift(Raster edited)
    {
        Raster original = _source.Pixels;
        if (original.Colors is not { IsSrgb: false })
        {
            return DriftMeter.Measure(original, edited, _mask, Drift);
        }

        using Raster there = original.Convert(SKColorSpace.CreateSrgb(), original.IsOpaque);
        using Raster back = there.Convert(original.Colors, original.IsOpaque);
        return DriftMeter.Measure(back, edited, _mask, Drift);
    }

    private GeneratedImage CreateFinal(ImageResult call, Raster edited)
    {
        if (_edit.Policy == DriftPolicy.Repair)
        {
            double feather = _edit.Feather
                ?? Math.Clamp(Math.Min(_mask.Width, _mask.Height) / 100.0, MinAutomaticFeather, MaxAutomaticFeather);
            Feathering.Apply(_mask, feather);
            PixelRepair.Apply(_source.Pixels, edited, _mask);
            _operations.Add(
                string.Create(CultureInfo.InvariantCulture,
                $"Outside the mask the original's pixels were put back, blended over {feather:0.##} pixels."));
        }

        if (_hasServicePixels && _edit.Policy != DriftPolicy.Repair && call.Image.Format == _edit.FinalFormat
            && _edit.FinalQuality is null)
        {
            return call.Image;
        }

        // Nothing below needs the original's pixels: 33 MB less at 4K while the file is written.
        _source.Dispose();
        return new GeneratedImage(PictureEncoder.Encode(edited, _edit.FinalFormat, _edit.FinalQuality));
    }
}
