using System.Globalization;
using System.Text.Json;

namespace GptImage.Sdk;

/// <summary>Writes the content of a field as text, as a multipart form and a reader need it.</summary>
internal static class FieldText
{
    public static string FromContent(object content) => content switch
    {
        string text => text,
        bool flag => flag ? "true" : "false",
        JsonElement { ValueKind: JsonValueKind.String } json => json.GetString() ?? "",
        JsonElement json => json.GetRawText(),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => content.ToString() ?? "",
    };
}
