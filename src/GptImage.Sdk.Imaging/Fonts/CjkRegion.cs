namespace GptImage.Sdk.Imaging;

/// <summary>The regions whose readers expect the same Chinese character in shapes of their own.</summary>
internal enum CjkRegion
{
    SimplifiedChinese, TraditionalChinese, HongKong, Japanese, Korean,
}
