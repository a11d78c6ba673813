using System.Globalization;

namespace GptImage.Cli;

/// <summary>The addresses of pictures as resources: <c>gptimage://pictures/ID/NUMBER</c>.</summary>
internal static class PictureUri
{
    private const string Prefix = "gptimage://pictures/";

    /// <summary>Gets the address of a picture.</summary>
    public static string CreateFor(string id, int number) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{id}/{number}");

    /// <summary>Reads an address.</summary>
    /// <returns>The id and the number, or <see langword="null"/> for another address.</returns>
    public static (string Id, int Number)? Read(string uri) =>
        uri.StartsWith(Prefix, StringComparison.Ordinal) && uri[Prefix.Length..].Split('/') is [{ Length: > 0 } id, { } last]
            && int.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? (id, number)
            : null;
}
