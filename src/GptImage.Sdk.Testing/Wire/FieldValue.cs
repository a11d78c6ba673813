using System.Globalization;
using System.Text.Json;

namespace GptImage.Sdk.Testing;

/// <summary>A value of a request, from JSON or from a form.</summary>
internal sealed record FieldValue(FieldKind Kind, string Text)
{
    /// <summary>Gets what the service calls the kind in "but got … instead".</summary>
    public string KindInWords => Kind switch
    {
        FieldKind.Null => "null",
        FieldKind.WholeNumber => "an integer",
        FieldKind.DecimalNumber => "a decimal number",
        FieldKind.TrueOrFalse => "a boolean",
        FieldKind.Container => "an object",
        FieldKind.List => "an array",
        _ => "a string",
    };

    public bool IsText => Kind is FieldKind.Text or FieldKind.FormText;

    public static FieldValue FromJson(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => new FieldValue(FieldKind.Text, element.GetString() ?? ""),
        JsonValueKind.Number => new FieldValue(
            element.GetRawText().AsSpan().IndexOfAny('.', 'e', 'E') < 0
                ? FieldKind.WholeNumber
                : FieldKind.DecimalNumber, element.GetRawText()),
        JsonValueKind.True or JsonValueKind.False => new FieldValue(FieldKind.TrueOrFalse, element.GetRawText()),
        JsonValueKind.Object => new FieldValue(FieldKind.Container, element.GetRawText()),
        JsonValueKind.Array => new FieldValue(FieldKind.List, element.GetRawText()),
        _ => new FieldValue(FieldKind.Null, "null"),
    };

    /// <summary>Reads an integer; values beyond 64 bits are clamped, so that the range check names the limit.</summary>
    public bool TryGetInteger(out long value)
    {
        value = 0;
        if (Kind is not (FieldKind.WholeNumber or FieldKind.FormText) || !IsDigits(Text.AsSpan(Text.StartsWith('-') ? 1 : 0)))
        {
            return false;
        }

        if (!long.TryParse(Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value))
        {
            value = Text.StartsWith('-') ? long.MinValue : long.MaxValue;
        }

        return true;
    }

    public bool TryGetBoolean(out bool value)
    {
        value = Text == "true";
        return Kind is FieldKind.TrueOrFalse or FieldKind.FormText && Text is "true" or "false";
    }

    private static bool IsDigits(ReadOnlySpan<char> text) => text.Length > 0 && !text.ContainsAnyExceptInRange('0', '9');
}
