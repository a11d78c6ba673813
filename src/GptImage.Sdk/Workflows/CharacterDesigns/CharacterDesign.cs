namespace GptImage.Sdk;

/// <summary>Says how a new character looks, and which pictures of it to make: an anchor that shows the full figure, and views that are each
/// drawn from that anchor alone.</summary>
/// <remarks>Give a description, a photo, or both. With a photo the description says what is to be different from it.</remarks>
public sealed record CharacterDesign
{
    private static readonly ReferenceRole[] Drawable =
        [ReferenceRole.Face, ReferenceRole.Profile, ReferenceRole.Back, ReferenceRole.Outfit];
    private static readonly OutputFormat[] InputFormats =
        [GptImage.Sdk.OutputFormat.Png, GptImage.Sdk.OutputFormat.Jpeg, GptImage.Sdk.OutputFormat.Webp];

    private readonly IReadOnlyList<string> _never = [];
    private readonly IReadOnlyList<ReferenceRole> _views = [ReferenceRole.Face, ReferenceRole.Profile, ReferenceRole.Back];
    private readonly IReadOnlyList<string> _details = [];
    private readonly OutputFormat? _outputFormat;

    /// <summary>Names a character to design.</summary>
    /// <param name="name">The name by which prompts call it, on one line. White space around it is cut off.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is null, empty or white space, or has a line break or another control
    /// character.</exception>
    public CharacterDesign(string name) => Name = new Character(name).Name;

    /// <summary>Gets the name by which prompts call it.</summary>
    public string Name { get; }

    /// <summary>Gets how it looks: age, face, hair, build.</summary>
    public string? Appearance { get; init; }

    /// <summary>Gets what it wears.</summary>
    public string? Outfit { get; init; }

    /// <summary>Gets its proportions: <c>four heads tall</c>.</summary>
    public string? Proportions { get; init; }

    /// <summary>Gets its colours: <c>mustard yellow, brick red, black</c>.</summary>
    public string? Palette { get; init; }

    /// <summary>Gets what tells it from others: <c>scar over the left eye</c>.</summary>
    public string? DistinguishingMarks { get; init; }

    /// <summary>Gets how it is drawn: <c>soft watercolour with ink outlines</c>. Not enough as a description.</summary>
    public string? Style { get; init; }

    /// <summary>Gets what must never change from picture to picture, each in a few words: <c>hair colour</c>. Empty by default.</summary>
    /// <exception cref="ArgumentException">An entry is null.</exception>
    public IReadOnlyList<string> Never
    {
        get => _never;
        init => _never = ListCopy.Create(value, nameof(Never));
    }

    /// <summary>Gets a photo or drawing of it, which the anchor is made from. The views never see it.</summary>
    /// <value><see langword="null"/> by default: the anchor is made from words. PNG, JPEG or WebP below 50 MB.</value>
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
                ? Array.AsReadOnly(views)
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
            IReadOnlyList<string> details = ListCopy.Create(value, nameof(Details));
            if (details.Any(detail => string.IsNullOrWhiteSpace(detail) || detail.Any(char.IsControl))
                || details.Distinct(StringComparer.Ordinal).Count() != details.Count)
            {
                throw new ArgumentException(
                    "A detail is empty, has a line break, or comes twice. Name each in a few words on one line.", nameof(Details));
            }

            _details = details;
        }
    }

    /// <summary>Gets a character of which some pictures are there already: the <see cref="GptImageException.RecoveredCharacter"/> of a
    /// design that failed, or one that is to get more views.</summary>
    /// <value><see langword="null"/> by default. Otherwise its first reference is the anchor, only the missing views are drawn, and what
    /// the design does not say of its look is taken from it.</value>
    public Character? Begun { get; init; }

    /// <summary>Gets the model.</summary>
    /// <value><see langword="null"/> takes <see cref="GptImageClientOptions.DefaultModel"/>.</value>
    public ImageModel? Model { get; init; }

    /// <summary>Gets how much work the model puts into each picture.</summary>
    /// <value><see langword="null"/> leaves it to the service. For faces <see cref="ImageQuality.Medium"/> or
    /// <see cref="ImageQuality.High"/> is worth its price.</value>
    public ImageQuality? Quality { get; init; }

    /// <summary>Gets the size of each picture.</summary>
    /// <value><see cref="ImageSize.Portrait"/> by default, 1024x1536: a standing figure fills it.</value>
    public ImageSize Size { get; init; } = ImageSize.Portrait;

    /// <summary>Gets the file format of each picture.</summary>
    /// <value><see langword="null"/> leaves it to the service: <c>png</c>. PNG, JPEG or WebP, since the pictures are inputs of later
    /// requests.</value>
    /// <exception cref="ArgumentException">It is another format.</exception>
    public OutputFormat? OutputFormat
    {
        get => _outputFormat;
        init => _outputFormat = value is { } format && !InputFormats.Contains(format)
            ? throw new ArgumentException(
                $"The pictures of a design are inputs of later requests, and the service takes no '{format}' there. Use png, jpeg or webp.", nameof(OutputFormat))
            : value;
    }
}
