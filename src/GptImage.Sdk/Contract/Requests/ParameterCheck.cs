using System.Text.Json;

namespace GptImage.Sdk;

/// <summary>Checks additional parameters, at every depth: in a form the names of nested members stand in headers, too.</summary>
internal static class ParameterCheck
{
    /// <exception cref="ArgumentException">The name or the value cannot be sent.</exception>
    public static void ThrowIfInvalid(string name, object? value, string argument)
    {
        ThrowIfNoName(name, argument);
        if (value is not (string or bool or int or long or double or decimal or JsonElement)
            || value is double.NaN or double.PositiveInfinity or double.NegativeInfinity
                or JsonElement { ValueKind: JsonValueKind.Undefined })
        {
            throw new ArgumentException(
                $"The additional parameter '{name}' is a {value?.GetType().Name ?? "null"}; give a string, bool, int, long, finite "
                + "double, decimal or JsonElement with a value.", argument);
        }

        if (value is string text && WholeText.FindHalf(text) >= 0)
        {
            throw HalfCharacter(name, argument, null);
        }

        if (value is JsonElement json)
        {
            try
            {
                ThrowIfInvalid(name, json, argument);
            }
            catch (InvalidOperationException exception)
            {
                // What System.Text.Json throws for half a surrogate pair that was written as an escape.
                throw HalfCharacter(name, argument, exception);
            }
        }
    }

    private static void ThrowIfInvalid(string name, JsonElement json, string argument)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (JsonProperty property in json.EnumerateObject())
                {
                    ThrowIfNoName(property.Name, argument);
                    ThrowIfInvalid(name, property.Value, argument);
                }

                break;
            case JsonValueKind.Array:
                foreach (JsonElement item in json.EnumerateArray())
                {
                    ThrowIfInvalid(name, item, argument);
                }

                break;
            case JsonValueKind.String:
                _ = json.GetString();
                break;
            default:
                break;
        }
    }

    private static void ThrowIfNoName(string name, string argument)
    {
        if (name.Length == 0 || !name.All(character => character is > ' ' and < (char)0x7F and not ('"' or '\\')))
        {
            throw new ArgumentException($"'{name}' is not a name of a parameter; give visible ASCII without quotes.", argument);
        }
    }

    private static ArgumentException HalfCharacter(string name, string argument, Exception? cause) => new(
        $"The additional parameter '{name}' has half a surrogate pair, which is not a character. A text was probably cut in the middle of "
        + "an emoji; cut between characters.", argument, cause);
}
