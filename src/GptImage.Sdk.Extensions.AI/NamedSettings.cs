using System.Text.Json;
using Microsoft.Extensions.AI;

namespace GptImage.Sdk.Extensions.AI;

/// <summary>Additional properties of Microsoft.Extensions.AI, by the wire names of the service.</summary>
internal static class NamedSettings
{
    private const string InputFidelityName = "input_fidelity";

    /// <summary>The names that have a member on our requests. What a request has set already stays.</summary>
    private static readonly Dictionary<string, Func<ImageRequest, string, object, ImageRequest>> Setters =
        new(StringComparer.OrdinalIgnoreCase)
        {
            ["quality"] = (request, name, value) =>
                request with { Quality = request.Quality ?? new ImageQuality(ReadText(name, value)) },
            ["background"] = (request, name, value) =>
                request with { Background = request.Background ?? new ImageBackground(ReadText(name, value)) },
            ["moderation"] = (request, name, value) =>
                request with { Moderation = request.Moderation ?? new ModerationLevel(ReadText(name, value)) },
            ["output_compression"] = (request, name, value) =>
                request with { OutputCompression = request.OutputCompression ?? ReadNumber(name, value) },
            ["safety_identifier"] = (request, name, value) =>
                request with { SafetyIdentifier = request.SafetyIdentifier ?? ReadText(name, value) },
            ["complexity"] = (request, name, value) =>
                request with { Complexity = request.Complexity ?? new Complexity(ReadText(name, value)) },
            [InputFidelityName] = (request, name, value) => request is ImageToImageRequest edit
                ? edit with { InputFidelity = edit.InputFidelity ?? new InputFidelity(ReadText(name, value)) }
                : throw new ArgumentException(
                    $"The additional property '{InputFidelityName}' belongs to edits, and the request is a {request.GetType().Name}."),
        };

    /// <summary>Gets the names that have a member on our requests.</summary>
    public static IEnumerable<string> Names => Setters.Keys;

    /// <summary>Adds the properties to a request; a property that is null sets nothing.</summary>
    /// <exception cref="ArgumentException">A property cannot be sent.</exception>
    public static ImageRequest AddTo(ImageRequest request, AdditionalPropertiesDictionary? properties)
    {
        Dictionary<string, object> others = new(request.AdditionalParameters, StringComparer.Ordinal);
        foreach ((string name, object? value) in properties ?? [])
        {
            if (value is null or JsonElement { ValueKind: JsonValueKind.Null })
            {
                continue;
            }

            if (Setters.TryGetValue(name, out Func<ImageRequest, string, object, ImageRequest>? set))
            {
                request = set(request, name, value);
            }
            else
            {
                _ = others.TryAdd(name, value);
            }
        }

        return request with { AdditionalParameters = others };
    }

    private static string ReadText(string name, object value)
    {
        string? text = value switch
        {
            string plain => plain,
            JsonElement { ValueKind: JsonValueKind.String } json => json.GetString(),
            ImageQuality or ImageBackground or ModerationLevel or Complexity or InputFidelity => value.ToString(),
            _ => null,
        };
        return string.IsNullOrWhiteSpace(text) ? throw Refused(name, value, "a text that is not empty") : text;
    }

    private static int ReadNumber(string name, object value) => value switch
    {
        int number => number,
        long and >= int.MinValue and <= int.MaxValue => (int)(long)value,
        JsonElement { ValueKind: JsonValueKind.Number } json when json.TryGetInt32(out int number) => number,
        _ => throw Refused(name, value, "an int"),
    };

    private static ArgumentException Refused(string name, object value, string wanted) =>
        new($"The additional property '{name}' is a {value.GetType().Name} that cannot be sent; give {wanted}.");
}
