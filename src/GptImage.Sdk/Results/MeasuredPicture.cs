namespace GptImage.Sdk;

/// <summary>What the bytes of a picture tell, wherever they are.</summary>
internal readonly record struct MeasuredPicture(OutputFormat Format, ImageSize? Size, bool HasAlpha, bool IsAddress);
