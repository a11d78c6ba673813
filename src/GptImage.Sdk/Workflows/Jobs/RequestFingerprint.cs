using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace GptImage.Sdk;

/// <summary>
/// Tells requests apart by what their caller asked for and by the bytes of their inputs. The form is frozen: what is not set
/// leaves no trace, so that a later version of this library finds the same fingerprint and buys nothing again.
/// </summary>
internal sealed class RequestFingerprint
{
    private readonly Dictionary<Func<Stream>, string> _hashes = [];
    private readonly StringBuilder _text = new();

    /// <summary>Computes the fingerprint of a request: 64 hexadecimal digits.</summary>
    /// <exception cref="InputChangedException">An input cannot be read.</exception>
    public string Compute(ImageRequest request)
    {
        _text.Clear();
        Add("kind",
            request switch
            { ImageToImageRequest => "image-to-image", CharacterReferenceRequest => "character-reference", _ => "text-to-image" });
        AddCommon(request);
        if (request is ImageToImageRequest edit)
        {
            AddInputs("image", edit.Images);
            AddInputs("mask", edit.Mask is { } mask ? [mask] : []);
            AddInputs("markup", edit.Markup is { } markup ? [markup] : []);
            Add("input-fidelity", edit.InputFidelity?.Value);
        }
        else if (request is CharacterReferenceRequest scene)
        {
            AddCharacters(scene);
        }

        return Convert.ToHexString(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(_text.ToString()))).ToLowerInvariant();
    }

    private void AddCommon(ImageRequest request)
    {
        Add("prompt", request.Prompt);
        Add("model", request.Model?.Value);
        Add("count", request.Count == 1 ? null : request.Count);
        Add("size", request.Size.IsAuto ? null : request.Size.ToString());
        Add("quality", request.Quality?.Value);
        Add("background", request.Background?.Value);
        Add("output-format", request.OutputFormat?.Value);
        Add("output-compression", request.OutputCompression);
        Add("moderation", request.Moderation?.Value);
        Add("safety-identifier", request.SafetyIdentifier);
        Add("complexity", request.Complexity?.Value);
        Add("frame-count", request.Animation?.FrameCount);
        Add("frame-ticks", request.Animation?.FrameDuration?.Ticks);
        Add("svg-model", request.Svg?.Model);
        Add("svg-effort", request.Svg?.Effort);
        foreach (TextElement text in request.Text)
        {
            Add("text", text.Content);
            Add("placement", text.Placement);
            Add("language", text.Language);
            Add("surface", text.Surface);
            Add("typography", text.Typography);
        }

        foreach ((string name, object value) in request.AdditionalParameters.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            Add("parameter", name);
            AddValue(value);
        }
    }

    private void AddCharacters(CharacterReferenceRequest scene)
    {
        foreach (Character character in scene.Characters)
        {
            Add("character", character.Name);
            Add("appearance", character.Appearance);
            Add("outfit", character.Outfit);
            Add("proportions", character.Proportions);
            Add("palette", character.Palette);
            Add("distinguishing-marks", character.DistinguishingMarks);
            Add("style", character.Style);
            foreach (string never in character.MustNotChange)
            {
                Add("never", never);
            }

            Add("dressed-anew", character.IsDressedAnew ? character.ShownOutfit ?? "" : null);
            AddInputs("reference", character.References);
        }

        AddInputs("other-reference", scene.References);
        AddInputs("mask", scene.Mask is { } mask ? [mask] : []);
        AddInputs("markup", scene.Markup is { } markup ? [markup] : []);
    }

    private void AddInputs(string name, IEnumerable<ImageInput> inputs)
    {
        foreach (ImageInput input in inputs)
        {
            Add(name, input.Open is { } open ? "sha256:" + HashOf(open, input) : input.FileId is { } fileId ? "file-id:"
                + fileId : "address:" + input.Uri?.AbsoluteUri);
            Add("role", input.Role == ReferenceRole.Unspecified ? null : input.Role.ToString());
        }
    }

    private string HashOf(Func<Stream> open, ImageInput input)
    {
        if (_hashes.TryGetValue(open, out string? known))
        {
            return known;
        }

        return _hashes[open] =
            InputReading.Read(input, static stream => Convert.ToHexString(SHA256.HashData(stream)).ToLowerInvariant());
    }

    /// <summary>Numbers count by what goes over the wire: 1 is 1, whatever its type.</summary>
    private void AddValue(object value)
    {
        switch (value)
        {
            case string text:
                Add("string", text);
                break;
            case bool flag:
                Add("bool", flag ? "true" : "false");
                break;
            case JsonElement json:
                AddJson(json);
                break;
            default:
                Add("number", value);
                break;
        }
    }

    private void AddJson(JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (JsonProperty property in json.EnumerateObject().OrderBy(property => property.Name, StringComparer.Ordinal))
                {
                    Add("property", property.Name);
                    AddJson(property.Value);
                }

                Add("end", "object");
                break;
            case JsonValueKind.Array:
                foreach (JsonElement item in json.EnumerateArray())
                {
                    AddJson(item);
                }

                Add("end", "array");
                break;
            case JsonValueKind.String:
                Add("string", json.GetString());
                break;
            case JsonValueKind.Number:
                Add("number", json.GetRawText());
                break;
            default:
                Add(json.ValueKind is JsonValueKind.Null ? "null" : "bool", json.GetRawText());
                break;
        }
    }

    private void Add(string name, object? value)
    {
        if (value is not null)
        {
            string text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
            _text.Append(name).Append('=').Append(text.Length.ToString(CultureInfo.InvariantCulture)).Append(':').Append(text).Append('\n');
        }
    }
}
