namespace GptImage.Sdk;

/// <summary>Says how a new character looks, and which pictures of it to make: an anchor that shows the full figure, and views that are each
/// drawn from that anchor alone.</summary>
/// <remarks>Give a description, a photo, or both. With a photo the description says what is to be different from it. The settings, such as
/// <see cref="ImageSettings.Model"/>, apply to every picture. <see cref="ImageSettings.OutputFormat"/> is png, jpeg or webp, since the
/// pictures are inputs of later requests.</remarks>
public sealed record CharacterDesign : ImageSettings
{
    private static readonly ReferenceRole[] Drawable =
        [ReferenceRole.Face, ReferenceRole.Profile, ReferenceRole.Back, ReferenceRole.Outfit];

    private readonly ValueList<ReferenceRole> _views = [ReferenceRole.Face, ReferenceRole.Profile, ReferenceRole.Back];
    private readonly ValueList<string> _details = [];
    private readonly Character _character;

    /// <summary>Designs a character.</summary>
    /// <param name="character">Its name and how it looks. It has no references yet: the design draws them.</param>
    /// <exception cref="ArgumentNullException"><paramref name="character"/> is null.</exception>
    public CharacterDesign(Character character)
    {
        ArgumentNullException.ThrowIfNull(character);
        _character = character;
    }

    /// <summary>Gets the character's name and how it looks.</summary>
    /// <remarks>It has no references: a character that has some already is set with <see cref="ContinueFrom"/>. A
    /// <see cref="Sdk.Character.Style"/> alone is not enough as a description.</remarks>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public Character Character
    {
        get => _character;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            _character = value;
        }
    }

    /// <summary>Gets a photo or drawing of it, which the anchor is made from. The views never see it.</summary>
    /// <value><see langword="null"/> by default: the anchor is made from words. PNG, JPEG or WebP below 50 MB.</value> <remarks>Source: API
    /// reference, <em>Create image edit</em>, <c>image</c>, read 2026-11-23.</remarks>
    public ImageInput? Photo { get; init; }

    /// <summary>Gets the views to draw besides the anchor, each once.</summary>
    /// <value>Of <see cref="ReferenceRole.Face"/>, <see cref="ReferenceRole.Profile"/>, <see cref="ReferenceRole.Back"/> and
    /// <see cref="ReferenceRole.Outfit"/>; the first three by default.</value>
    /// <exception cref="ArgumentException">A view is another role, or comes twice.</exception>
    public IReadOnlyList<ReferenceRole> Views
    {
        get => _views;
        init
        {
            ArgumentNullException.ThrowIfNull(value, nameof(Views));
            ReferenceRole[] views = [.. value];
            if (Array.Exists(views, view => !Drawable.Contains(view)))
            {
                throw new ArgumentException(
                    "A view of a design is Face, Profile, Back or Outfit. The full figure is the anchor, which is always drawn; details "
                    + "go into Details.", nameof(Views));
            }

            _views = views.Distinct().Count() == views.Length
                ? ListCopy.FromItems<ReferenceRole>(views)
                : throw new ArgumentException("A view comes twice. Leave one out.", nameof(Views));
        }
    }

    /// <summary>Gets the details to draw large, each in a few words: <c>the badge on the left sleeve</c>. Each becomes a picture with the
    /// role <see cref="ReferenceRole.Detail"/>. Empty by default.</summary>
    /// <exception cref="ArgumentException">A detail is empty, has a line break or another control character, or comes twice.</exception>
    public IReadOnlyList<string> Details
    {
        get => _details;
        init
        {
            ValueList<string> details = ListCopy.Create(value, nameof(Details));
            if (details.Any(detail => string.IsNullOrWhiteSpace(detail) || detail.Any(char.IsControl))
                || details.Distinct(StringComparer.Ordinal).Count() != details.Count)
            {
                throw new ArgumentException(
                    "A detail is empty, has a line break, or comes twice. Name each in a few words on one line.", nameof(Details));
            }

            _details = details;
        }
    }

    /// <summary>Gets a character that already has some of the pictures: the <see cref="GptImageException.RecoveredCharacter"/> of a
    /// design that failed, or one that gets more views.</summary>
    /// <value><see langword="null"/> by default. Otherwise its first reference is the anchor, only the missing views are drawn, and what
    /// <see cref="Character"/> does not say about the look is taken from it.</value>
    public Character? ContinueFrom { get; init; }

    /// <summary>Gets the size of each picture.</summary>
    /// <value><see cref="ImageSize.Portrait"/> by default, 1024x1536: a standing figure fills it.</value>
    public ImageSize Size { get; init; } = ImageSize.Portrait;

    /// <summary>Says which character it draws, and how many views.</summary>
    /// <returns>For example <c>Design of Mia: 3 views, 1 details</c>.</returns>
    public override string ToString() =>
        FormattableString.Invariant($"Design of {Character.Name}: {Views.Count} views, {Details.Count} details");
}
