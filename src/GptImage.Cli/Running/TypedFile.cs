namespace GptImage.Cli;

/// <summary>Looks at a path that was typed for a file.</summary>
internal static class TypedFile
{
    /// <summary>Gets the path back, unless a folder is there: .NET says of a folder only that access to it is denied.</summary>
    /// <param name="path">The path.</param>
    /// <param name="code">The exit code of the refusal.</param>
    /// <exception cref="CliException">A folder is there. Nothing was sent.</exception>
    public static string Require(string path, int code = ExitCode.Invalid) => Directory.Exists(path)
        ? throw new CliException(code, $"'{path}' is a folder. Name a file. Nothing was sent.")
        : path;
}
