using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace GptImage.Sdk;

/// <summary>Writes requests and storyboards as JSON.</summary>
internal sealed class RequestJsonWriter : IDisposable
{
    private const int MaxParameterDepth = RequestJsonFormat.MaxDepth - 4;

    private readonly ArrayBufferWriter<byte> _bytes = new();
    private readonly Utf8JsonWriter _json;
    private readonly RequestPictures _pictures;
    private readonly CancellationToken _cancellationToken;

    private RequestJsonWriter(RequestPictures pictures, CancellationToken cancellationToken)
    {
        _json = new Utf8JsonWriter(_bytes, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        _pictures = pictures;
        _cancellationToken = cancellationToken;
    }

    public static async Task<string> WriteAsync(ImageRequest request, RequestPictures pictures, CancellationToken cancellationToken)
    {
        using RequestJsonWriter writer = new(pictures, cancellationToken);
        await writer.WriteRequestAsync(request).ConfigureAwait(false);
        return writer.Finish();
    }

    public static async Task<string> WriteAsync(Storyboard story, RequestPictures pictures, CancellationToken cancellationToken)
    {
        using RequestJsonWriter writer = new(pictures, cancellationToken);
        await writer.WriteStoryAsync(story).ConfigureAwait(false);
        return writer.Finish();
    }

    public void Dispose() => _json.Dispose();

    private async ValueTask WriteRequestAsync(ImageRequest request)
    {
        Begin(request switch
        {
            ImageToImageRequest => RequestJsonFormat.ImageToImage,
            CharacterReferenceRequest => RequestJsonFormat.CharacterReference,
            _ => RequestJsonFormat.TextToImage,
        });
        Write("prompt", request.Prompt);
        WriteSettings(request, ImageRequest.Parameters);
        WriteAnimation(request.Animation);
        WriteTexts(request.Text, "$.text");
        if (request is ImageToImageRequest edit)
        {
            await WriteInputsAsync("images", edit.Images, "$.images").ConfigureAwait(false);
            await WriteInputAsync("mask", edit.Mask).ConfigureAwait(false);
            await WriteInputAsync("markup", edit.Markup).ConfigureAwait(false);
        }
        else if (request is CharacterReferenceRequest scene)
        {
            await WriteCharactersAsync(scene.Characters).ConfigureAwait(false);
            await WriteInputsAsync("references", scene.References, "$.references").ConfigureAwait(false);
            await WriteInputAsync("mask", scene.Mask).ConfigureAwait(false);
            await WriteInputAsync("markup", scene.Markup).ConfigureAwait(false);
        }
    }

    private async ValueTask WriteStoryAsync(Storyboard story)
    {
        Begin(RequestJsonFormat.Story);
        Write("title", story.Title);
        Write("style", story.Style);
        Write("size", story.Size.IsAuto ? null : story.Size.ToString());
        WriteSettings(story.ApplyTo(new TextToImageRequest("")), ImageSettings.SentSettings);
        await WriteCharactersAsync(story.Characters).ConfigureAwait(false);
        await WriteInputsAsync("references", story.References, "$.references").ConfigureAwait(false);
        _json.WriteStartArray("frames");
        for (int i = 0; i < story.Frames.Count; i++)
        {
            await WriteFrameAsync(story.Frames[i], string.Create(CultureInfo.InvariantCulture, $"$.frames[{i}]")).ConfigureAwait(false);
        }

        _json.WriteEndArray();
    }

    private async ValueTask WriteFrameAsync(FrameRequest frame, string path)
    {
        _json.WriteStartObject();
        Write("prompt", frame.Prompt, path);
        Write("camera", frame.Camera, path);
        Write("size", frame.Size?.ToString(), path);
        WriteTexts(frame.Text, $"{path}.text");
        if (frame.Characters is { } names)
        {
            WriteList("characters", names, path);
        }

        await WriteInputsAsync("references", frame.References, $"{path}.references").ConfigureAwait(false);
        _json.WriteEndObject();
    }

    private void Begin(string kind)
    {
        _json.WriteStartObject();
        _json.WriteNumber("version", RequestJsonFormat.Version);
        _json.WriteString("kind", kind);
    }

    private string Finish()
    {
        _json.WriteEndObject();
        _json.Flush();
        return _bytes.WrittenCount <= RequestJsonFormat.MaxBytes
            ? Encoding.UTF8.GetString(_bytes.WrittenSpan)
            : throw new ArgumentException(
                FormattableString.Invariant($"The request takes {_bytes.WrittenCount:N0} bytes as text; ")
                + FormattableString.Invariant($"up to {RequestJsonFormat.MaxBytes:N0} can be read again."));
    }

    private void WriteSettings(ImageRequest request, IReadOnlyList<WireParameter> table)
    {
        Write("model", request.Model?.Value);
        foreach (WireParameter parameter in table)
        {
            switch (parameter.Read(request))
            {
                case null:
                    break;
                case int number:
                    _json.WriteNumber(parameter.Name, number);
                    break;
                case SvgAuthor author:
                    _json.WriteStartObject(parameter.Name);
                    Write("model", author.Model, $"$.{parameter.Name}");
                    Write("effort", author.Effort, $"$.{parameter.Name}");
                    _json.WriteEndObject();
                    break;
                case { } value:
                    Write(parameter.Name, (string)value);
                    break;
            }
        }

        if (request.RequireExact)
        {
            _json.WriteBoolean("require_exact", true);
        }

        if (request.Retry is { } retry)
        {
            _json.WriteStartObject("retry");
            _json.WriteNumber("max_attempts", retry.MaxAttempts);
            _json.WriteString("base_delay", retry.BaseDelay.ToString("c", CultureInfo.InvariantCulture));
            _json.WriteString("max_delay", retry.MaxDelay.ToString("c", CultureInfo.InvariantCulture));
            _json.WriteBoolean("repeat_possibly_charged", retry.RepeatPossiblyCharged);
            _json.WriteEndObject();
        }

        if (request.AdditionalParameters.Count > 0)
        {
            WriteAdditional(request.AdditionalParameters);
        }
    }

    /// <summary>Writes what the parameters do not say of an animation: that there is one at all, or parts of a millisecond.</summary>
    private void WriteAnimation(ImageAnimation? animation)
    {
        bool isRounded = animation?.FrameDuration is { } duration
            && duration != TimeSpan.FromMilliseconds((int)duration.TotalMilliseconds);
        if (isRounded || animation is { FrameCount: null, FrameDuration: null })
        {
            _json.WriteStartObject("animation");
            Write("frame_duration", animation?.FrameDuration?.ToString("c", CultureInfo.InvariantCulture), "$.animation");
            _json.WriteEndObject();
        }
    }

    private void WriteAdditional(IReadOnlyDictionary<string, object> parameters)
    {
        _json.WriteStartObject("additional_parameters");
        foreach ((string name, object value) in parameters)
        {
            _json.WritePropertyName(name);
            string text = value is JsonElement json ? json.GetRawText() : CanonicalJson.Write(value);
            try
            {
                // Read as the reader will, then written as it stands: an additional parameter is sent by its own text.
                using JsonDocument document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = MaxParameterDepth });
                _json.WriteRawValue(text, skipInputValidation: true);
            }
            catch (JsonException exception)
            {
                throw new ArgumentException(
                    $"The additional parameter '{name}' cannot be written: {exception.Message}", exception);
            }
        }

        _json.WriteEndObject();
    }

    private void WriteTexts(IReadOnlyList<TextElement> texts, string path)
    {
        if (texts.Count == 0)
        {
            return;
        }

        _json.WriteStartArray("text");
        for (int i = 0; i < texts.Count; i++)
        {
            TextElement text = texts[i];
            string place = string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]");
            _json.WriteStartObject();
            Write("content", text.Content, place);
            Write("placement", text.Placement, place);
            Write("language", text.Language, place);
            Write("surface", text.Surface, place);
            Write("typography", text.Typography, place);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
    }

    private async ValueTask WriteCharactersAsync(IReadOnlyList<Character> characters)
    {
        _json.WriteStartArray("characters");
        for (int i = 0; i < characters.Count; i++)
        {
            Character character = characters[i];
            string path = string.Create(CultureInfo.InvariantCulture, $"$.characters[{i}]");
            _json.WriteStartObject();
            Write("name", character.Name, path);
            Write("appearance", character.Appearance, path);
            Write("outfit", character.Outfit, path);
            Write("proportions", character.Proportions, path);
            Write("palette", character.Palette, path);
            Write("distinguishing_marks", character.DistinguishingMarks, path);
            Write("style", character.Style, path);
            if (character.MustNotChange.Count > 0)
            {
                WriteList("must_not_change", character.MustNotChange, path);
            }

            if (character.ShownOutfit != character.Outfit)
            {
                _json.WriteStartObject("shown");
                Write("outfit", character.ShownOutfit, $"{path}.shown");
                _json.WriteEndObject();
            }

            await WriteInputsAsync("references", character.References, $"{path}.references").ConfigureAwait(false);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
    }

    private void WriteList(string name, IReadOnlyList<string> texts, string path)
    {
        _json.WriteStartArray(name);
        foreach (string text in texts)
        {
            _json.WriteStringValue(Whole(text, $"{path}.{name}"));
        }

        _json.WriteEndArray();
    }

    private async ValueTask WriteInputsAsync(string name, IReadOnlyList<ImageInput> inputs, string path)
    {
        if (inputs.Count == 0)
        {
            return;
        }

        _json.WriteStartArray(name);
        for (int i = 0; i < inputs.Count; i++)
        {
            await WriteInputAsync(inputs[i], string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]")).ConfigureAwait(false);
        }

        _json.WriteEndArray();
    }

    private ValueTask WriteInputAsync(string name, ImageInput? input)
    {
        if (input is null)
        {
            return ValueTask.CompletedTask;
        }

        _json.WritePropertyName(name);
        return WriteInputAsync(input, $"$.{name}");
    }

    private async ValueTask WriteInputAsync(ImageInput input, string path)
    {
        _json.WriteStartObject();
        if (input.FilePath is { } file)
        {
            Write("file", _pictures.PathInText(file), path);
            Write("sha256", input.ExpectedHash, path);
        }
        else if (input.Open is null)
        {
            Write("uri", input.Uri?.AbsoluteUri, path);
            Write("file_id", input.FileId, path);
        }
        else
        {
            Write("sha256", await _pictures.StoreAsync(input, path, _cancellationToken).ConfigureAwait(false), path);
        }

        Write("role", input.Role == ReferenceRole.Unspecified ? null : SavedReference.WordOf(input.Role), path);
        Write("detail", input.Detail, path);
        _json.WriteEndObject();
    }

    private void Write(string name, string? text, string path = "$")
    {
        if (text is not null)
        {
            _json.WriteString(name, Whole(text, $"{path}.{name}"));
        }
    }

    /// <summary>Refuses what the writer would replace in silence.</summary>
    private static string Whole(string text, string path) => WholeText.FindHalf(text) < 0
        ? text
        : throw new ArgumentException(
            $"The text at {path} has half a surrogate pair, which is not a character. A text was probably cut in the middle of an emoji; "
            + "cut between characters.");
}
