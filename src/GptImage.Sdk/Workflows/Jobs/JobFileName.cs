using System.Globalization;

namespace GptImage.Sdk;

/// <summary>Names the files of a request: one name within the folder, whatever the caller gives.</summary>
internal static class JobFileName
{
    private const int FingerprintDigits = 8;

    private static readonly OutputFormat[] Formats =
        [OutputFormat.Png, OutputFormat.Jpeg, OutputFormat.Webp, OutputFormat.Gif, OutputFormat.Svg, default];

    /// <summary>Gets the name for the next start of a request. A repeat gets another one: what an earlier one left stays.</summary>
    public static string CreateFor(ImageJobOptions options, ImageRequest request, int index, string fingerprint, int start)
    {
        string ordinal = fingerprint[(fingerprint.LastIndexOf('-') + 1)..];
        string name = options.FileName is { } nameFile
            ? Clean(nameFile(request, index), index)
            : string.Create(CultureInfo.InvariantCulture, $"{index + 1:0000}-{fingerprint.AsSpan(0, FingerprintDigits)}-{ordinal}");
        return start == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}-r{start}");
    }

    /// <summary>Gets the names that a picture can have got, one for each format.</summary>
    public static IEnumerable<string> Candidates(string path) => Formats.Select(format => FileNames.WithExtension(path, format));

    private static string Clean(string? name, int index) =>
        SafeName.Clean(name) is { Length: > 0 } clean ? clean : string.Create(CultureInfo.InvariantCulture, $"{index + 1:0000}");
}
