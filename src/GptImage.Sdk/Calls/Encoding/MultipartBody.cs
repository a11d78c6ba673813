using System.Buffers;
using System.Globalization;
using System.Text;

namespace GptImage.Sdk;

/// <summary>Writes fields as a multipart form.</summary>
internal static class MultipartBody
{
    /// <param name="fields">The fields.</param>
    /// <param name="file">The file name and the media type of the parts with bytes when they are not pictures.</param>
    public static RequestBody Write(RequestFields fields, (string Name, string MediaType)? file = null)
    {
        string boundary = "gptimage-" + Guid.NewGuid().ToString("N");
        List<BodySegment> segments = new((2 * fields.Count) + 1);
        ArrayBufferWriter<byte> text = new();
        int number = 0;
        foreach (RequestField field in fields)
        {
            Add(text, "--", boundary, "\r\nContent-Disposition: form-data; name=\"", Escaped(field.Name), "\"");
            if (field.Content is ComposedInput input)
            {
                string name = field.Name.StartsWith("image", StringComparison.Ordinal)
                    ? string.Create(CultureInfo.InvariantCulture, $"image-{++number}")
                    : field.Name;
                Add(text, "; filename=\"", file?.Name ?? name + Extension(input), "\"\r\n");
                Add(text, "Content-Type: ", file?.MediaType ?? input.Header?.MediaType ?? "", "\r\n\r\n");
                segments.Add(Take(text));
                segments.Add(BodySegment.Create(input, isBase64: false));
            }
            else
            {
                Add(text, "\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n", field.Value);
            }

            Add(text, "\r\n");
        }

        Add(text, "--", boundary, "--\r\n");
        segments.Add(Take(text));
        return new RequestBody($"multipart/form-data; boundary={boundary}", [.. segments]);
    }

    /// <summary>File names say nothing of the caller's disk; the extension is that of the bytes.</summary>
    private static string Extension(ComposedInput input) => PictureFormat.ExtensionOf(input.Header?.Format.Value ?? "");

    /// <summary>Writes a name as browsers do (HTML, <em>multipart/form-data encoding algorithm</em>): no name ends its quotes or its
    /// line.</summary>
    private static string Escaped(string name) => name
        .Replace("\r", "%0D", StringComparison.Ordinal)
        .Replace("\n", "%0A", StringComparison.Ordinal)
        .Replace("\"", "%22", StringComparison.Ordinal);

    private static void Add(ArrayBufferWriter<byte> text, params ReadOnlySpan<string> parts)
    {
        foreach (string part in parts)
        {
            Encoding.UTF8.GetBytes(part, text);
        }
    }

    /// <summary>Takes what was written since the last picture.</summary>
    private static BodySegment Take(ArrayBufferWriter<byte> text)
    {
        BodySegment segment = BodySegment.Create(text.WrittenSpan.ToArray());
        text.ResetWrittenCount();
        return segment;
    }
}
