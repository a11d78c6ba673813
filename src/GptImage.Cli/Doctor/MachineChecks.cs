using GptImage.Sdk;
using GptImage.Sdk.Imaging;

namespace GptImage.Cli;

/// <summary>The checks of this machine.</summary>
internal static class MachineChecks
{
    /// <summary>What the check of the fonts is called.</summary>
    public const string Fonts = "fonts";

    /// <summary>Checks whether files can be made in a folder, by making one and deleting it. A folder that is not there yet is not made:
    /// its parent is looked at.</summary>
    /// <param name="name">What the check is called.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="use">What it is for.</param>
    public static Check CheckFolder(string name, string folder, string use)
    {
        string advice = $"Make it writable: it is for {use}.";
        try
        {
            string full = Path.GetFullPath(folder);
            string? there = full;
            while (there is not null && !Directory.Exists(there))
            {
                if (File.Exists(there))
                {
                    return Check.Problem(
                        name, ExitCode.Invalid, $"{full} cannot be a folder: {there} is a file",
                        $"Move the file: the folder is for {use}.");
                }

                there = Path.GetDirectoryName(there);
            }

            string probe = Path.Combine(there ?? full, $".gptimage-{Guid.NewGuid():N}");
            using FileStream file = new(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
            file.WriteByte(1);
            return Check.Ok(name, $"{full} can be written");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Check.Problem(name, ExitCode.Invalid, exception.Message.TrimEnd('.'), advice);
        }
    }

    /// <summary>Checks whether there are fonts to set texts in.</summary>
    /// <param name="fonts">The fonts that were found for Latin letters.</param>
    public static Check CheckFonts(IReadOnlyList<OverlayFont> fonts) => fonts.Count > 0
        ? Check.Ok(Fonts, $"found, {fonts[0]} among them")
        : Check.Problem(
            Fonts, ExitCode.Invalid, "there are none, so that gptimage poster sets no text",
            "Install some, such as the package fonts-noto-core, or name a file with --font. Everything else works without.");
}
