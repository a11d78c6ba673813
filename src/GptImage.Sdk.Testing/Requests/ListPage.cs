using System.Globalization;
using System.Text.Json;

namespace GptImage.Sdk.Testing;

/// <summary>One page of a list: as many as <c>limit</c> says, those after the id in <c>after</c>.</summary>
internal static class ListPage
{
    /// <summary>Finds what is wrong with the limit that was sent.</summary>
    public static ServiceError? LimitFault(FakeRequest request, int maxLimit)
    {
        if (!request.Query.TryGetValue("limit", out string? text))
        {
            return null;
        }

        var limit = new FieldValue(FieldKind.FormText, text);
        return !limit.TryGetInteger(out long value) ? ErrorWording.WrongType("limit", "an integer", limit) : value switch
        {
            < 1 => ErrorWording.BelowMinimum("limit", 1, limit),
            _ when value > maxLimit => ErrorWording.AboveMaximum("limit", maxLimit, limit),
            _ => null,
        };
    }

    /// <summary>Takes the page that a request asks for.</summary>
    /// <returns>The items of the page, and whether there are more after it.</returns>
    public static (IReadOnlyList<T> Items, bool HasMore) Take<T>(
        FakeRequest request, IEnumerable<T> items, Func<T, string> id, int standardLimit)
    {
        if (request.Query.TryGetValue("after", out string? after))
        {
            items = items.SkipWhile(item => id(item) != after).Skip(1);
        }

        int limit = request.Query.TryGetValue("limit", out string? text) ? int.Parse(text, CultureInfo.InvariantCulture) : standardLimit;
        T[] rest = [.. items.Take(limit + 1)];
        return (rest.Length > limit ? rest[..limit] : rest, rest.Length > limit);
    }

    /// <summary>Writes the page as official clients read it.</summary>
    public static FakeAnswer Write<T>(
        (IReadOnlyList<T> Items, bool HasMore) page, Func<T, string> id, Action<Utf8JsonWriter, T> writeMembers) =>
        JsonAnswer.Write(writer =>
        {
            writer.WriteString("object", "list");
            writer.WriteStartArray("data");
            foreach (T item in page.Items)
            {
                writer.WriteStartObject();
                writeMembers(writer, item);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteString("first_id", page.Items.Count == 0 ? null : id(page.Items[0]));
            writer.WriteString("last_id", page.Items.Count == 0 ? null : id(page.Items[^1]));
            writer.WriteBoolean("has_more", page.HasMore);
        });
}
