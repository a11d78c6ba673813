namespace GptImage.Sdk;

/// <summary>What a design asks for: how the character looks, which pictures there are already, and the requests for the others.</summary>
internal sealed class DesignSheet
{
    private static readonly OutputFormat[] InputFormats = [OutputFormat.Png, OutputFormat.Jpeg, OutputFormat.Webp];

    private readonly IGptImageClient _client;
    private readonly CharacterDesign _design;
    private readonly Character _known;

    /// <exception cref="ArgumentException">The design has nothing to draw from, or is of another character than the one it continues
    /// from.</exception>
    public DesignSheet(IGptImageClient client, CharacterDesign design)
    {
        _client = client;
        _design = design;
        Character described = design.Character;
        _known = design.ContinueFrom ?? new Character(described.Name);
        if (_known.Name != described.Name)
        {
            throw new ArgumentException(
                $"The design is of '{described.Name}', but the pictures it is given are of '{_known.Name}'.", nameof(design));
        }

        Look = _known with
        {
            Appearance = described.Appearance ?? _known.Appearance,
            Outfit = described.Outfit ?? _known.ShownOutfit,
            Proportions = described.Proportions ?? _known.Proportions,
            Palette = described.Palette ?? _known.Palette,
            DistinguishingMarks = described.DistinguishingMarks ?? _known.DistinguishingMarks,
            Style = described.Style ?? _known.Style,
            MustNotChange = described.MustNotChange.Count > 0 ? described.MustNotChange : _known.MustNotChange,
        };
        Anchor = _known.References.Count > 0 ? _known.References[0] : null;
        string?[] description = [Look.Appearance, Look.Outfit, Look.Proportions, Look.Palette, Look.DistinguishingMarks];
        if (Anchor is null && design.Photo is null && description.All(string.IsNullOrWhiteSpace))
        {
            throw new ArgumentException(
                $"Nothing says how '{described.Name}' looks. Set Appearance, or another part of the description, or a Photo. Nothing was "
                + "sent.", nameof(design));
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
        : _design.ApplyTo(new TextToImageRequest(DesignPrompt.Anchor(Look, isFromPhoto: false)) { Size = _design.Size });

    public ImageToImageRequest RequestView(ImageInput anchor, DesignView view) => Edit(DesignPrompt.View(Look, view), anchor);

    public CharacterDesignPlan Explain()
    {
        ImageInput anchor = Anchor ?? ExpectedPicture.CreateInput(_design.Size, _design.OutputFormat);
        IEnumerable<ImageRequest> requests =
            [.. Anchor is null ? [RequestAnchor()] : Array.Empty<ImageRequest>(),
            .. MissingViews().Select(view => RequestView(anchor, view))];
        RequestPlan[] pictures = [.. requests.Select(_client.RequirePlan)];
        return new CharacterDesignPlan
        {
            Pictures = pictures,
            Findings = [.. FindProblems().Concat(pictures.SelectMany(picture => picture.Findings)).Distinct()
                .OrderByDescending(finding => finding.Severity)],
            Cost = CostRange.Sum(pictures.Select(picture => picture.Cost)),
        };
    }

    /// <summary>Refuses a design that is wrong as a whole.</summary>
    /// <exception cref="GptImageValidationException">It has errors.</exception>
    public void ThrowIfInvalid()
    {
        if (FindProblems() is { Count: > 0 } problems)
        {
            throw new GptImageValidationException(problems);
        }
    }

    /// <summary>Says what is wrong with the design as a whole.</summary>
    private IReadOnlyList<Finding> FindProblems()
    {
        FindingList findings = new();
        if (!_design.Character.References.SequenceEqual(_design.ContinueFrom?.References ?? []) && _design.Character.References.Count > 0)
        {
            findings.Add(
                Rules.DesignReferences,
                $"'{_design.Character.Name}' has references already, and a design draws them. To go on from those pictures, set "
                + "CharacterDesign.ContinueFrom to that character.");
        }

        if (_design.OutputFormat is { } format && !InputFormats.Contains(format))
        {
            findings.Add(
                Rules.DesignFormat,
                $"The pictures of a design are inputs of later requests, and the service takes no '{format}' there. Use png, jpeg or webp.",
                "png");
        }

        return findings.ToSortedList();
    }

    /// <summary>Makes the character of its pictures: the anchor, the views as asked for, and what it had besides.</summary>
    public Character Finish(ImageInput anchor, Func<DesignView, ImageInput?> find)
    {
        IEnumerable<ImageInput> others = _known.References.Skip(1).Where(reference => !Views.Any(view => view.IsShownBy(reference)));
        Character shown = Look with { References = [anchor, .. Views.Select(find).OfType<ImageInput>(), .. others] };
        return _design.Character.Outfit is null ? shown with { Outfit = _known.Outfit } : shown;
    }

    /// <summary>The prompt names its only image itself, so the image has no role here. What is to be kept is kept as closely as the model
    /// knows how.</summary>
    private ImageToImageRequest Edit(string prompt, ImageInput image)
    {
        ImageToImageRequest request = _design.ApplyTo(
            new ImageToImageRequest(prompt, image.As(ReferenceRole.Unspecified)) { Size = _design.Size });
        return _client.RequirePlan(request).Facts is { InputFidelities: { Count: > 0 } fidelities }
            ? request with { InputFidelity = fidelities[^1] }
            : request;
    }
}
