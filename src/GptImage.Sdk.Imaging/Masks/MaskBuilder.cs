using SkiaSharp;

namespace GptImage.Sdk.Imaging;

/// <summary>Draws the mask of a picture: the region that may change. Each call changes the builder and returns it.</summary>
/// <remarks>A mask has the size of the picture as a viewer shows it, after its EXIF orientation. The builder begins with nothing marked;
/// shapes add to the region.</remarks>
/// <threadsafety>Not safe from several threads at once.</threadsafety>
public sealed class MaskBuilder : IDisposable
{
    private const byte VeilAlpha = 115;
    private const float OutlineShareOfShortEdge = 0.004f;

    private readonly ImageInput? _image;
    private readonly MaskPlane _plane;
    private readonly long _maxPixels;
    private bool _isDisposed;

    private MaskBuilder(ImageSize size, ImageInput? image, long maxPixels)
    {
        _image = image;
        _maxPixels = maxPixels;
        _plane = new MaskPlane(size.Width, size.Height);
        Size = size;
    }

    /// <summary>Gets the size of the mask.</summary>
    public ImageSize Size { get; }

    private MaskPlane Plane
    {
        get
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            return _plane;
        }
    }

    /// <summary>Begins the mask of a picture.</summary>
    /// <param name="image">The picture; it is read for its size and for <see cref="Preview"/>.</param>
    /// <param name="maxPixels">The most pixels it may have, 1 to 500,000,000; checked before anything is decoded.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxPixels"/> is out of its range.</exception>
    /// <exception cref="ImagingException">The picture cannot be read, or is too large.</exception>
    public static MaskBuilder For(ImageInput image, long maxPixels = PictureDecoder.DefaultMaxPixels)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxPixels, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxPixels, PictureDecoder.MostMaxPixels);
        ReadOnlyMemory<byte> bytes = InputBytes.Read(image, "The picture");
        using PictureDecoder.PinnedBytes pinned = new(bytes);
        using SKCodec codec = PictureDecoder.Open(pinned.Data, bytes.Span, "The picture", maxPixels);
        return new MaskBuilder(Orientation.UprightSize(codec, bytes.Span), image, maxPixels);
    }

    /// <summary>Begins a mask for pictures of a size.</summary>
    /// <param name="size">The size.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentException"><paramref name="size"/> is <see cref="ImageSize.Auto"/>.</exception>
    /// <exception cref="ImagingException">It has more than 500,000,000 pixels.</exception>
    public static MaskBuilder For(ImageSize size) => size.IsAuto
        ? throw new ArgumentException("Give the picture's size in pixels; 'auto' is not a size.", nameof(size))
        : new MaskBuilder(size, null, PictureDecoder.DefaultMaxPixels);

    /// <summary>Adds a rectangle. A pixel belongs to it when its centre does.</summary>
    /// <param name="area">The rectangle; what lies outside the picture is cut off.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The rectangle has no area.</exception>
    public MaskBuilder Rectangle(ImageArea area)
    {
        SKRect rectangle = RectOf(area);
        return Draw((canvas, paint) => canvas.DrawRect(rectangle, paint));
    }

    /// <summary>Adds a rectangle. A pixel belongs to it when its centre does.</summary>
    /// <param name="x">The left edge.</param>
    /// <param name="y">The top edge.</param>
    /// <param name="width">The width, above 0.</param>
    /// <param name="height">The height, above 0.</param>
    /// <param name="unit">What these are counted in.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The rectangle has no area.</exception>
    public MaskBuilder Rectangle(double x, double y, double width, double height, ImageUnit unit = ImageUnit.Pixels) =>
        Rectangle(AreaOf(x, y, width, height, unit));

    /// <summary>Adds an ellipse. A pixel belongs to it when its centre does.</summary>
    /// <param name="area">The rectangle around it.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The rectangle has no area.</exception>
    public MaskBuilder Ellipse(ImageArea area)
    {
        RoundShapes.Ellipse(Plane, RectOf(area));
        return this;
    }

    /// <summary>Adds an ellipse.</summary>
    /// <param name="x">The left edge of the rectangle around it.</param>
    /// <param name="y">The top edge.</param>
    /// <param name="width">The width, above 0.</param>
    /// <param name="height">The height, above 0.</param>
    /// <param name="unit">What these are counted in.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The ellipse has no area.</exception>
    public MaskBuilder Ellipse(double x, double y, double width, double height, ImageUnit unit = ImageUnit.Pixels) =>
        Ellipse(AreaOf(x, y, width, height, unit));

    /// <summary>Adds a polygon. A pixel belongs to it when its centre does.</summary>
    /// <param name="points">Its corners, 3 or more.</param>
    /// <param name="unit">What they are counted in.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException">There are fewer than 3 corners, or one is not a number.</exception>
    public MaskBuilder Polygon(IReadOnlyList<ImagePoint> points, ImageUnit unit = ImageUnit.Pixels)
    {
        ArgumentNullException.ThrowIfNull(points);
        if (points.Count < 3)
        {
            throw new ArgumentException($"A polygon needs 3 corners or more, not {points.Count}.", nameof(points));
        }

        using SKPathBuilder builder = new();
        builder.AddPoly(
            [.. points.Select(point => InPixels(point, unit)).Select(point => new SKPoint((float)point.X, (float)point.Y))], close: true);
        using SKPath path = builder.Detach();
        return Draw((canvas, paint) => canvas.DrawPath(path, paint));
    }

    /// <summary>Adds a stroke of a round brush. A pixel belongs to it when its centre does.</summary>
    /// <param name="points">Where the brush goes; one point is a dot.</param>
    /// <param name="width">The width of the brush, above 0.</param>
    /// <param name="unit">What these are counted in; as a fraction the width is one of the short edge.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException">There is no point, or one is not a number.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The brush has no width.</exception>
    public MaskBuilder Brush(IReadOnlyList<ImagePoint> points, double width, ImageUnit unit = ImageUnit.Pixels)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        if (!double.IsFinite(width))
        {
            throw new ArgumentOutOfRangeException(nameof(width), width, "The width of the brush must be a number.");
        }

        if (points.Count == 0)
        {
            throw new ArgumentException("A stroke needs at least one point.", nameof(points));
        }

        double radius = Length(width, unit) / 2;
        ImagePoint from = InPixels(points[0], unit);
        for (int i = points.Count == 1 ? 0 : 1; i < points.Count; i++)
        {
            ImagePoint to = InPixels(points[i], unit);
            RoundShapes.Stroke(Plane, from, to, radius);
            from = to;
        }

        return this;
    }

    /// <summary>Adds what a black-and-white picture marks.</summary>
    /// <param name="picture">A picture of the same size; lighter than half counts as white, and what is mostly transparent marks
    /// nothing.</param>
    /// <param name="whiteIsEdit">Whether white marks what may change, as most tools export it; otherwise black does.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ImagingException">The picture cannot be read, or has another size.</exception>
    public MaskBuilder BlackAndWhite(ImageInput picture, bool whiteIsEdit = true)
    {
        using MaskPlane other = MaskPlane.FromLightness(picture, Size, whiteIsEdit, "The black-and-white picture");
        Plane.Add(other);
        return this;
    }

    /// <summary>Adds what is transparent in a picture, as in a mask for the service.</summary>
    /// <param name="picture">A picture with alpha of the same size.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ImagingException">The picture cannot be read, or has another size.</exception>
    public MaskBuilder Alpha(ImageInput picture)
    {
        using MaskPlane other = MaskPlane.FromAlpha(picture, Size, "The picture with alpha");
        Plane.Add(other);
        return this;
    }

    /// <summary>Adds the region of another mask.</summary>
    /// <param name="other">A builder of the same size.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException">The other has another size.</exception>
    public MaskBuilder Add(MaskBuilder other)
    {
        Plane.Add(PlaneOf(other));
        return this;
    }

    /// <summary>Takes the region of another mask away.</summary>
    /// <param name="other">A builder of the same size.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException">The other has another size.</exception>
    public MaskBuilder Subtract(MaskBuilder other)
    {
        using MaskPlane rest = PlaneOf(other).Copy();
        rest.Invert();
        Plane.Intersect(rest);
        return this;
    }

    /// <summary>Keeps what another mask has too.</summary>
    /// <param name="other">A builder of the same size.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentException">The other has another size.</exception>
    public MaskBuilder Intersect(MaskBuilder other)
    {
        Plane.Intersect(PlaneOf(other));
        return this;
    }

    /// <summary>Marks what was not marked, and only that.</summary>
    /// <returns>This builder.</returns>
    public MaskBuilder Invert()
    {
        Plane.Invert();
        return this;
    }

    /// <summary>Moves the outline outwards.</summary>
    /// <param name="distance">How far, 0 or more.</param>
    /// <param name="unit">What it is counted in.</param>
    /// <returns>This builder.</returns>
    public MaskBuilder Grow(double distance, ImageUnit unit = ImageUnit.Pixels)
    {
        Spread(distance, unit, static (_, _) => MaskPlane.Edit);
        return this;
    }

    /// <summary>Moves the outline inwards. The edges of the picture are no outline.</summary>
    /// <param name="distance">How far, 0 or more.</param>
    /// <param name="unit">What it is counted in.</param>
    /// <returns>This builder.</returns>
    public MaskBuilder Shrink(double distance, ImageUnit unit = ImageUnit.Pixels)
    {
        Plane.Invert();
        Spread(distance, unit, static (_, _) => MaskPlane.Edit);
        Plane.Invert();
        return this;
    }

    /// <summary>Softens the outline outwards: the region stays whole, and beside it the weight falls to nothing.</summary>
    /// <param name="distance">How far the softness reaches, 0 or more. Pixels farther away stay protected wholly.</param>
    /// <param name="unit">What it is counted in.</param>
    /// <returns>This builder.</returns>
    /// <remarks>The service looks at fully transparent pixels only; a protected edit blends along the softness. Grow and shrink sharpen it,
    /// so feather last.</remarks>
    public MaskBuilder Feather(double distance, ImageUnit unit = ImageUnit.Pixels)
    {
        Spread(distance, unit, Feathering.WeightAt);
        return this;
    }

    /// <summary>Finishes the mask.</summary>
    /// <returns>The mask, with findings when it is empty or covers all.</returns>
    /// <exception cref="ImagingException">Its outline is too fine for the 4 MB that the service takes.</exception>
    public EditMask Build()
    {
        (long edited, _) = Plane.Count();
        return new EditMask
        {
            Bytes = MaskEncoder.Encode(Plane),
            Size = Size,
            EditShare = (double)edited / ((long)Size.Width * Size.Height),
            Findings = MaskFindings.Find(Plane),
        };
    }

    /// <summary>Shows the region over the picture, for a person: veiled in red, with an outline.</summary>
    /// <returns>A PNG of the picture's size.</returns>
    /// <exception cref="ImagingException">The picture cannot be read any more.</exception>
    public GeneratedImage Preview()
    {
        using Raster? picture = _image is null ? null : PictureDecoder.Decode(_image, "The picture", _maxPixels);
        using SKBitmap? drawable = picture?.ToDrawable();
        using SKImage region = SKImage.FromBitmap(Plane.Bitmap);
        SKBitmap view =
            Raster.Allocate(new SKImageInfo(Size.Width, Size.Height, SKColorType.Rgba8888, SKAlphaType.Opaque, SKColorSpace.CreateSrgb()));
        using Raster seen = Raster.FromDrawable(view);
        using SKCanvas canvas = new(view);
        canvas.Clear(new SKColor(0xC8, 0xC8, 0xC8));
        if (drawable is not null)
        {
            canvas.DrawBitmap(drawable, 0, 0, new SKSamplingOptions(SKFilterMode.Nearest));
        }

        using SKPaint veil = new() { Color = new SKColor(0xFF, 0x20, 0x30, VeilAlpha) };
        canvas.DrawImage(region, 0, 0, new SKSamplingOptions(SKFilterMode.Nearest), veil);
        DrawOutline(canvas);
        return new GeneratedImage(PictureEncoder.EncodePng(seen));
    }

    /// <summary>Frees the memory of the mask.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        _plane.Dispose();
    }

    private void DrawOutline(SKCanvas canvas)
    {
        double width = Math.Max(1, Math.Min(Size.Width, Size.Height) * OutlineShareOfShortEdge);
        using MaskPlane line = Plane.Copy();
        DistanceSpread.Apply(line, width, static _ => MaskPlane.Edit);
        using MaskPlane inside = Plane.Copy();
        inside.Invert();
        line.Intersect(inside);
        using SKImage image = SKImage.FromBitmap(line.Bitmap);
        using SKPaint white = new() { Color = SKColors.White };
        canvas.DrawImage(image, 0, 0, new SKSamplingOptions(SKFilterMode.Nearest), white);
    }

    private MaskBuilder Draw(Action<SKCanvas, SKPaint> draw)
    {
        using SKCanvas canvas = new(Plane.Bitmap);
        using SKPaint paint = new() { Color = SKColors.Black, IsAntialias = false };
        draw(canvas, paint);
        return this;
    }

    private void Spread(double distance, ImageUnit unit, Func<double, double, byte> weightAt)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(distance);
        double radius = Length(distance, unit);
        if (radius >= 1)
        {
            DistanceSpread.Apply(Plane, radius, at => weightAt(at, radius));
        }
    }

    private MaskPlane PlaneOf(MaskBuilder other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return other.Size == Size
            ? other.Plane
            : throw new ArgumentException($"The other mask is {other.Size} and this one {Size}; both must be of one size.", nameof(other));
    }

    private static ImageArea AreaOf(double x, double y, double width, double height, ImageUnit unit) =>
        unit == ImageUnit.Pixels ? ImageArea.Pixels(x, y, width, height) : ImageArea.Fractions(x, y, width, height);

    private SKRect RectOf(ImageArea area) => area.Width > 0
        ? area.In(Size)
        : throw new ArgumentOutOfRangeException(nameof(area), "The area is empty. Make it with ImageArea.Pixels or ImageArea.Fractions.");

    private double Length(double length, ImageUnit unit) => unit == ImageUnit.Pixels ? length : length * Math.Min(Size.Width, Size.Height);

    private ImagePoint InPixels(ImagePoint point, ImageUnit unit)
    {
        if (!double.IsFinite(point.X) || !double.IsFinite(point.Y))
        {
            throw new ArgumentException("Each point needs two numbers.", nameof(point));
        }

        return unit == ImageUnit.Pixels ? point : new ImagePoint(point.X * Size.Width, point.Y * Size.Height);
    }
}
