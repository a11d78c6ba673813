using System.Text.Json;

namespace GptImage.Cli;

/// <summary>Reads what users wrote as JSON.</summary>
internal static class JsonText
{
    /// <summary>Reads it.</summary>
    /// <param name="source">Where it is from, as a sentence begins: <c>'story.json'</c>.</param>
    /// <param name="kind">What it should be: <c>storyboard</c>.</param>
    /// <param name="read">Reads it; throws <see cref="JsonException"/> for what is something else.</param>
    /// <exception cref="CliException">It is something else. Nothing was sent.</exception>
    public static T Read<T>(string source, string kind, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (JsonException exception)
        {
            throw new CliException(
                ExitCode.Invalid, $"{source} is not a {kind}: {exception.Message.TrimEnd('.')}. Nothing was sent.", exception);
        }
    }
}
