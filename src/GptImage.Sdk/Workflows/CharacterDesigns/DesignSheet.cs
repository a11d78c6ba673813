namespace GptImage.Sdk;

/// <summary>What a design asks for: how the character looks, which pictures there are already, and the requests for the others.</summary>
internal sealed class DesignSheet
{
    private readonly IGptImageClient _client;
    private readonly CharacterDesign _design;
    private readonly Character _known;

    /// <exception cref="ArgumentException">The design has nothing to draw from, or is of another character than the one begun.</exception>
    public DesignSheet(IGptImageClient client, CharacterDesign design)
    {
        _client = client;
        _design = design;
        _known = design.Begun ?? new Character(design.Name);
        if (_known.Name != design.Name)
        {
            throw new ArgumentException(
                $"The design is of '{design.Name}', but the pictures it is given are of '{_known.Name}'.", nameof(design));
        }

        Look = _known with
        {
            Appearance = design.Appearance ?? _known.Appearance,
            Outfit = design.Outfit ?? _known.ShownOutfit,
            Proportions = design.Proportions ?? _known.Proportions,
            Palette = design.Palette ?? _known.Palette,
            DistinguishingMarks = design.DistinguishingMarks ?? _known.DistinguishingMarks,
            Style = design.Style ?? _known.Style,
            Never = design.Never.Count > 0 ? design.Never : _known.Never,
        };
        Anchor = _known.References.Count > 0 ? _known.References[0] : null;
        string?[] description = [Look.Appearance, Look.Outfit, Look.Proportions, Look.Palette, Look.DistinguishingMarks];
        if (Anchor is null && design.Photo is null && description.All(string.IsNullOrWhiteSpace))
        {
            throw new ArgumentException(
                $"Nothing says how '{design.Name}' looks. Set Appearance, or another part of the description, or a Photo. Nothing was sent.", nameof(design));
        }
    }

    /// <summary>Gets the character as its pictures show it.</summary>
    public Character Look { get; }

    /// <summary>Gets the anchor, or <see langword="null"/> while there is none.</summary>
    public ImageInput? Anchor { get; }

    /// <summary>Gets all views that are asked for, in their order.</summary>
    public IReadOnlyList<DesignView> Views =>
        [.. _design.Views.Select(role => new DesignView(role, null)),
            .. _design.Details.Select(detail => new DesignView(ReferenceRole.Detail, detail))];

    /// <summary>Gets the picture of a view that was there before, or <see langword="null"/>.</summary>
    public ImageInput? Find(DesignView view) => _known.References.Skip(1).FirstOrDefault(view.IsShownBy);

    public IReadOnlyList<DesignView> MissingViews() => [.. Views.Where(view => Find(view) is null)];

    public ImageRequest RequestAnchor() => _design.Photo is { } photo
        ? Edit(DesignPrompt.Anchor(Look, isFromPhoto: true), photo)
        : new TextToImageRequest(DesignPrompt.Anchor(Look, isFromPhoto: false))
        {
            Model = _design.Model,
            Quality = _design.Quality,
            Size = _design.Size,
            OutputFormat = _design.OutputFormat,
        };

    public ImageToImageRequest RequestView(ImageInput anchor, DesignView view) => Edit(DesignPrompt.View(Look, view), anchor);

    public CharacterDesignPlan Explain()
    {
        ImageInput anchor = Anchor ?? ExpectedPicture.CreateInput(_design.Size, _design.OutputFormat);
        IEnumerable<ImageRequest> requests =
            [.. Anchor is null ? [RequestAnchor()] : Array.Empty<ImageRequest>(),
            .. MissingViews().Select(view => RequestView(anchor, view))];
        return new CharacterDesignPlan([.. requests.Select(_client.Explain)]);
    }

    /// <summary>Makes the character of its pictures: the anchor, the views as asked for, and what it had besides.</summary>
    public Character Finish(ImageInput anchor, Func<DesignView, ImageInput?> find)
    {
        IEnumerable<ImageInput> others = _known.References.Skip(1).Where(reference => !Views.Any(view => view.IsShownBy(reference)));
        Character shown = Look with { References = [anchor, .. Views.Select(find).OfType<ImageInput>(), .. others] };
        return _design.Outfit is null ? shown with { Outfit = _known.Outfit } : shown;
    }

    /// <summary>The prompt names its only image itself, so the image has no role here. What is to be kept is kept as closely as the model
    /// knows how.</summary>
    private ImageToImageRequest Edit(string prompt, ImageInput image)
    {
        ImageToImageRequest request = new(prompt, image.As(ReferenceRole.Unspecified))
        {
            Model = _design.Model,
            Quality = _design.Quality,
            Size = _design.Size,
            OutputFormat = _design.OutputFormat,
        };
        return _client.Explain(request).Facts is { InputFidelities: { Count: > 0 } fidelities }
            ? request with { InputFidelity = fidelities[^1] }
            : request;
    }
}
