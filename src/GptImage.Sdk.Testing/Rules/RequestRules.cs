namespace GptImage.Sdk.Testing;

/// <summary>Finds what the service would refuse, in the order in which it looks.</summary>
internal sealed class RequestRules(FakeRequest request, DateOnly today, FakeGptImageServiceOptions options)
{
    private const int MaxPromptLength = 32_000;
    private const int MaxPictures = 10;

    private static readonly string[] CommonFields =
    [
        "model", "prompt", "n", "size", "quality", "background", "output_format", "output_compression", "moderation", "stream",
        "partial_images", "complexity", "frame_count", "frame_duration_ms", "svg", "safety_identifier", "user",
    ];

    private static readonly string[] FormEditFields =
        [.. CommonFields, "image", "image[]", "mask", "markup", "input_fidelity", "svg[model]", "svg[reasoning][effort]"];
    private static readonly string[] JsonEditFields = [.. CommonFields, "images", "mask", "markup", "input_fidelity"];
    private static readonly string[] Backgrounds = ["transparent", "opaque", "auto"];
    private static readonly string[] ThreeFormats = ["png", "jpeg", "webp"];
    private static readonly string[] FiveFormats = ["png", "jpeg", "webp", "gif", "svg"];
    private static readonly string[] ModerationLevels = ["low", "auto"];
    private static readonly string[] Complexities = ["low", "medium", "high"];
    private static readonly string[] Fidelities = ["low", "high"];

    private readonly RequestBody _body = request.Content;
    private readonly bool _isEdit = request.Endpoint == "images/edits";

    /// <summary>Returns the first fault; null when the service would draw.</summary>
    public ServiceError? FirstFault()
    {
        if (_body.Fault is not null)
        {
            return _body.Fault;
        }

        string contentType = request.Headers.GetValueOrDefault("Content-Type", "").Split(';')[0].Trim();
        string accepted = _isEdit ? "multipart/form-data" : "application/json";
        if (!contentType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            && !contentType.Equals(accepted, StringComparison.OrdinalIgnoreCase))
        {
            return ErrorWording.ContentType(contentType, accepted);
        }

        if (ModelFault() is { } modelFault)
        {
            return modelFault;
        }

        var model = ModelRule.Find(Text("model") ?? "", today);
        return model is null ? ErrorWording.UnknownModel(Text("model") ?? "") : Faults(model).FirstOrDefault(fault => fault is not null);
    }

    private IEnumerable<ServiceError?> Faults(ModelRule model)
    {
        yield return UnknownFieldFault();
        yield return PromptFault();
        if (_isEdit)
        {
            yield return InputRules.ImagesFault(_body);
        }

        yield return IntegerFault("n", 1, MaxPictures);
        yield return EnumFault("quality", model.Qualities);
        yield return IntegerFault("output_compression", 0, 100);
        yield return CompressionFault();
        yield return TypeFault("size", "a string", value => value.IsText) ?? SizeFault(model);
        yield return EnumFault("output_format", model.HasGifAndSvg ? FiveFormats : ThreeFormats);
        yield return PreviewFault();
        yield return EnumFault("background", Backgrounds);
        yield return TransparencyFault(model);
        yield return EnumFault("moderation", ModerationLevels);
        yield return FidelityFault(model);
        yield return EnumFault("complexity", Complexities);
        yield return _body.Find("complexity") is not null && !model.HasComplexity ? ErrorWording.ModelLacks(model.Id, "complexity") : null;
        yield return StreamFault();
        yield return AnimationFault();
        yield return SvgFault();
        yield return TypeFault("safety_identifier", "a string", value => value.IsText);
        yield return TypeFault("user", "a string", value => value.IsText);
        if (_isEdit)
        {
            yield return InputRules.MaskFault(_body);
            yield return InputRules.MarkupFault(_body, model);
        }
    }

    private ServiceError? ModelFault()
    {
        FieldValue? model = _body.Fields.LastOrDefault(field => field.Key == "model").Value;
        if (model is null)
        {
            return ErrorWording.Missing("model");
        }

        return model.IsText ? null : ErrorWording.WrongType("model", "a string", model);
    }

    private ServiceError? UnknownFieldFault()
    {
        string[] known = (_isEdit, _body.IsForm) switch { (false, _) => CommonFields, (_, true) => FormEditFields, _ => JsonEditFields };
        string? unknown = _body.Fields.Select(field => field.Key).Concat(_body.Files.Select(file => file.Name))
            .FirstOrDefault(name => !known.Contains(name));
        if (unknown is not null)
        {
            return _isEdit && !_body.IsForm
                && unknown is "image" or "image[]" ? ErrorWording.UnknownInJson(unknown) : ErrorWording.Unknown(unknown);
        }

        string? repeated = _body.IsForm ? _body.Fields.GroupBy(field => field.Key).FirstOrDefault(group => group.Skip(1).Any())?.Key : null;
        return repeated is null ? null : ErrorWording.Duplicate(repeated);
    }

    private ServiceError? PromptFault()
    {
        FieldValue? prompt = _body.Fields.LastOrDefault(field => field.Key == "prompt").Value;
        if (prompt is null)
        {
            return ErrorWording.Missing("prompt");
        }

        if (!prompt.IsText)
        {
            return ErrorWording.WrongType("prompt", "a string", prompt);
        }

        int length = CodePoints.Count(prompt.Text);
        return length switch
        {
            0 => ErrorWording.EmptyText("prompt"),
            > MaxPromptLength => ErrorWording.TextTooLong("prompt", MaxPromptLength, length),
            _ => null,
        };
    }

    private ServiceError? CompressionFault() =>
        _body.Find("output_compression") is { } level && level.TryGetInteger(out long value) && value < 100 && Format == "png"
            ? ErrorWording.PngCompression
            : null;

    private ServiceError? TransparencyFault(ModelRule model)
    {
        if (Text("background") != "transparent")
        {
            return null;
        }

        if (model.TransparencyIsPreview && !options.PreviewAccess)
        {
            return ErrorWording.TransparentModel;
        }

        return Text("output_format") == "jpeg" ? ErrorWording.TransparentJpeg : null;
    }

    private ServiceError? FidelityFault(ModelRule model)
    {
        if (_body.Find("input_fidelity") is null)
        {
            return null;
        }

        return model.Fidelity switch
        {
            FidelitySupport.Refused => ErrorWording.FidelityModel(model.Id),
            FidelitySupport.LowOnly => EnumFault("input_fidelity", Fidelities)
                ?? (Text("input_fidelity") == "high" ? ErrorWording.OnlyDefault("input_fidelity", "'high'", "'low'") : null),
            _ => EnumFault("input_fidelity", Fidelities),
        };
    }

    private ServiceError? StreamFault() =>
        TypeFault("stream", "a boolean", value => value.TryGetBoolean(out _)) ?? IntegerFault("partial_images", 0, 3);

    private ServiceError? SizeFault(ModelRule model)
    {
        if (Text("size") is not { } size)
        {
            return null;
        }

        return Format == "gif"
            && model.HasGifAndSvg
            ? GifRule.Fault(size, (int)Number("frame_count", GifRule.DefaultFrames), (int)Number("n", 1))
            : SizeRule.Fault(size, model);
    }

    private ServiceError? PreviewFault() => (options.PreviewAccess, Format) switch
    {
        (false, "gif") => ErrorWording.GifPreview,
        (false, "svg") => ErrorWording.SvgPreview,
        _ => null,
    };

    private ServiceError? AnimationFault()
    {
        if ((IntegerFault("frame_count", 2, 16) ?? IntegerFault("frame_duration_ms", 20, int.MaxValue)) is { } fault)
        {
            return fault;
        }

        if (Format != "gif")
        {
            string? name = ((string[])["frame_count", "frame_duration_ms"]).FirstOrDefault(field => _body.Find(field) is not null);
            return name is null ? null : ErrorWording.OnlyWith(name, "gif");
        }

        if (IsStreamed || Number("partial_images", 0) > 0)
        {
            return ErrorWording.NotWith(IsStreamed ? "stream" : "partial_images", "gif");
        }

        if (Number("output_compression", 100) != 100)
        {
            return ErrorWording.NotWith("output_compression", "gif");
        }

        return _body.Find("mask") is not null || _body.Part("mask") is not null ? ErrorWording.NotWith("mask", "gif") : null;
    }

    private ServiceError? SvgFault()
    {
        var svg = SvgRule.Read(_body);
        if (svg.Fault is not null)
        {
            return svg.Fault;
        }

        if (Format != "svg")
        {
            return svg.IsGiven ? ErrorWording.OnlyWith("svg", "svg") : null;
        }

        if (Number("n", 1) > 1 || IsStreamed)
        {
            return ErrorWording.NotWith(IsStreamed ? "stream" : "n", "svg");
        }

        string? name = ((string[])["partial_images", "output_compression"]).FirstOrDefault(field => _body.Find(field) is not null);
        if (name is not null)
        {
            return ErrorWording.NotWith(name, "svg");
        }

        return (options.SvgModelSelection, svg.IsGiven) switch
        {
            (true, _) or (_, true) when svg.Model is null && options.SvgModelSelection != false => ErrorWording.Missing("svg.model"),
            (false, true) => ErrorWording.SvgModelNotSelectable,
            _ => null,
        };
    }

    private ServiceError? TypeFault(string name, string expected, Func<FieldValue, bool> isRight) =>
        _body.Find(name) is { } value && !isRight(value) ? ErrorWording.WrongType(name, expected, value) : null;

    private ServiceError? EnumFault(string name, IReadOnlyList<string> values) =>
        TypeFault(name, "a string", value => value.IsText)
        ?? (Text(name) is { } text && !values.Contains(text) ? ErrorWording.NotOneOf(name, values, text) : null);

    private ServiceError? IntegerFault(string name, long minimum, long maximum)
    {
        if (_body.Find(name) is not { } value)
        {
            return null;
        }

        if (!value.TryGetInteger(out long number))
        {
            return ErrorWording.WrongType(name, "an integer", value);
        }

        if (number < minimum)
        {
            return ErrorWording.BelowMinimum(name, minimum, value);
        }

        return number > maximum ? ErrorWording.AboveMaximum(name, maximum, value) : null;
    }

    private string Format => Text("output_format") ?? "png";

    private bool IsStreamed => Text("stream") == "true";

    private long Number(string name, long standard) =>
        _body.Find(name) is { } value && value.TryGetInteger(out long number) ? number : standard;

    private string? Text(string name) => _body.Find(name)?.Text;
}
