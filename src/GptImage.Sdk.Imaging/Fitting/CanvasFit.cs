using System.Globalization;

namespace GptImage.Sdk.Imaging;

/// <summary>How a picture of any size lies on a canvas of a size the service makes, and how it comes back.</summary>
/// <remarks>
/// The canvas is the smallest legal one that holds the picture; what is left over is padded, nothing is stretched. A picture with less
/// area than the service's smallest one is enlarged to a canvas of its own ratio, unless it would grow by less than 5 %. Where nothing is
/// scaled, <see cref="Restore(GeneratedImage)"/> gives back an unedited picture bit for bit.
/// </remarks>
public sealed record CanvasFit
{
    private const double AspectWeight = 0.05;

    private const double PaddingWeight = 10;

    /// <summary>Below this, a narrow border is better than pixels that are computed anew.</summary>
    private const double MinEnlargement = 1.05;
    private const double ScaleTolerance = 1e-9;

    private CanvasFit(ImageSize pictureSize, ImageSize canvasSize, double scale, CanvasPadding padding)
    {
        PictureSize = pictureSize;
        CanvasSize = canvasSize;
        Scale = scale;
        Padding = padding;
        ContentSize = scale == 1
            ? pictureSize
            : new ImageSize(Scaled(pictureSize.Width, canvasSize.Width), Scaled(pictureSize.Height, canvasSize.Height));
        Left = (canvasSize.Width - ContentSize.Width) / 2;
        Top = (canvasSize.Height - ContentSize.Height) / 2;

        int Scaled(int side, int most) => Math.Clamp((int)Math.Round(side * scale), 1, most);
    }

    /// <summary>Gets the size of the picture.</summary>
    public ImageSize PictureSize { get; }

    /// <summary>Gets the size of the canvas: what to ask the service for.</summary>
    public ImageSize CanvasSize { get; }

    /// <summary>Gets how large the picture lies on the canvas.</summary>
    /// <value>1 for its own size; below 1 when the picture is beyond the service's limits, above 1 when it has less area than the
    /// smallest picture of the service.</value>
    public double Scale { get; }

    /// <summary>Gets what fills the canvas beside the picture.</summary>
    public CanvasPadding Padding { get; }

    /// <summary>Gets the size of the picture on the canvas.</summary>
    public ImageSize ContentSize { get; }

    /// <summary>Gets the left edge of the picture on the canvas, in pixels.</summary>
    public int Left { get; }

    /// <summary>Gets the top edge of the picture on the canvas, in pixels.</summary>
    public int Top { get; }

    /// <summary>Gets whether the picture is scaled, and comes back with less detail.</summary>
    public bool IsScaled => ContentSize != PictureSize;

    /// <summary>Gets whether anything is left over beside the picture.</summary>
    public bool IsPadded => ContentSize != CanvasSize;

    /// <summary>Finds the canvas for a picture.</summary>
    /// <param name="picture">The size of the picture, 1 pixel or more a side.</param>
    /// <param name="model">The model, whose sizes are the choice. One this library does not know counts as one with free sizes.</param>
    /// <param name="padding">What fills the canvas beside the picture.</param>
    /// <returns>The fit.</returns>
    /// <exception cref="ArgumentException"><paramref name="picture"/> is <see cref="ImageSize.Auto"/>.</exception>
    public static CanvasFit For(ImageSize picture, ImageModel model, CanvasPadding padding = CanvasPadding.Mirror)
    {
        if (picture.IsAuto)
        {
            throw new ArgumentException("Give the picture's size in pixels; 'auto' is not a size.", nameof(picture));
        }

        SizeRule rule = RuleOf(model);
        return Enlarged(picture, rule, padding) ?? Smallest(picture, rule, padding);
    }

    /// <summary>Finds the smallest canvas that holds the picture, or the one that takes it with the least scaling down.</summary>
    private static CanvasFit Smallest(ImageSize picture, SizeRule rule, CanvasPadding padding)
    {
        ImageSize best = default;
        double bestScale = 0;
        double bestScore = double.MaxValue;
        double aspect = Math.Log((double)picture.Width / picture.Height);
        foreach (ImageSize canvas in Candidates(rule))
        {
            double scale = Math.Min(1, Math.Min((double)canvas.Width / picture.Width, (double)canvas.Height / picture.Height));
            double area = (double)canvas.Width * canvas.Height;
            double score = area * (1 + (AspectWeight * Math.Abs(Math.Log((double)canvas.Width / canvas.Height) - aspect)));
            bool isBetter = scale > bestScale + ScaleTolerance || (scale > bestScale - ScaleTolerance && score < bestScore);
            if (isBetter)
            {
                (best, bestScale, bestScore) = (canvas, scale, score);
            }
        }

        return new CanvasFit(picture, best, bestScale, padding);
    }

    /// <summary>Finds the canvas of the picture's own ratio for a picture that is smaller than any the service makes.</summary>
    private static CanvasFit? Enlarged(ImageSize picture, SizeRule rule, CanvasPadding padding)
    {
        if (AreaOf(picture) >= (rule.Fixed.Count > 0 ? rule.Fixed.Min(AreaOf) : rule.MinPixels))
        {
            return null;
        }

        CanvasFit? best = null;
        double bestScore = double.MaxValue;
        foreach (ImageSize canvas in Candidates(rule))
        {
            double scale = Math.Min((double)canvas.Width / picture.Width, (double)canvas.Height / picture.Height);
            double padded = 1 - (AreaOf(picture) * scale * scale / AreaOf(canvas));
            double score = AreaOf(canvas) * (1 + (PaddingWeight * padded));
            if (scale >= 1 && score < bestScore)
            {
                (best, bestScore) = (new CanvasFit(picture, canvas, scale, padding), score);
            }
        }

        return best is { Scale: >= MinEnlargement } ? best : null;
    }

    private static double AreaOf(ImageSize size) => (double)size.Width * size.Height;

    /// <summary>Puts the picture on its canvas.</summary>
    /// <param name="image">The picture.</param>
    /// <returns>The canvas as PNG; the picture as it is when it fits without padding.</returns>
    /// <exception cref="ImagingException">The picture cannot be read, or has another size.</exception>
    public ImageInput Apply(ImageInput image)
    {
        ArgumentNullException.ThrowIfNull(image);
        using Raster picture = Decode(image, "The picture");
        if (!IsScaled && !IsPadded)
        {
            return image;
        }

        using Raster canvas = Apply(picture);
        return ImageInput.FromBytes(PictureEncoder.EncodePng(canvas));
    }

    /// <summary>Puts the mask on the canvas. What lies beside the picture is kept.</summary>
    /// <param name="mask">The picture's mask.</param>
    /// <returns>The mask of the canvas.</returns>
    /// <exception cref="ImagingException">The mask cannot be read, or has another size than the picture.</exception>
    public ImageInput ApplyToMask(ImageInput mask)
    {
        ArgumentNullException.ThrowIfNull(mask);
        using MaskPlane plane = MaskPlane.FromAlpha(mask, PictureSize, "The mask");
        using MaskPlane canvas = CanvasMask.Create(plane, this);
        return ImageInput.FromBytes(MaskEncoder.Encode(canvas));
    }

    /// <summary>Puts markup on the canvas. What lies beside the picture stays transparent.</summary>
    /// <param name="markup">The picture's markup.</param>
    /// <returns>The markup of the canvas.</returns>
    /// <exception cref="ImagingException">The markup cannot be read, or has another size than the picture.</exception>
    public ImageInput ApplyToMarkup(ImageInput markup)
    {
        ArgumentNullException.ThrowIfNull(markup);
        using Raster drawing = Decode(markup, "The markup");
        if (!IsScaled && !IsPadded)
        {
            return markup;
        }

        using Raster? scaled = IsScaled ? drawing.Scale(ContentSize.Width, ContentSize.Height) : null;
        using Raster canvas = new(CanvasSize.Width, CanvasSize.Height, drawing.Colors, isOpaque: false);
        canvas.Pixels.Clear();
        CanvasPainter.CopyContent(scaled ?? drawing, canvas, Left, Top);
        return ImageInput.FromBytes(PictureEncoder.EncodePng(canvas));
    }

    /// <summary>Takes the picture off the canvas and brings it to its own size.</summary>
    /// <param name="image">What the service made of the canvas. One of another size is scaled to the canvas first.</param>
    /// <returns>The picture as PNG.</returns>
    /// <exception cref="ImagingException">The picture cannot be read.</exception>
    public GeneratedImage Restore(GeneratedImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        using Raster canvas = PictureDecoder.Decode(image.Bytes, "The service's picture");
        if (canvas.Size == PictureSize && !IsScaled && !IsPadded)
        {
            return image;
        }

        using Raster picture = Restore(canvas);
        return Lineage.Remember(
            new GeneratedImage(PictureEncoder.EncodePng(picture)), image, null, [$"Taken off the canvas: {PictureSize}."]);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{PictureSize} on {CanvasSize}")
        + (IsScaled ? string.Create(CultureInfo.InvariantCulture, $", {(Scale > 1 ? "enlarged" : "scaled")} to {Scale:P1}") : "")
        + (IsPadded ? $", padded ({Padding.ToString().ToLowerInvariant()})" : "");

    internal static SizeRule RuleOf(ImageModel model) => ImageModelCatalog.Find(model)?.Sizes ?? SizeRule.Free;

    internal Raster Apply(Raster picture)
    {
        using Raster? scaled = IsScaled ? picture.Scale(ContentSize.Width, ContentSize.Height) : null;
        return CanvasPainter.Paint(scaled ?? picture, this);
    }

    /// <summary>Takes the picture off the canvas.</summary>
    internal Raster Restore(Raster canvas)
    {
        using Raster? resized = canvas.Size == CanvasSize ? null : canvas.Scale(CanvasSize.Width, CanvasSize.Height);
        Raster content = CanvasPainter.TakeContent(resized ?? canvas, this);
        if (!IsScaled)
        {
            return content;
        }

        using (content)
        {
            return content.Scale(PictureSize.Width, PictureSize.Height);
        }
    }

    private Raster Decode(ImageInput input, string what) => PictureDecoder.Decode(
        InputBytes.Read(input, what), what, PictureSize, own =>
            new ImagingException($"{what} is {own}, and the fit is for {PictureSize}. Make {what.ToLowerInvariant()} {PictureSize}."));

    private static IEnumerable<ImageSize> Candidates(SizeRule rule)
    {
        if (rule.Fixed.Count > 0)
        {
            return rule.Fixed;
        }

        IEnumerable<int> sides = Enumerable.Range(1, rule.MaxEdge / rule.Multiple).Select(number => number * rule.Multiple);
        return sides.SelectMany(width => sides.Select(height => new ImageSize(width, height))).Where(rule.Allows);
    }
}
