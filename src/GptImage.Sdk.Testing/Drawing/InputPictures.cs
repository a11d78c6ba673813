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

            pictures.Mask = plan.Mask is null ? null : PictureDecoder.Decode(plan.Mask.Bytes, 1);
            pictures.Markup = plan.Markup is null ? null : PictureDecoder.Decode(plan.Markup.Bytes, 1);
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
        SKBitmap bitmap = PictureDecoder.Decode(input.Bytes, index + 1);
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
