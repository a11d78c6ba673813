using System.Drawing;

namespace GptImage.Sdk.Imaging;

/// <summary>A line around the letters.</summary>
/// <param name="Color">Its colour.</param>
/// <param name="Width">How far it reaches beyond the letters, as a share of the font size; 0.05 is usual.</param>
public sealed record TextOutline(Color Color, double Width = 0.05);
