using System.Globalization;
using System.Text.Json;

namespace GptImage.Sdk;

/// <summary>Reads the members of an answer. A member of another type counts as missing. No picture is lost for a
/// timestamp.</summary>
internal static class JsonMember
{
    private const double LargestWhole = 1e15;

    /// <summary>Gets a member, the last of its name.</summary>
    /// <exception cref="JsonException">A name in the object is not a legal text.</exception>
    public static JsonElement? Find(JsonElement element, ReadOnlySpan<byte> name)
    {
        try
        {
            return element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value) ? value : null;
        }
        catch (InvalidOperationException exception)
        {
            throw new JsonException("a name is not a legal text", exception);
        }
    }

    public static JsonElement? Object(JsonElement element, ReadOnlySpan<byte> name) =>
        Find(element, name) is { ValueKind: JsonValueKind.Object } value ? value : null;

    public static string? Text(JsonElement element, ReadOnlySpan<byte> name) =>
        Find(element, name) is { ValueKind: JsonValueKind.String } value ? TextOf(value) : null;

    /// <summary>Reads a string. One with half a surrogate pair, as cut texts have, stays as it was written.</summary>
    public static string? TextOf(JsonElement text)
    {
        try
        {
            return text.GetString();
        }
        catch (InvalidOperationException)
        {
            return text.GetRawText().Trim('"');
        }
    }

    /// <summary>Reads a whole number however a gateway writes it: as a number with or without a fraction, or as a string.</summary>
    public static long? Whole(JsonElement element, ReadOnlySpan<byte> name) => Find(element, name) switch
    {
        { ValueKind: JsonValueKind.Number } number =>
            number.TryGetInt64(out long whole) ? whole : number.TryGetDouble(out double real)
            && Math.Abs(real) < LargestWhole ? (long)real : null,
        { ValueKind: JsonValueKind.String } text =>
            long.TryParse(TextOf(text), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long parsed) ? parsed : null,
        _ => null,
    };

    /// <summary>Reads a count, as <see cref="Whole"/>.</summary>
    public static int? Count(JsonElement element, ReadOnlySpan<byte> name) =>
        Whole(element, name) is { } number and >= int.MinValue and <= int.MaxValue ? (int)number : null;
}
