using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace GptImage.Sdk;

/// <summary>Writes fields as a multipart form.</summary>
internal static class MultipartBody
{
    /// <param name="fields">The fields.</param>
    /// <param name="file">How the parts with bytes are called when they are no pictures, and of which media type they are.</param>
    public static RequestBody Write(RequestFields fields, (string Name, string MediaType)? file = null)
    {
        string boundary = "gptimage-" + Guid.NewGuid().ToString("N");
        List<BodySegment> segments = [];
        int number = 0;
        foreach (RequestField field in fields)
        {
            if (field.Content is ComposedInput input)
            {
                string name = field.Name.StartsWith("image", StringComparison.Ordinal)
                    ? string.Create(CultureInfo.InvariantCulture, $"image-{++number}")
                    : field.Name;
                segments.Add(
                    Text(
                        $"--{boundary}\r\nContent-Disposition: form-data; name=\"{Escaped(field.Name)}\"; "
                        + $"filename=\"{file?.Name ?? name + Extension(input)}\"\r\n"
                        + $"Content-Type: {file?.MediaType ?? input.Header?.MediaType}\r\n\r\n"));
                segments.Add(BodySegment.Create(input, isBase64: false));
                segments.Add(Text("\r\n"));
            }
            else
            {
                segments.Add(
                    Text(
                        $"--{boundary}\r\nContent-Disposition: form-data; name=\"{Escaped(field.Name)}\"\r\nContent-Type: text/plain; "
                        + $"charset=utf-8\r\n\r\n{field.Value}\r\n"));
            }
        }

        segments.Add(Text($"--{boundary}--\r\n"));
        MediaTypeHeaderValue contentType = new("multipart/form-data");
        contentType.Parameters.Add(new NameValueHeaderValue("boundary", boundary));
        return new RequestBody(contentType, [.. segments]);
    }

    /// <summary>File names say nothing of the caller's disk; the extension is that of the bytes.</summary>
    private static string Extension(ComposedInput input) => PictureFormat.ExtensionOf(input.Header?.Format.Value ?? "");

    /// <summary>Writes a name as browsers do (HTML, <em>multipart/form-data encoding algorithm</em>): no name ends its quotes or its
    /// line.</summary>
    private static string Escaped(string name) => name
        .Replace("\r", "%0D", StringComparison.Ordinal)
        .Replace("\n", "%0A", StringComparison.Ordinal)
        .Replace("\"", "%22", StringComparison.Ordinal);

    private static BodySegment Text(string text) => BodySegment.Create(System.Text.Encoding.UTF8.GetBytes(text));
}
