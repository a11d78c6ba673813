namespace GptImage.Sdk.Testing;

/// <summary>A text that is to be written in the picture.</summary>
internal sealed record PlacedText(string Text, TextPlace Place);
