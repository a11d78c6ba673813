using System.Globalization;
using System.Text;
using System.Text.Json;

namespace GptImage.Sdk;

/// <summary>Writes values as JSON in one form only: members sorted by name, no white space, nothing escaped that need not be. Equal values
/// give equal texts on every runtime, so fingerprints can rest on them.</summary>
internal static class CanonicalJson
{
    /// <summary>Writes a value of <see cref="ImageSettings.AdditionalParameters"/> or a parameter. Numbers count by what goes over the
    /// wire: 1 is 1, whatever its type.</summary>
    public static string Write(object value)
    {
        StringBuilder text = new();
        Append(text, value);
        return text.ToString();
    }

    private static void Append(StringBuilder text, object value)
    {
        switch (value)
        {
            case string content:
                AppendString(text, content);
                break;
            case bool flag:
                text.Append(flag ? "true" : "false");
                break;
            case JsonElement json:
                AppendElement(text, json);
                break;
            default:
                text.Append(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }

    private static void AppendElement(StringBuilder text, JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                string before = "{";
                foreach (JsonProperty property in json.EnumerateObject().OrderBy(property => property.Name, StringComparer.Ordinal))
                {
                    text.Append(before);
                    AppendString(text, property.Name);
                    text.Append(':');
                    AppendElement(text, property.Value);
                    before = ",";
                }

                text.Append(before == "{" ? "{}" : "}");
                break;
            case JsonValueKind.Array:
                string opening = "[";
                foreach (JsonElement item in json.EnumerateArray())
                {
                    text.Append(opening);
                    AppendElement(text, item);
                    opening = ",";
                }

                text.Append(opening == "[" ? "[]" : "]");
                break;
            case JsonValueKind.String:
                AppendString(text, json.GetString() ?? "");
                break;
            default:
                text.Append(json.GetRawText());
                break;
        }
    }

    private static void AppendString(StringBuilder text, string content)
    {
        text.Append('"');
        foreach (char character in content)
        {
            if (character is '"' or '\\')
            {
                text.Append('\\').Append(character);
            }
            else if (character < ' ')
            {
                text.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
            }
            else
            {
                text.Append(character);
            }
        }

        text.Append('"');
    }
}
