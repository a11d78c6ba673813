using SkiaSharp;

namespace GptImage.Sdk.Testing;

/// <summary>The decoded inputs of an edit: the first, the mask and the markup in full, all as references.</summary>
internal sealed class InputPictures : IDisposable
{
    private const int MaxReferenceEdge = 512;

    private readonly List<SKBitmap> _references = [];

    /// <summary>Gets the first input, not premultiplied, so that its pixels stay what they are.</summary>
    public SKBitmap? First { get; private set; }

    public SKBitmap? Mask { get; private set; }

    public SKBitmap? Markup { get; private set; }

    /// <summary>Gets every input in order, scaled down to at most 512 pixels.</summary>
    public IReadOnlyList<SKBitmap> References => _references;

    public static InputPictures Decode(PicturePlan plan)
    {
        var pictures = new InputPictures();
        try
        {
            for (int index = 0; index < plan.Inputs.Count; index++)
            {
                pictures.AddInput(plan.Inputs[index], index);
            }

            pictures.Mask = plan.Mask is null ? null : DecodeOne(plan.Mask.Bytes, 1);
            pictures.Markup = plan.Markup is null ? null : DecodeOne(plan.Markup.Bytes, 1);
            return pictures;
        }
        catch
        {
            pictures.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        First?.Dispose();
        Mask?.Dispose();
        Markup?.Dispose();
        foreach (SKBitmap reference in _references)
        {
            reference.Dispose();
        }
    }

    private void AddInput(FakeImage input, int index)
    {
        SKBitmap bitmap = DecodeOne(input.Bytes, index + 1);
        _references.Add(ScaleDown(bitmap));
        if (index == 0)
        {
            First = bitmap;
        }
        else
        {
            bitmap.Dispose();
        }
    }

    /// <summary>Decodes a picture, upright and not premultiplied.</summary>
    /// <exception cref="UnreadableInputException">The pixels cannot be read.</exception>
    public static SKBitmap DecodeOne(ReadOnlyMemory<byte> bytes, int number)
    {
        using SKData data = SKData.CreateCopy(bytes.Span);
        using SKCodec codec = SKCodec.Create(data) ?? throw new UnreadableInputException(number);
        SKImageInfo stored = codec.Info;
        SKBitmap bitmap = Canvas.Create(stored.Width, stored.Height, SKAlphaType.Unpremul);
        if (codec.GetPixels(bitmap.Info, bitmap.GetPixels()) != SKCodecResult.Success)
        {
            bitmap.Dispose();
            throw new UnreadableInputException(number);
        }

        var origin = (SKEncodedOrigin)ImageOrientation.Read(bytes.Span);
        if (origin == SKEncodedOrigin.TopLeft)
        {
            return bitmap;
        }

        using (bitmap)
        {
            return Orientation.Apply(bitmap, origin);
        }
    }

    private static SKBitmap ScaleDown(SKBitmap bitmap)
    {
        float scale = Math.Min(1, (float)MaxReferenceEdge / Math.Max(bitmap.Width, bitmap.Height));
        return Scaled(bitmap, Math.Max(1, (int)(bitmap.Width * scale)), Math.Max(1, (int)(bitmap.Height * scale)));
    }

    /// <summary>Scales to an exact size, premultiplied for drawing.</summary>
    public static SKBitmap Scaled(SKBitmap bitmap, int width, int height)
    {
        SKBitmap scaled = Canvas.Create(width, height);
        using var surface = new SKCanvas(scaled);
        using SKImage image = SKImage.FromBitmap(bitmap);
        surface.DrawImage(image, new SKRect(0, 0, width, height), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        return scaled;
    }
}
