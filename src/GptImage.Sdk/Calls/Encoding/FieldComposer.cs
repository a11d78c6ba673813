using System.Collections.Frozen;
using System.Text.Json;

namespace GptImage.Sdk;

/// <summary>Puts requests into wire names.</summary>
internal sealed class FieldComposer
{
    /// <summary>The wire names that have a member of their own.</summary>
    public static readonly FrozenSet<string> TypedNames = FrozenSet.ToFrozenSet(
    [
        "model", "prompt", "n", "size", "quality", "background", "output_format", "output_compression", "moderation", "safety_identifier",
        "complexity", "frame_count", "frame_duration_ms", "svg", "input_fidelity", "stream", "partial_images", "image", "image[]",
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
        fields.Add("model", composed.Model.Value);
        fields.Add("prompt", composed.Prompt);
        fields.Add("n", request.Count == 1 ? null : request.Count);
        fields.Add("size", request.Size.IsAuto ? null : request.Size.ToString());
        fields.Add("quality", request.Quality?.Value);
        fields.Add("background", request.Background?.Value);
        fields.Add("output_format", request.OutputFormat?.Value);
        fields.Add("output_compression", request.OutputCompression);
        fields.Add("moderation", request.Moderation?.Value);
        fields.Add("safety_identifier", request.SafetyIdentifier);
        fields.Add("complexity", composed.Facts is { Complexity: not FeatureSupport.Yes } ? null : request.Complexity?.Value);
        fields.Add("frame_count", request.Animation?.FrameCount);
        fields.Add("frame_duration_ms", (int?)request.Animation?.FrameDuration?.TotalMilliseconds);
        fields.Add("input_fidelity", composed.InputFidelity?.Value);
        fields.Add("stream", composed.Delivery.IsStream ? true : null);
        fields.Add("partial_images", composed.Delivery.PartialImages);
        fields.AddSvg(request.Svg);
        foreach ((string name, object value) in request.AdditionalParameters)
        {
            fields.AddAdditional(name, value);
        }

        fields.AddInputs(composed);
        return fields.ToFields();
    }

    /// <summary>Puts an upload into wire names.</summary>
    public static RequestFields ComposeUpload(ComposedInput image, TimeSpan? expiresAfter)
    {
        FieldComposer fields = new(isMultipart: true);
        fields.Add("purpose", "vision");
        fields.Add("expires_after[anchor]", expiresAfter is null ? null : "created_at");
        fields.Add("expires_after[seconds]", (long?)expiresAfter?.TotalSeconds);
        fields.Add("file", image);
        return fields.ToFields();
    }

    private RequestFields ToFields() => new(_fields) { IsMultipart = _isMultipart };

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

    private void AddSvg(SvgAuthor? author)
    {
        if (author is null || !_isMultipart)
        {
            Add("svg", author);
            return;
        }

        Add("svg[model]", author.Model);
        Add("svg[reasoning][effort]", author.Effort);
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
