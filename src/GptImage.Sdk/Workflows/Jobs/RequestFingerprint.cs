using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace GptImage.Sdk;

/// <summary>
/// Tells requests apart by what their caller asked for, by the model that makes the pictures, and by the bytes of the inputs. The form is
/// frozen: each value has its name and its length before it, and what is not set leaves no trace, so that a later version of this library
/// finds the same fingerprint and buys nothing again.
/// </summary>
internal sealed class RequestFingerprint
{
    private readonly IGptImageClient _client;
    private readonly Dictionary<ImageModel, string> _models = [];
    private readonly Dictionary<Func<Stream>, string> _hashes = [];
    private readonly StringBuilder _text = new();

    /// <param name="client">Says which model makes the pictures of a request, for example of one that names none.</param>
    public RequestFingerprint(IGptImageClient client) => _client = client;

    /// <summary>Computes the fingerprint of a request: 64 hexadecimal digits.</summary>
    /// <exception cref="InputChangedException">An input cannot be read.</exception>
    /// <exception cref="InvalidOperationException">The client gave no plan.</exception>
    /// <exception cref="OperationCanceledException">The token was canceled while an input was read.</exception>
    public async ValueTask<string> ComputeAsync(ImageRequest request, CancellationToken cancellationToken)
    {
        foreach (ImageInput input in RequestInputs.Find(request))
        {
            if (input.Open is { } open && !_hashes.ContainsKey(open))
            {
                _hashes[open] = await InputReading.HashAsync(input, cancellationToken).ConfigureAwait(false);
            }
        }

        return Compute(request);
    }

    /// <summary>Ties an input to the bytes that were hashed.</summary>
    public ImageInput Pin(ImageInput input) =>
        input.Open is { } open && _hashes.TryGetValue(open, out string? hash) ? input.Expecting(hash) : input;

    private string Compute(ImageRequest request)
    {
        _text.Clear();
        Add(
            "kind",
            request switch
            { ImageToImageRequest => "image-to-image", CharacterReferenceRequest => "character-reference", _ => "text-to-image" });
        Add("model", ModelOf(request));
        Add("prompt", request.Prompt);
        foreach (WireParameter parameter in ImageRequest.Parameters)
        {
            Add(parameter.Name, parameter.Read(request));
        }

        AddTexts(request.Text);
        foreach ((string name, object value) in request.AdditionalParameters.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            Add("parameter", name);
            Add("json", CanonicalJson.Write(value));
        }

        if (request is ImageToImageRequest edit)
        {
            AddInputs("image", edit.Images);
            AddInput("mask", edit.Mask);
            AddInput("markup", edit.Markup);
        }
        else if (request is CharacterReferenceRequest scene)
        {
            AddCharacters(scene);
        }

        return Convert.ToHexString(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(_text.ToString()))).ToLowerInvariant();
    }

    /// <summary>Asks the client once for each model that requests name, and once for those that name none.</summary>
    private string ModelOf(ImageRequest request)
    {
        ImageModel named = request.Model ?? default;
        if (!_models.TryGetValue(named, out string? model))
        {
            _models[named] = model = _client.RequirePlan(request).Model.Value;
        }

        return model;
    }

    private void AddTexts(IReadOnlyList<TextElement> texts)
    {
        foreach (TextElement text in texts)
        {
            Add("text", text.Content);
            Add("placement", text.Placement);
            Add("language", text.Language);
            Add("surface", text.Surface);
            Add("typography", text.Typography);
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
            foreach (string kept in character.MustNotChange)
            {
                Add("must-not-change", kept);
            }

            Add("dressed-anew", character.IsDressedAnew ? character.ShownOutfit ?? "" : null);
            AddInputs("reference", character.References);
        }

        AddInputs("other-reference", scene.References);
        AddInput("mask", scene.Mask);
        AddInput("markup", scene.Markup);
    }

    private void AddInputs(string name, IReadOnlyList<ImageInput> inputs)
    {
        foreach (ImageInput input in inputs)
        {
            AddInput(name, input);
        }
    }

    private void AddInput(string name, ImageInput? input)
    {
        if (input is null)
        {
            return;
        }

        Add(
            name,
            input.Open is { } open ? "sha256:" + _hashes[open]
                : input.FileId is { } fileId ? "file-id:" + fileId
                : "address:" + input.Uri?.AbsoluteUri);
        Add("role", input.Role == ReferenceRole.Unspecified ? null : input.Role.ToString());
    }

    private void Add(string name, object? value)
    {
        switch (value)
        {
            case null:
                break;
            case SvgAuthor author:
                Add(name, author.Model);
                Add("svg-effort", author.Effort);
                break;
            default:
                string text = FieldText.FromContent(value);
                _text.Append(name).Append('=').Append(text.Length.ToString(CultureInfo.InvariantCulture)).Append(':').Append(text)
                    .Append('\n');
                break;
        }
    }
}
