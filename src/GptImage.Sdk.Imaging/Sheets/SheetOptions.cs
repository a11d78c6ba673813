using System.Drawing;

namespace GptImage.Sdk.Imaging;

/// <summary>How a contact sheet looks.</summary>
public sealed class SheetOptions
{
    /// <summary>Gets or sets how many pictures stand in a row.</summary>
    /// <value>1 or more; <see langword="null"/> by default: as many as make the sheet about as wide as high.</value>
    public int? Columns { get; set; }

    /// <summary>Gets or sets how high a row is at most, in pixels; a row is as wide as squares of that size would be.</summary>
    /// <value>16 or more; 480 by default. Pictures are never enlarged.</value>
    public int CellSize { get; set; } = 480;

    /// <summary>Gets or sets the space between and around the pictures, in pixels.</summary>
    /// <value>0 or more; 24 by default.</value>
    public int Gap { get; set; } = 24;

    /// <summary>Gets or sets the colour behind the pictures.</summary>
    public Color Background { get; set; } = Color.FromArgb(0x14, 0x16, 0x1C);

    /// <summary>Gets or sets the colour of the captions.</summary>
    public Color CaptionColor { get; set; } = Color.FromArgb(0xE8, 0xE6, 0xDF);

    /// <summary>Gets or sets the fonts of the captions.</summary>
    /// <value>Empty by default: installed fonts are searched.</value>
    public IReadOnlyList<OverlayFont> Fonts { get; set; } = [];

    internal SheetOptions Checked()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Columns ?? 1, 1, nameof(Columns));
        ArgumentOutOfRangeException.ThrowIfLessThan(CellSize, 16, nameof(CellSize));
        ArgumentOutOfRangeException.ThrowIfNegative(Gap, nameof(Gap));
        ArgumentNullException.ThrowIfNull(Fonts, nameof(Fonts));
        return this;
    }
}
