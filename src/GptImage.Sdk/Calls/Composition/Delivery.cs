namespace GptImage.Sdk;

/// <summary>How the caller wants the pictures: when they are finished, or as they grow.</summary>
internal sealed record Delivery(bool IsStream, int? PartialImages)
{
    public static Delivery Whole { get; } = new(false, null);

    public static Delivery Streamed(int partialImages) => new(true, partialImages);
}
