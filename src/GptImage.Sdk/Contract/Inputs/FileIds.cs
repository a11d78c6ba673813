namespace GptImage.Sdk;

/// <summary>Checks the ids of files that the service keeps: they become part of addresses.</summary>
internal static class FileIds
{
    /// <exception cref="ArgumentException">The text is not an id.</exception>
    public static void ThrowIfInvalid(string? fileId, string argument)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(fileId, argument);
        if (fileId.All(character => character == '.') || !fileId.All(character => character is > ' ' and < (char)0x7F))
        {
            throw new ArgumentException(
                $"'{fileId}' is not a file id. Pass the id that an upload gave, for example file-abc123.", argument);
        }
    }
}
