using System.Drawing;

namespace GptImage.Sdk.Imaging;

/// <summary>A shadow behind the letters.</summary>
/// <param name="Color">Its colour.</param>
/// <param name="X">How far to the right it falls, as a share of the font size.</param>
/// <param name="Y">How far down it falls, as a share of the font size.</param>
/// <param name="Blur">How soft it is, as a share of the font size.</param>
public sealed record TextShadow(Color Color, double X = 0.04, double Y = 0.04, double Blur = 0.06);
