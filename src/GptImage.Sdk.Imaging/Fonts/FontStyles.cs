namespace GptImage.Sdk.Imaging;

/// <summary>Chooses among fonts of one family by weight and slant.</summary>
internal static class FontStyles
{
    /// <summary>A difference in weight that a reader sees.</summary>
    private const int VisibleWeight = 150;

    /// <summary>Orders fonts of the same family by how near they are to a style, and turns the axes of variable ones.</summary>
    public static IReadOnlyList<ShapingFont> Choose(IReadOnlyList<OverlayFont> fonts, int? weight, bool isItalic)
    {
        List<ShapingFont> faces = [.. fonts.Select(font => font.Face.InStyle(weight, isItalic))];
        if (weight is null && !isItalic)
        {
            return faces;
        }

        List<string> families = [.. faces.Select(face => face.Name).Distinct()];
        return
        [
            .. faces.OrderBy(face => families.IndexOf(face.Name))
                .ThenBy(face => face.IsItalic == isItalic ? 0 : 1)
                .ThenBy(face => weight is { } wanted ? Math.Abs(face.Weight - wanted) : 0),
        ];
    }

    /// <summary>Tells whether a font lacks the style that was asked for.</summary>
    public static bool Lacks(ShapingFont font, int? weight, bool isItalic) => !font.IsColored
        && ((weight is { } wanted && Math.Abs(font.Weight - wanted) >= VisibleWeight) || (isItalic && !font.IsItalic));
}
