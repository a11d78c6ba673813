using SkiaSharp;

namespace GptImage.Sdk.ServiceTests;

/// <summary>Small pictures to send and to answer with.</summary>
internal static class Pictures
{
    public static byte[] Png(int width = 1024, int height = 1024) => Encode(width, height, SKEncodedImageFormat.Png, SKColors.SteelBlue);

    public static byte[] Jpeg(int width = 1024, int height = 1024) => Encode(width, height, SKEncodedImageFormat.Jpeg, SKColors.Tomato);

    public static byte[] Webp(int width = 1024, int height = 1024) => Encode(width, height, SKEncodedImageFormat.Webp, SKColors.Olive);

    /// <summary>Makes a mask that is transparent in its left half.</summary>
    public static byte[] Mask(int width = 1024, int height = 1024)
    {
        using SKBitmap bitmap = new(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        bitmap.Erase(SKColors.White);
        bitmap.Erase(SKColors.Transparent, new SKRectI(0, 0, width / 2, height));
        return bitmap.Encode(SKEncodedImageFormat.Png, 100).ToArray();
    }

    /// <summary>Writes the answer of the service with given pictures.</summary>
    public static string Answer(params byte[][] pictures) =>
        "{\"created\":1781047743,\"background\":\"opaque\",\"data\":["
        + string.Join(',', pictures.Select(picture => $"{{\"b64_json\":\"{Convert.ToBase64String(picture)}\"}}"))
        + """],"output_format":"png","quality":"medium","size":"1024x1024","usage":{"input_tokens":239,"input_tokens_details":{"image_tokens":194,"text_tokens":45},"output_tokens":1056,"total_tokens":1295}}""";

    private static byte[] Encode(int width, int height, SKEncodedImageFormat format, SKColor color)
    {
        using SKBitmap bitmap = new(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        bitmap.Erase(color);
        return bitmap.Encode(format, 80).ToArray();
    }
}
