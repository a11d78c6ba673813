using System.Text.Json;

namespace GptImage.Sdk.Tests;

/// <summary>Requests and storyboards with everything that they can have, each member set or not.</summary>
/// <param name="seed">The same requests for the same seed.</param>
/// <param name="folder">Where the files of inputs are.</param>
/// <param name="withBytes">Whether inputs may be in memory or streams.</param>
internal sealed class RandomRequests(int seed, string folder, bool withBytes)
{
    private static readonly string[] Pieces =
    [
        "a lighthouse", " at dawn", "\"Café\"", "\\", "\n", "\t", "灯台", "🦊", "</script>", "é", "\u0001", "'", " ", "{0}", "\u2028",
    ];

    private readonly Random _random = new(seed);

    public ImageRequest Request() => _random.Next(3) switch
    {
        0 => Settings(Common(new TextToImageRequest(Text()))),
        1 => Settings(Common(new ImageToImageRequest(Text(), Inputs()))) with
        {
            Mask = Maybe(Input),
            Markup = Maybe(Input),
            InputFidelity = Maybe(() => (InputFidelity?)new InputFidelity(Word())),
        },
        _ => Settings(Common(new CharacterReferenceRequest(Text(), List(Character)))) with
        {
            References = Inputs(),
            Mask = Maybe(Input),
            Markup = Maybe(Input),
        },
    };

    public Storyboard Storyboard() => Settings(new Storyboard(Text())) with
    {
        Style = Maybe(Text),
        Size = Size(),
        Characters = List(Character),
        References = Inputs(),
        Frames = List(() => new FrameRequest(Text())
        {
            Camera = Maybe(Text),
            Size = Maybe(() => (ImageSize?)Size()),
            Text = List(Element),
            Characters = Maybe(() => List(Text)),
            References = Inputs(),
        }),
    };

    private TRequest Common<TRequest>(TRequest request)
        where TRequest : ImageRequest => (TRequest)((ImageRequest)request with
        {
            Count = _random.Next(-1, 12),
            Size = Size(),
            Text = List(Element),
            Animation = Maybe(() => new ImageAnimation { FrameCount = Maybe(() => (int?)4), FrameDuration = Maybe(Duration) }),
            Svg = Maybe(() => new SvgAuthor(Word()) { Effort = Maybe(Text) }),
        });

    private TSettings Settings<TSettings>(TSettings settings)
        where TSettings : ImageSettings => (TSettings)((ImageSettings)settings with
        {
            Model = Maybe(() => (ImageModel?)new ImageModel(Word())),
            Quality = Maybe(() => (ImageQuality?)new ImageQuality(Word())),
            Background = Maybe(() => (ImageBackground?)new ImageBackground(Word())),
            OutputFormat = Maybe(() => (OutputFormat?)new OutputFormat(Word())),
            OutputCompression = Maybe(() => (int?)_random.Next(-5, 120)),
            Moderation = Maybe(() => (ModerationLevel?)new ModerationLevel(Word())),
            SafetyIdentifier = Maybe(Text),
            Complexity = Maybe(() => (Complexity?)new Complexity(Word())),
            RequireExact = _random.Next(2) == 0,
            Retry = Maybe(() => new RetryOptions
            {
                MaxAttempts = _random.Next(1, 100),
                BaseDelay = new TimeSpan(_random.NextInt64(TimeSpan.TicksPerDay)),
                MaxDelay = new TimeSpan(_random.NextInt64(TimeSpan.TicksPerDay)),
                RepeatPossiblyCharged = _random.Next(2) == 0,
            }),
            AdditionalParameters = Maybe(Parameters) ?? [],
        });

    private Dictionary<string, object> Parameters() => new()
    {
        ["text"] = Text(),
        ["flag"] = _random.Next(2) == 0,
        ["int"] = _random.Next(),
        ["long"] = _random.NextInt64(),
        ["double"] = _random.NextDouble() * Math.Pow(10, _random.Next(-30, 30)),
        ["decimal"] = new decimal(_random.Next(), _random.Next(), _random.Next(), false, (byte)_random.Next(28)),
        ["nested"] = JsonDocument.Parse($$"""[1.50, null, {"a": {"b":"é😀"} , "c" : {{_random.Next()}} }]""").RootElement,
        ["null"] = JsonDocument.Parse("null").RootElement,
    };

    private Character Character()
    {
        Character character = new(Word())
        {
            Appearance = Maybe(Text),
            Outfit = Maybe(Text),
            Proportions = Maybe(Text),
            Palette = Maybe(Text),
            DistinguishingMarks = Maybe(Text),
            Style = Maybe(Text),
            MustNotChange = List(Text),
            References = Inputs(),
        };
        return _random.Next(3) == 0 ? character with { Outfit = Maybe(Text) } : character;
    }

    private TextElement Element() => new(Text())
    {
        Placement = Maybe(Text),
        Language = Maybe(Text),
        Surface = Maybe(Text),
        Typography = Maybe(Text),
    };

    private List<ImageInput> Inputs() => List(Input);

    private ImageInput Input()
    {
        ImageInput input = _random.Next(withBytes ? 5 : 3) switch
        {
            0 => ImageInput.FromFile(Path.Combine(folder, $"{_random.Next(3)}.png")),
            1 => ImageInput.FromUri(new Uri($"https://example.org/{_random.Next(100)}/Größe%20a.png?q={Uri.EscapeDataString(Text())}")),
            2 => ImageInput.FromFileId($"file-{_random.Next(100)}"),
            3 => ImageInput.FromBytes(SamplePictures.Png(64, 64 * _random.Next(1, 4))),
            _ => ImageInput.FromStream(() => new MemoryStream(SamplePictures.Png(128))),
        };
        return _random.Next(2) == 0 ? input : input.As((ReferenceRole)_random.Next(13)).Showing(Maybe(Text));
    }

    private ImageSize Size() => _random.Next(3) == 0 ? ImageSize.Auto : new ImageSize(_random.Next(1, 4000), _random.Next(1, 4000));

    private TimeSpan? Duration() => _random.Next(4) switch
    {
        0 => new TimeSpan(_random.NextInt64()),
        1 => -TimeSpan.FromMilliseconds(_random.Next(1000)),
        _ => TimeSpan.FromMilliseconds(_random.Next(100_000)),
    };

    private string Word() => new([.. Enumerable.Range(0, _random.Next(1, 6)).Select(_ => (char)_random.Next('a', 'z'))]);

    private string Text() => string.Concat(Enumerable.Range(0, _random.Next(0, 5)).Select(_ => Pieces[_random.Next(Pieces.Length)]));

    private List<T> List<T>(Func<T> create) => [.. Enumerable.Range(0, _random.Next(3)).Select(_ => create())];

    private T? Maybe<T>(Func<T?> create) => _random.Next(2) == 0 ? create() : default;
}
