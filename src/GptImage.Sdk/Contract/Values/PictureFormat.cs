namespace GptImage.Sdk;

/// <summary>The one table of file formats: name on the wire, extension, media type, first bytes, and whether it keeps
/// transparency.</summary>
/// <remarks>This file is also compiled into the packages for pixels and for tests.</remarks>
internal sealed class PictureFormat
{
    /// <summary>How many bytes tell every format apart, but for an SVG with much white space before it.</summary>
    public const int SignatureLength = 12;

    private const string UnknownExtension = ".bin";
    private const string UnknownMediaType = "application/octet-stream";

    private readonly byte[] _start;
    private readonly byte[] _from8;
    private readonly string[] _otherExtensions;

    private PictureFormat(
        string name, string extension, string mediaType, bool hasAlpha, byte[] start, byte[]? from8 = null,
        params string[] otherExtensions)
    {
        Name = name;
        Extension = extension;
        MediaType = mediaType;
        HasAlpha = hasAlpha;
        _start = start;
        _from8 = from8 ?? [];
        _otherExtensions = otherExtensions;
    }

    public static PictureFormat Png { get; } =
        new("png", ".png", "image/png", hasAlpha: true, [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);

    public static PictureFormat Jpeg { get; } = new("jpeg", ".jpg", "image/jpeg", hasAlpha: false, [0xFF, 0xD8, 0xFF], null, ".jpeg");

    public static PictureFormat Webp { get; } = new("webp", ".webp", "image/webp", hasAlpha: true, [.. "RIFF"u8], [.. "WEBP"u8]);

    public static PictureFormat Gif { get; } = new("gif", ".gif", "image/gif", hasAlpha: true, [.. "GIF8"u8]);

    public static PictureFormat Svg { get; } = new("svg", ".svg", "image/svg+xml", hasAlpha: true, [.. "<svg"u8]);

    private static PictureFormat[] All { get; } = [Png, Jpeg, Webp, Gif, Svg];

    /// <summary>Gets the name on the wire.</summary>
    public string Name { get; }

    /// <summary>Gets the extension of files, with its dot.</summary>
    public string Extension { get; }

    public string MediaType { get; }

    /// <summary>Gets whether a picture of this format can have transparent pixels.</summary>
    public bool HasAlpha { get; }

    /// <summary>Finds a format by its name on the wire.</summary>
    public static PictureFormat? Find(string? name)
    {
        foreach (PictureFormat format in All)
        {
            if (format.Name == name)
            {
                return format;
            }
        }

        return null;
    }

    /// <summary>Finds a format by the extension of a file, with its dot, in any case.</summary>
    public static PictureFormat? FindByExtension(string? extension)
    {
        foreach (PictureFormat format in All)
        {
            if (format.IsExtension(extension))
            {
                return format;
            }
        }

        return null;
    }

    /// <summary>Finds the format of a picture by its first bytes.</summary>
    public static PictureFormat? Detect(ReadOnlySpan<byte> start)
    {
        foreach (PictureFormat format in All)
        {
            if (format.Begins(format == Svg ? SkipBlank(start) : start))
            {
                return format;
            }
        }

        return SkipBlank(start).StartsWith("<?xml"u8) ? Svg : null;
    }

    /// <summary>Gets the extension of a format, with its dot; <c>.bin</c> for one this library does not know.</summary>
    public static string ExtensionOf(string name) => Find(name)?.Extension ?? UnknownExtension;

    /// <summary>Gets the media type of a format; <c>application/octet-stream</c> for one this library does not know.</summary>
    public static string MediaTypeOf(string name) => Find(name)?.MediaType ?? UnknownMediaType;

    /// <summary>Tells whether files of this format may have an extension, with its dot, in any case.</summary>
    public bool IsExtension(string? extension) => Extension.Equals(extension, StringComparison.OrdinalIgnoreCase)
        || _otherExtensions.Contains(extension, StringComparer.OrdinalIgnoreCase);

    private static ReadOnlySpan<byte> SkipBlank(ReadOnlySpan<byte> start) =>
        (start.StartsWith<byte>([0xEF, 0xBB, 0xBF]) ? start[3..] : start).TrimStart(" \t\r\n"u8);

    private bool Begins(ReadOnlySpan<byte> start) =>
        start.StartsWith(_start) && (_from8.Length == 0 || (start.Length >= SignatureLength && start[8..].StartsWith(_from8)));
}
