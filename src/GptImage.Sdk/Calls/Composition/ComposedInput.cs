using System.Globalization;

namespace GptImage.Sdk;

/// <summary>An input image with what its first bytes tell, looked at once for a call.</summary>
internal sealed record ComposedInput(ImageInput Input)
{
    public ImageHeader? Header { get; private init; }

    /// <summary>Gets the length in bytes, or <see langword="null"/> when the stream does not know it.</summary>
    public long? Length { get; private init; }

    /// <summary>Gets why the bytes could not be read, or <see langword="null"/>.</summary>
    public string? Problem { get; private init; }

    /// <summary>Gets whether the picture lies where only the service looks at it.</summary>
    public bool IsReference => Input.Open is null;

    /// <summary>Names it as a reader of a plan sees it: bytes by their content type and length.</summary>
    public override string ToString() =>
        Input.FileId
        ?? Input.Uri?.AbsoluteUri
        ?? (Length is { } length
            ? string.Create(CultureInfo.InvariantCulture, $"{Header?.MediaType ?? "unknown"}, {length} bytes")
            : $"{Header?.MediaType ?? "unknown"}, bytes of a stream");

    public static ComposedInput Inspect(ImageInput input)
    {
        ComposedInput composed = new(input);
        if (input.Open is null)
        {
            return composed;
        }

        try
        {
            using Stream stream = input.Open() ?? throw new InvalidOperationException("the function that opens the stream gave none.");
            return composed with { Length = stream.CanSeek ? stream.Length - stream.Position : null, Header = ImageHeader.Read(stream) };
        }
        catch (Exception exception) when (exception is IOException or ArgumentException or UnauthorizedAccessException
            or NotSupportedException or InvalidOperationException)
        {
            return composed with { Problem = exception.Message };
        }
    }
}
