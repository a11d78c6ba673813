using System.Globalization;
using System.Text.Json;

namespace GptImage.Cli;

/// <summary>The arguments of a call, which come from a model and may be anything.</summary>
internal sealed class ToolArguments
{
    private readonly Dictionary<string, JsonElement> _values;

    /// <param name="values">The arguments; one that is null counts as not given.</param>
    /// <param name="known">The names that the tool has.</param>
    /// <exception cref="ToolException">There is another name.</exception>
    public ToolArguments(IDictionary<string, JsonElement>? values, IReadOnlyCollection<string> known)
    {
        _values = (values ?? new Dictionary<string, JsonElement>())
            .Where(pair => pair.Value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined))
            .ToDictionary(StringComparer.Ordinal);
        if (_values.Keys.FirstOrDefault(name => !known.Contains(name)) is { } unknown)
        {
            throw new ToolException(
                ToolException.Invalid, $"The argument '{unknown}' is unknown. Known: {string.Join(", ", known)}. Nothing was sent.");
        }
    }

    /// <summary>Gets an argument as it came.</summary>
    public JsonElement? Raw(string name) => _values.TryGetValue(name, out JsonElement value) ? value : null;

    /// <exception cref="ToolException">It is not a text.</exception>
    public string? Text(string name) => Raw(name) is { } value ? TextOf(value, name) : null;

    /// <exception cref="ToolException">It is missing, empty or no text.</exception>
    public string RequiredText(string name) => Text(name) is { Length: > 0 } text ? text : throw Fail(name, "is missing. Write a text.");

    /// <exception cref="ToolException">It is not a whole number within the limits.</exception>
    public int? Whole(string name, int least, int most)
    {
        if (Raw(name) is not { } value)
        {
            return null;
        }

        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) && number >= least && number <= most
            ? number
            : throw Fail(name, string.Create(CultureInfo.InvariantCulture, $"is not a whole number from {least} to {most}."));
    }

    /// <summary>Gets a list of texts, empty when it is not given.</summary>
    /// <exception cref="ToolException">It is not a list of texts.</exception>
    public IReadOnlyList<string> Texts(string name) => Raw(name) is not { } value ? []
        : value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(item => TextOf(item, name))]
        : throw Fail(name, "is not a list. Write a list of texts, also for a single one.");

    public static ToolException Fail(string name, string problem, Exception? cause = null) =>
        new(ToolException.Invalid, $"The argument '{name}' {problem} Nothing was sent.", cause);

    private static string TextOf(JsonElement value, string name)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String && value.GetString() is { } text ? text : throw Fail(name, "is not a text.");
        }
        catch (InvalidOperationException exception)
        {
            throw new ToolException(
                ToolException.Invalid, $"The argument '{name}' has half a surrogate pair. Nothing was sent.", exception);
        }
    }
}
