using SkiaSharp;

namespace GptImage.Sdk.Testing;

/// <summary>Draws what stands for a picture of the web: nothing is fetched, and the same address gives the same picture.</summary>
internal static class StandInPicture
{
    private const int Edge = 512;

    public static byte[] Draw(Uri address)
    {
        var plan = new PicturePlan
        {
            Model = new ModelRule("stand-in"),
            Prompt = $"\"{address.Host}\" \"{address.AbsolutePath}\"",
            Width = Edge,
            Height = Edge,
            FileFormat = "png",
        };
        using SKBitmap bitmap = SceneArtist.Draw(plan, 0);
        return PictureEncoder.Encode(bitmap, plan);
    }
}
