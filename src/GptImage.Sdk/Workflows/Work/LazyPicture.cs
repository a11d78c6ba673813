namespace GptImage.Sdk;

/// <summary>Reads pictures on disk when they are asked for.</summary>
internal static class LazyPicture
{
    public static Lazy<GeneratedImage> FromFile(SavedImage file) =>
        new(() => new GeneratedImage(File.ReadAllBytes(file.Path)), LazyThreadSafetyMode.PublicationOnly);
}
