using System.Globalization;

namespace GptImage.Sdk.Testing;

/// <summary>What to draw: the request with every <c>auto</c> resolved.</summary>
internal sealed record PicturePlan
{
    public required ModelRule Model { get; init; }

    public required string Prompt { get; init; }

    public int Count { get; init; } = 1;

    public int Width { get; init; }

    public int Height { get; init; }

    public string Quality { get; init; } = "low";

    public string Format { get; init; } = "png";

    /// <summary>Gets the format that the files really have; the answer names <see cref="Format"/>.</summary>
    public required string FileFormat { get; init; }

    /// <summary>Gets how many frames an animation has.</summary>
    public int FrameCount { get; init; } = GifRule.DefaultFrames;

    public int FrameMilliseconds { get; init; } = GifRule.DefaultFrameMilliseconds;

    public int Compression { get; init; } = 100;

    public bool IsTransparent { get; init; }

    public bool IsEdit { get; init; }

    public bool IsStreamed { get; init; }

    /// <summary>Gets how many previews come before each picture of a stream.</summary>
    public int PartialCount { get; init; }

    public FakeDrawing Drawing { get; init; }

    /// <summary>Gets whether an edit changes a little of what it keeps.</summary>
    public bool Drifts { get; init; }

    public bool HasContentCredentials { get; init; }

    /// <summary>Gets whether each text has a wrong letter.</summary>
    public bool IsMisspelt { get; init; }

    public IReadOnlyList<FakeImage> Inputs { get; init; } = [];

    public FakeImage? Mask { get; init; }

    public FakeImage? Markup { get; init; }

    /// <summary>Plans a request that has passed the rules.</summary>
    public static PicturePlan FromRequest(FakeRequest request, ModelRule model, FakeGptImageServiceOptions options, bool hasWrongFormat)
    {
        RequestBody body = request.Content;
        bool isStreamed = body.Find("stream")?.Text == "true";
        string format = body.Find("output_format")?.Text ?? "png";
        int count = Integer(body, "n", 1);
        int frames = Integer(body, "frame_count", GifRule.DefaultFrames);
        string size = body.Find("size")?.Text ?? "auto";
        (int width, int height) = format == "gif"
            && size == "auto" ? GifRule.Auto(Ratio(request), frames, count) : Size(size, request, model, options.EditDrift);
        bool isEdit = request.Endpoint == "images/edits";
        if (isEdit && options.EditResize && format != "gif")
        {
            (width, height) = Resized(width, height);
        }

        return new PicturePlan
        {
            Model = model,
            Prompt = body.Find("prompt")?.Text ?? "",
            Count = count,
            Width = width,
            Height = height,
            // The live service was seen to resolve auto to low.
            Quality = body.Find("quality")?.Text is { } quality and not "auto" ? quality : "low",
            Format = format,
            FileFormat = (hasWrongFormat, format) switch { (false, _) => format, (_, "png") => "jpeg", _ => "png" },
            FrameCount = frames,
            FrameMilliseconds = Integer(body, "frame_duration_ms", GifRule.DefaultFrameMilliseconds),
            Compression = Integer(body, "output_compression", 100),
            IsTransparent = body.Find("background")?.Text == "transparent",
            IsEdit = isEdit,
            IsStreamed = isStreamed,
            PartialCount = isStreamed ? Integer(body, "partial_images", 0) : 0,
            Drawing = options.Drawing,
            Drifts = options.EditDrift,
            HasContentCredentials = options.ContentCredentials,
            Inputs = request.Images,
            Mask = request.Mask,
            Markup = request.Markup,
        };
    }

    private static int Integer(RequestBody body, string name, int standard) =>
        body.Find(name) is { } value && value.TryGetInteger(out long number) ? (int)number : standard;

    private static double Ratio(FakeRequest request) =>
        request.Images is [{ Height: > 0 } first, ..] ? (double)first.Width / first.Height : 1;

    /// <summary>Gets a size of the same ratio and of another area; the live service was seen to choose 1254x1254 by itself.</summary>
    private static (int Width, int Height) Resized(int width, int height)
    {
        const double Edge = 1250;
        double stretch = Math.Sqrt((double)width / height);
        return ((int)Math.Round(Edge * stretch), (int)Math.Round(Edge / stretch));
    }

    private static (int Width, int Height) Size(string size, FakeRequest request, ModelRule model, bool drifts)
    {
        if (size != "auto")
        {
            string[] edges = size.Split('x');
            return (int.Parse(edges[0], CultureInfo.InvariantCulture), int.Parse(edges[1], CultureInfo.InvariantCulture));
        }

        if (request.Images is not [{ } first, ..])
        {
            return (1024, 1024);
        }

        return !drifts && SizeRule.IsLegal(first.Width, first.Height, model)
            ? (first.Width, first.Height)
            : Ratio(request) switch
            {
                > 1.2 => (1536, 1024),
                < 1 / 1.2 => (1024, 1536),
                _ => (1024, 1024),
            };
    }
}
