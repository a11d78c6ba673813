using SkiaSharp;

namespace GptImage.Sdk.Testing;

/// <summary>Turns pixels into a file of the wanted format.</summary>
internal static class PictureEncoder
{
    public static byte[] Encode(SKBitmap bitmap, PicturePlan plan)
    {
        using SKPixmap pixels = bitmap.PeekPixels();
        using SKData? data = plan.FileFormat switch
        {
            "jpeg" => pixels.Encode(new SKJpegEncoderOptions(plan.Compression)),
            // At 100 the service writes lossless WebP; here the number is effort, and the least is enough.
            "webp" when plan.Compression == 100 => pixels.Encode(new SKWebpEncoderOptions(SKWebpEncoderCompression.Lossless, 0)),
            "webp" => pixels.Encode(new SKWebpEncoderOptions(SKWebpEncoderCompression.Lossy, plan.Compression)),
            // The Sub filter with the fastest compression: a 4K scene in a fraction of the default's time.
            _ => pixels.Encode(new SKPngEncoderOptions(SKPngEncoderFilterFlags.Sub, 1)),
        };
        byte[] file = data?.ToArray() ?? throw new InvalidOperationException($"The picture could not be written as {plan.FileFormat}.");
        return plan is { HasContentCredentials: true, FileFormat: "png" } ? ContentCredentials.Insert(file) : file;
    }
}
