namespace GptImage.Sdk.Imaging;

/// <summary>A place within a picture, from its top left corner.</summary>
/// <param name="X">How far to the right.</param>
/// <param name="Y">How far down.</param>
public readonly record struct ImagePoint(double X, double Y);
