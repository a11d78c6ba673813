namespace GptImage.Sdk.Imaging;

/// <summary>A logo put over a picture as it is: its pixels are never redrawn by a model.</summary>
public sealed record LogoOverlay
{
    /// <summary>Places a logo.</summary>
    /// <param name="logo">The logo: a picture with alpha.</param>
    /// <param name="place">Where it stands.</param>
    /// <exception cref="ArgumentNullException"><paramref name="logo"/> is null.</exception>
    public LogoOverlay(ImageInput logo, LogoPlace place = LogoPlace.BottomRight)
    {
        ArgumentNullException.ThrowIfNull(logo);
        Logo = logo;
        Place = place;
    }

    /// <summary>Gets the logo.</summary>
    public ImageInput Logo { get; init; }

    /// <summary>Gets where it stands.</summary>
    public LogoPlace Place { get; init; }

    /// <summary>Gets how wide it is at most, as a share of the picture's width.</summary>
    /// <value>Above 0, up to 1; 0.18 by default.</value>
    public double MaxWidthShare { get; init; } = 0.18;

    /// <summary>Gets how high it is at most, as a share of the picture's height.</summary>
    /// <value>Above 0, up to 1; 0.18 by default.</value>
    public double MaxHeightShare { get; init; } = 0.18;

    /// <summary>Gets how far it stays from the picture's edges, as a share of the short edge.</summary>
    /// <value>0 or more; 0.04 by default.</value>
    public double MarginShare { get; init; } = 0.04;

    /// <summary>Gets the logo's opacity.</summary>
    /// <value>0 to 1; 1 by default.</value>
    public double Opacity { get; init; } = 1;

    /// <summary>Gets whether it may become larger than its own pixels, and blurred by that.</summary>
    /// <value><see langword="false"/> by default.</value>
    public bool AllowEnlarging { get; init; }
}
