using System.Globalization;
using System.Text.Json;

namespace GptImage.Sdk;

/// <summary>Reads requests and storyboards from JSON that may come from anywhere.</summary>
internal sealed class RequestJsonReader
{
    private readonly RequestPictures _pictures;

    private RequestJsonReader(RequestPictures pictures) => _pictures = pictures;

    public static ImageRequest Read(string json, RequestPictures pictures)
    {
        using JsonDocument document = Parse(json);
        JsonMembers members = Open(document, out string kind);
        RequestJsonReader reader = new(pictures);
        ImageRequest request = kind switch
        {
            RequestJsonFormat.TextToImage => new TextToImageRequest(members.RequiredText("prompt")),
            RequestJsonFormat.ImageToImage => reader.ReadEdit(members),
            RequestJsonFormat.CharacterReference => reader.ReadScene(members),
            RequestJsonFormat.Story => throw JsonMembers.Fail("$.kind", "the text is a storyboard. Read it with ReadStoryboard."),
            _ => throw UnknownKind(kind),
        };
        request = ReadSettings(members, request, ImageRequest.Parameters);
        request = request with { Animation = ReadAnimation(members, request.Animation), Text = ReadTexts(members) };
        members.ThrowIfUnread();
        return request;
    }

    public static Storyboard ReadStoryboard(string json, RequestPictures pictures)
    {
        using JsonDocument document = Parse(json);
        JsonMembers members = Open(document, out string kind);
        if (kind != RequestJsonFormat.Story)
        {
            throw kind is RequestJsonFormat.TextToImage or RequestJsonFormat.ImageToImage or RequestJsonFormat.CharacterReference
                ? JsonMembers.Fail("$.kind", "the text is a single request. Read it with Read.")
                : UnknownKind(kind);
        }

        RequestJsonReader reader = new(pictures);
        Storyboard story = new(members.RequiredText("title"))
        {
            Style = members.Text("style"),
            Size = ReadSize(members) ?? ImageSize.Auto,
            Characters = members.List("characters", reader.ReadCharacter) ?? [],
            References = members.List("references", reader.ReadInput) ?? [],
            Frames = members.List("frames", reader.ReadFrame) ?? [],
        };
        story = ReadSettings(members, new TextToImageRequest(""), ImageSettings.SentSettings).ApplyTo(story);
        members.ThrowIfUnread();
        return story;
    }

    private static JsonDocument Parse(string json)
    {
        if (json.Length > RequestJsonFormat.MaxBytes || WholeText.FindHalf(json) >= 0)
        {
            throw JsonMembers.Fail(
                "$", json.Length > RequestJsonFormat.MaxBytes ? "it is longer than 16 MB." : "it has half a surrogate pair.");
        }

        if (string.IsNullOrWhiteSpace(json))
        {
            throw new JsonException("The text is empty. Write a request as ImageRequestJson.WriteAsync does.");
        }

        try
        {
            return JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = RequestJsonFormat.MaxDepth });
        }
        catch (JsonException exception)
        {
            throw NotJson(exception);
        }
    }

    /// <summary>Says where it broke off as an editor counts, in place of the offsets that .NET writes behind its message.</summary>
    private static JsonException NotJson(JsonException cause)
    {
        int end = cause.Message.IndexOf(" LineNumber: ", StringComparison.Ordinal);
        string what = (end < 0 ? cause.Message : cause.Message[..end]).TrimEnd('.');
        return new JsonException(
            string.Create(
                CultureInfo.InvariantCulture,
                $"The text is not JSON: {what} (line {cause.LineNumber + 1}, byte {cause.BytePositionInLine + 1})."),
            cause.Path, cause.LineNumber, cause.BytePositionInLine, cause);
    }

    /// <summary>Reads the version before anything else: a later one may say all else otherwise.</summary>
    private static JsonMembers Open(JsonDocument document, out string kind)
    {
        JsonMembers members = new(document.RootElement, "$");
        int version = members.Whole("version") ?? throw JsonMembers.Fail("$", "the member 'version' is missing. It is 1.");
        if (version != RequestJsonFormat.Version)
        {
            throw JsonMembers.Fail(
                "$.version",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"it is version {version} of the format; this library reads version 1.{(version > 1 ? " Use a later version." : "")}"));
        }

        kind = members.RequiredText("kind");
        return members;
    }

    private static JsonException UnknownKind(string kind) => JsonMembers.Fail(
        "$.kind", $"'{kind}' is not a kind of request. Known: text-to-image, image-to-image, character-reference, storyboard.");

    private ImageToImageRequest ReadEdit(JsonMembers members) =>
        new(members.RequiredText("prompt"), members.List("images", ReadInput) ?? [])
        {
            Mask = ReadInput(members, "mask"),
            Markup = ReadInput(members, "markup"),
        };

    private CharacterReferenceRequest ReadScene(JsonMembers members) =>
        new(members.RequiredText("prompt"), members.List("characters", ReadCharacter) ?? [])
        {
            References = members.List("references", ReadInput) ?? [],
            Mask = ReadInput(members, "mask"),
            Markup = ReadInput(members, "markup"),
        };

    private FrameRequest ReadFrame(JsonElement element, string path)
    {
        JsonMembers members = new(element, path);
        FrameRequest frame = new(members.RequiredText("prompt"))
        {
            Camera = members.Text("camera"),
            Size = ReadSize(members),
            Text = ReadTexts(members),
            Characters = members.List("characters", JsonMembers.TextOf),
            References = members.List("references", ReadInput) ?? [],
        };
        members.ThrowIfUnread();
        return frame;
    }

    private Character ReadCharacter(JsonElement element, string path)
    {
        JsonMembers members = new(element, path);
        string name = members.RequiredText("name");
        Character character = members.Make("name", () => new Character(name)) with
        {
            Appearance = members.Text("appearance"),
            Outfit = members.Text("outfit"),
            Proportions = members.Text("proportions"),
            Palette = members.Text("palette"),
            DistinguishingMarks = members.Text("distinguishing_marks"),
            Style = members.Text("style"),
            MustNotChange = members.List("must_not_change", JsonMembers.TextOf) ?? [],
            References = members.List("references", ReadInput) ?? [],
        };
        if (members.Object("shown") is { } shown)
        {
            character = character with { ShownOutfit = shown.Text("outfit") };
            shown.ThrowIfUnread();
        }

        members.ThrowIfUnread();
        return character;
    }

    private static IReadOnlyList<TextElement> ReadTexts(JsonMembers members) => members.List("text", ReadText) ?? [];

    private static TextElement ReadText(JsonElement element, string path)
    {
        JsonMembers members = new(element, path);
        TextElement text = new(members.RequiredText("content"))
        {
            Placement = members.Text("placement"),
            Language = members.Text("language"),
            Surface = members.Text("surface"),
            Typography = members.Text("typography"),
        };
        members.ThrowIfUnread();
        return text;
    }

    private static ImageSize? ReadSize(JsonMembers members) =>
        members.Text("size") is { } size ? members.Make("size", () => ImageSize.Parse(size)) : null;

    /// <summary>Puts the settings that a text has on a request.</summary>
    private static ImageRequest ReadSettings(JsonMembers members, ImageRequest request, IReadOnlyList<WireParameter> table)
    {
        foreach (WireParameter parameter in table)
        {
            if (ReadValue(members, parameter) is { } value)
            {
                request = members.Make(parameter.Name, () => parameter.Write(request, value))
                    ?? throw JsonMembers.Fail($"$.{parameter.Name}", "this kind of request has no such member.");
            }
        }

        if (members.Text("model") is { } model)
        {
            request = members.Make("model", () => request with { Model = new ImageModel(model) });
        }

        if (members.Object("retry") is { } retry)
        {
            request = members.Make("retry", () => request with { Retry = ReadRetry(retry) });
        }

        if (members.Object("additional_parameters") is { } additional)
        {
            Dictionary<string, object> parameters = additional.Unread.ToDictionary(pair => pair.Key, pair => (object)pair.Value);
            request = members.Make("additional_parameters", () => request with { AdditionalParameters = parameters });
        }

        return request with { RequireExact = members.Flag("require_exact") ?? false };
    }

    /// <summary>Reads what the parameters do not say of an animation.</summary>
    private static ImageAnimation? ReadAnimation(JsonMembers members, ImageAnimation? said)
    {
        if (members.Object("animation") is not { } more)
        {
            return said;
        }

        ImageAnimation animation = said ?? new ImageAnimation();
        animation = animation with { FrameDuration = ReadDuration(more, "frame_duration") ?? animation.FrameDuration };
        more.ThrowIfUnread();
        return animation;
    }

    private static object? ReadValue(JsonMembers members, WireParameter parameter) =>
        parameter.ValueType == typeof(string) ? members.Text(parameter.Name)
        : parameter.ValueType == typeof(int) ? members.Whole(parameter.Name)
        : members.Object(parameter.Name) is { } author ? ReadAuthor(author)
        : null;

    private static SvgAuthor ReadAuthor(JsonMembers members)
    {
        string model = members.RequiredText("model");
        SvgAuthor author = members.Make("model", () => new SvgAuthor(model)) with { Effort = members.Text("effort") };
        members.ThrowIfUnread();
        return author;
    }

    private static RetryOptions ReadRetry(JsonMembers members)
    {
        RetryOptions retry = new();
        retry.MaxAttempts = members.Whole("max_attempts") ?? retry.MaxAttempts;
        retry.BaseDelay = ReadDuration(members, "base_delay") ?? retry.BaseDelay;
        retry.MaxDelay = ReadDuration(members, "max_delay") ?? retry.MaxDelay;
        retry.RepeatPossiblyCharged = members.Flag("repeat_possibly_charged") ?? retry.RepeatPossiblyCharged;
        members.ThrowIfUnread();
        return retry;
    }

    private static TimeSpan? ReadDuration(JsonMembers members, string name) => members.Text(name) is not { } text ? null
        : members.Make(name, () => TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out TimeSpan duration)
            ? duration
            : throw new FormatException($"'{text}' is not a duration. Write hours, minutes and seconds: 00:00:30."));

    private ImageInput? ReadInput(JsonMembers members, string name) =>
        members.Object(name) is { } input ? ReadInput(input) : null;

    private ImageInput ReadInput(JsonElement element, string path) => ReadInput(new JsonMembers(element, path));

    private ImageInput ReadInput(JsonMembers members)
    {
        string? file = members.Text("file");
        string? uri = members.Text("uri");
        string? fileId = members.Text("file_id");
        string? hash = members.Text("sha256");
        string? role = members.Text("role");
        string? detail = members.Text("detail");
        members.ThrowIfUnread();
        if (new[] { file, uri, fileId, file is null ? hash : null }.Count(origin => origin is not null) != 1
            || (hash is not null && (uri ?? fileId) is not null))
        {
            throw JsonMembers.Fail(members.Path, "an input has one of file, uri, file_id and sha256; a file may have its sha256, too.");
        }

        ImageInput input = file is not null ? members.Make("file", () => _pictures.FromFile(file))
            : uri is not null ? members.Make("uri", () => ImageInput.FromAddress(uri))
            : fileId is not null ? members.Make("file_id", () => ImageInput.FromFileId(fileId))
            : members.Make("sha256", () => _pictures.FromHash(hash ?? ""));
        return Describe(members, input, file is null ? null : hash, role, detail);
    }

    private static ImageInput Describe(JsonMembers members, ImageInput input, string? fileHash, string? role, string? detail)
    {
        if (fileHash is not null)
        {
            input = input.Expecting(members.Make("sha256", () => RequestPictures.CheckHash(fileHash)));
        }

        if (role is not null)
        {
            input = input.As(members.Make(
                "role",
                () => SavedReference.RoleOf(role) ?? throw new FormatException(
                    $"'{role}' is not a role. Known: "
                    + $"{string.Join(", ", Enum.GetValues<ReferenceRole>().Select(SavedReference.WordOf))}.")));
        }

        return detail is null ? input : input.Showing(detail);
    }
}
