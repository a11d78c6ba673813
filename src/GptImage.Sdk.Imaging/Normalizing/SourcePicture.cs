using System.Globalization;
using SkiaSharp;

namespace GptImage.Sdk.Imaging;

/// <summary>A picture as it came in: its bytes, its pixels upright and in its own colours, and what keeps it from being sent as it
/// is.</summary>
internal sealed class SourcePicture : IDisposable
{
    private const string What = "The picture";

    private readonly NormalizerOptions _options;
    private readonly List<NormalizerStep> _pixelSteps;
    private readonly OutputFormat? _sendableFormat;
    private readonly bool _isResolved;

    private SourcePicture(
        ReadOnlyMemory<byte> bytes, Raster pixels, OutputFormat? sendableFormat, List<NormalizerStep> pixelSteps, NormalizerOptions options)
    {
        Bytes = bytes;
        Pixels = pixels;
        _sendableFormat = sendableFormat;
        _pixelSteps = pixelSteps;
        _options = options;
        _isResolved = EmbeddedProfile.IsResolvedByDecoding(bytes.Span);
    }

    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Gets the pixels at full size.</summary>
    public Raster Pixels { get; }

    private bool IsForeign => _options.ConvertToSrgb && Pixels.Colors is { IsSrgb: false };

    public static SourcePicture Open(ImageInput image, NormalizerOptions options)
    {
        ReadOnlyMemory<byte> bytes = InputBytes.Read(image, What);
        using PictureDecoder.PinnedBytes pinned = new(bytes);
        using SKCodec codec = PictureDecoder.Open(pinned.Data, bytes.Span, What, options.MaxPixels);
        List<NormalizerStep> steps = [];
        OutputFormat? sendable = SendableFormat(codec, steps);
        SKEncodedOrigin origin = Orientation.Read(bytes.Span);
        AddOrientation(origin, steps);
        AddLayout(PixelLayout.Read(bytes.Span), steps);
        return new SourcePicture(bytes, PictureDecoder.Decode(codec, origin, What), sendable, steps, options);
    }

    /// <summary>Finds what must be done to the picture before it is sent.</summary>
    public IReadOnlyList<NormalizerStep> FindSteps() => FindSteps(FittedSize(), MetadataStripper.Strip(Bytes));

    /// <summary>Makes the file to send.</summary>
    public NormalizedImage Normalize()
    {
        ImageSize size = FittedSize();
        MetadataStripper.Result stripped = MetadataStripper.Strip(Bytes);
        List<NormalizerStep> steps = FindSteps(size, stripped);
        if (_sendableFormat is { } format && steps.All(step => step.Kind == NormalizerStepKind.Metadata))
        {
            return new NormalizedImage { Bytes = stripped.Bytes, Format = format, Size = Pixels.Size, Steps = steps };
        }

        using Raster? converted = IsForeign ? Pixels.Convert(SKColorSpace.CreateSrgb(), Pixels.IsOpaque) : null;
        using Raster? scaled = size != Pixels.Size ? (converted ?? Pixels).Scale(size.Width, size.Height) : null;
        byte[] png = PictureEncoder.EncodePng(scaled ?? converted ?? Pixels);
        return new NormalizedImage { Bytes = png, Format = OutputFormat.Png, Size = size, Steps = steps };
    }

    public void Dispose() => Pixels.Dispose();

    private List<NormalizerStep> FindSteps(ImageSize size, MetadataStripper.Result stripped)
    {
        List<NormalizerStep> steps = [.. _pixelSteps];
        bool isRewritten = _sendableFormat is null || steps.Count > 0 || size != Pixels.Size;
        if (IsForeign || (_isResolved && (_options.ConvertToSrgb || isRewritten)))
        {
            steps.Add(new NormalizerStep(NormalizerStepKind.ColorProfile, "The colours were brought from the picture's profile to sRGB."));
        }

        if (size != Pixels.Size)
        {
            steps.Add(new NormalizerStep(NormalizerStepKind.Scale, $"The picture was scaled down from {Pixels.Size} to {size}."));
        }

        if (stripped.Dropped.Count > 0)
        {
            steps.Add(new NormalizerStep(NormalizerStepKind.Metadata, $"Left out: {string.Join(", ", stripped.Dropped)}."));
        }

        if (_sendableFormat is not null && !stripped.IsWhole)
        {
            steps.Add(
                new NormalizerStep(NormalizerStepKind.Format,
                "The file is not laid out as its format asks, so only its pixels were kept, as PNG."));
        }

        return steps;
    }

    private static OutputFormat? SendableFormat(SKCodec codec, List<NormalizerStep> steps)
    {
        if (codec.FrameCount > 1)
        {
            steps.Add(
                new NormalizerStep(NormalizerStepKind.FirstFrame,
                string.Create(CultureInfo.InvariantCulture, $"The first of {codec.FrameCount} frames was taken.")));
        }

        OutputFormat? sendable = codec.EncodedFormat switch
        {
            SKEncodedImageFormat.Png => OutputFormat.Png,
            SKEncodedImageFormat.Jpeg => OutputFormat.Jpeg,
            SKEncodedImageFormat.Webp => OutputFormat.Webp,
            _ => null,
        };
        if (sendable is null)
        {
            steps.Add(new NormalizerStep(NormalizerStepKind.Format, $"{codec.EncodedFormat.ToString().ToUpperInvariant()} became PNG."));
        }

        return sendable;
    }

    private static void AddOrientation(SKEncodedOrigin origin, List<NormalizerStep> steps)
    {
        if (origin != SKEncodedOrigin.TopLeft)
        {
            steps.Add(
                new NormalizerStep(NormalizerStepKind.Orientation,
                string.Create(CultureInfo.InvariantCulture, $"The EXIF orientation {(int)origin} was put into the pixels.")));
        }
    }

    private static void AddLayout(PixelLayout layout, List<NormalizerStep> steps)
    {
        if (layout.Mode is { } mode)
        {
            steps.Add(new NormalizerStep(NormalizerStepKind.ColorMode, $"{mode} became RGB."));
        }

        if (layout.BitsPerChannel is not (0 or 8))
        {
            steps.Add(
                new NormalizerStep(NormalizerStepKind.BitDepth,
                string.Create(CultureInfo.InvariantCulture, $"{layout.BitsPerChannel} bits a channel became 8.")));
        }
    }

    private ImageSize FittedSize()
    {
        ImageSize size = Pixels.Size;
        if (_options.FitModel is not { } model)
        {
            return size;
        }

        SizeRule rule = CanvasFit.RuleOf(model);
        double edge = rule.Fixed.Count > 0 ? rule.Fixed.Max(taken => Math.Max(taken.Width, taken.Height)) : rule.MaxEdge;
        double area = rule.Fixed.Count > 0 ? rule.Fixed.Max(taken => (double)taken.Width * taken.Height) : rule.MaxPixels;
        double scale = Math.Min(edge / Math.Max(size.Width, size.Height), Math.Sqrt(area / ((double)size.Width * size.Height)));
        return scale >= 1
            ? size
            : new ImageSize(Scaled(size.Width), Scaled(size.Height));

        // Rounding must take away a pixel only where one is too many.
        int Scaled(int side) => Math.Max(1, (int)((side * scale) + 1e-6));
    }
}
