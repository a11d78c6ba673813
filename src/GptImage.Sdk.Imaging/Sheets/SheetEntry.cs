namespace GptImage.Sdk.Imaging;

/// <summary>A picture on a contact sheet.</summary>
/// <param name="Image">The picture.</param>
/// <param name="Caption">What stands below it; empty for nothing.</param>
public sealed record SheetEntry(ImageInput Image, string Caption = "");
