using System.Text.Json;

namespace GptImage.Sdk.Testing;

/// <summary>Reads the <c>svg</c> object, from JSON or from bracketed form fields.</summary>
internal sealed record SvgRule
{
    private static readonly string[] Efforts = ["none", "minimal", "low", "medium", "high", "xhigh", "max"];

    public bool IsGiven { get; private init; }

    public string? Model { get; private init; }

    public string Effort { get; private init; } = "medium";

    public ServiceError? Fault { get; private init; }

    public static SvgRule Read(RequestBody body)
    {
        if (body.Find("svg") is not { } svg)
        {
            FieldValue? model = body.Find("svg[model]");
            FieldValue? effort = body.Find("svg[reasoning][effort]");
            return model is null && effort is null ? new SvgRule() : FromFields(model, effort);
        }

        if (svg.Kind != FieldKind.Container)
        {
            return Faulty(ErrorWording.WrongType("svg", "an object", svg));
        }

        using JsonDocument document = JsonDocument.Parse(svg.Text);
        JsonElement root = document.RootElement;
        if (root.EnumerateObject().FirstOrDefault(property => property.Name is not ("model" or "reasoning")) is
            { Value.ValueKind: not JsonValueKind.Undefined } unknown)
        {
            return Faulty(ErrorWording.Unknown($"svg.{unknown.Name}"));
        }

        FieldValue? reasoning = Member(root, "reasoning");
        if (reasoning is not null && reasoning.Kind != FieldKind.Container)
        {
            return Faulty(ErrorWording.WrongType("svg.reasoning", "an object", reasoning));
        }

        if (reasoning is not null
            && root.GetProperty("reasoning").EnumerateObject()
            .FirstOrDefault(property => property.Name != "effort") is { Value.ValueKind: not JsonValueKind.Undefined } other)
        {
            return Faulty(ErrorWording.Unknown($"svg.reasoning.{other.Name}"));
        }

        return FromFields(Member(root, "model"), reasoning is null ? null : Member(root.GetProperty("reasoning"), "effort"));
    }

    private static SvgRule FromFields(FieldValue? model, FieldValue? effort)
    {
        if (model is { IsText: false })
        {
            return Faulty(ErrorWording.WrongType("svg.model", "a string", model));
        }

        if (effort is { IsText: false })
        {
            return Faulty(ErrorWording.WrongType("svg.reasoning.effort", "a string", effort));
        }

        return effort is not null && !Efforts.Contains(effort.Text)
            ? Faulty(ErrorWording.NotOneOf("svg.reasoning.effort", Efforts, effort.Text))
            : new SvgRule { IsGiven = true, Model = model?.Text, Effort = effort?.Text ?? "medium" };
    }

    private static SvgRule Faulty(ServiceError fault) => new() { IsGiven = true, Fault = fault };

    private static FieldValue? Member(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? FieldValue.FromJson(value) : null;
}
