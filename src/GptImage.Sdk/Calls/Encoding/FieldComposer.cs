using System.Collections.Frozen;
using System.Text.Json;

namespace GptImage.Sdk;

/// <summary>Puts requests into wire names.</summary>
internal sealed class FieldComposer
{
    /// <summary>The wire names that have a member of their own.</summary>
    public static readonly FrozenSet<string> TypedNames = FrozenSet.ToFrozenSet(
    [
        "model", "prompt", .. ImageRequest.Parameters.Select(parameter => parameter.Name), "stream", "partial_images", "image", "image[]",
        "images", "mask", "markup",
    ]);

    private readonly List<RequestField> _fields = [];
    private readonly bool _isMultipart;

    private FieldComposer(bool isMultipart) => _isMultipart = isMultipart;

    /// <summary>Puts a request into wire names. The only place that does.</summary>
    public static RequestFields Compose(ComposedRequest composed)
    {
        ImageRequest request = composed.Request;
        FieldComposer fields = new(isMultipart: composed.IsEdit && !composed.HasReferences);
        fields.Add("model", composed.WireModel);
        fields.Add("prompt", composed.Prompt);
        foreach (WireParameter parameter in ImageRequest.Parameters)
        {
            if (composed.Facts is not { } facts || parameter.IsSentTo(facts))
            {
                fields.AddParameter(parameter.Name, ReadParameter(parameter, composed));
            }
        }

        fields.Add("stream", composed.Delivery.IsStream ? true : null);
        fields.Add("partial_images", composed.Delivery.PartialImages);
        foreach ((string name, object value) in request.AdditionalParameters)
        {
            fields.AddAdditional(name, value);
        }

        fields.AddInputs(composed);
        return fields.ToFields();
    }

    /// <summary>Puts an upload into wire names.</summary>
    public static RequestFields ComposeUpload(ComposedInput file, string purpose, TimeSpan? expiresAfter)
    {
        FieldComposer fields = new(isMultipart: true);
        fields.Add("purpose", purpose);
        fields.Add("expires_after[anchor]", expiresAfter is null ? null : "created_at");
        fields.Add("expires_after[seconds]", (long?)expiresAfter?.TotalSeconds);
        fields.Add("file", file);
        return fields.ToFields();
    }

    private RequestFields ToFields() => RequestFields.Take(_fields, _isMultipart);

    /// <summary>A form has no nesting and no null: objects become bracket names, nulls are left out.</summary>
    private void AddAdditional(string name, object value)
    {
        if (!_isMultipart || value is not JsonElement json)
        {
            Add(name, value);
        }
        else if (json.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty property in json.EnumerateObject())
            {
                AddAdditional($"{name}[{property.Name}]", property.Value);
            }
        }
        else if (json.ValueKind != JsonValueKind.Null)
        {
            Add(name, value);
        }
    }

    /// <summary>The input fidelity of a scene with characters is not the caller's: they are kept as closely as the model knows
    /// how.</summary>
    private static object? ReadParameter(WireParameter parameter, ComposedRequest composed) =>
        parameter.Name == ImageRequest.InputFidelityName ? composed.InputFidelity?.Value : parameter.Read(composed.Request);

    private void AddParameter(string name, object? value)
    {
        if (!_isMultipart || value is not SvgAuthor author)
        {
            Add(name, value);
            return;
        }

        Add($"{name}[model]", author.Model);
        Add($"{name}[reasoning][effort]", author.Effort);
    }

    private void AddInputs(ComposedRequest composed)
    {
        string name = !_isMultipart ? "images" : composed.Inputs.Count == 1 ? "image" : "image[]";
        foreach (ComposedInput input in composed.Inputs)
        {
            Add(name, input);
        }

        Add("mask", composed.Mask);
        Add("markup", composed.Markup);
    }

    private void Add(string name, object? content)
    {
        if (content is not null)
        {
            _fields.Add(new RequestField(name, content));
        }
    }
}
