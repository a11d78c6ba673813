namespace GptImage.Cli;

/// <summary>The folders that a call may read from and write to.</summary>
internal sealed class AllowedFolders
{
    private readonly IReadOnlyList<string> _roots;

    /// <param name="roots">The folders; at least one.</param>
    /// <exception cref="IOException">One of them cannot be resolved.</exception>
    public AllowedFolders(IReadOnlyList<string> roots) => _roots = [.. roots.Select(RealPath.Resolve)];

    /// <summary>Gets the folders, with links resolved. Relative paths begin at the first.</summary>
    public IReadOnlyList<string> Roots => _roots;

    /// <summary>Finds a path that an agent wrote.</summary>
    /// <param name="name">The name of the argument.</param>
    /// <param name="path">The path: relative to the first folder, absolute, or a <c>file:</c> address.</param>
    /// <returns>The path with links resolved.</returns>
    /// <exception cref="ToolException">It is none, or leads out of the folders.</exception>
    public string Resolve(string name, string path)
    {
        string plain = PlainPath(path);
        if (string.IsNullOrWhiteSpace(plain) || plain.Contains('\0', StringComparison.Ordinal))
        {
            throw ToolArguments.Fail(name, "is not a path.");
        }

        if (plain.Split('/', '\\').Contains(".."))
        {
            throw ToolArguments.Fail(name, "has '..' in it. Write a path below one of the allowed folders.");
        }

        try
        {
            string real = RealPath.Resolve(Path.GetFullPath(plain, _roots[0]));
            return Contains(real) ? real : throw Outside(name, path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw ToolArguments.Fail(name, $"is a path that cannot be used: {ErrorText.ForAgent(exception)}", exception);
        }
    }

    /// <summary>Tells whether a path without links is in one of the folders.</summary>
    public bool Contains(string path) => _roots.Any(root => RealPath.IsWithin(path, root));

    private static string PlainPath(string path) =>
        path.StartsWith("file:", StringComparison.OrdinalIgnoreCase) && Uri.TryCreate(path, UriKind.Absolute, out Uri? address)
            ? address.LocalPath
            : path;

    private ToolException Outside(string name, string path) => ToolArguments.Fail(
        name,
        $"names '{path}', which is outside of the allowed folders: {string.Join(", ", _roots)}. The user can allow another one with "
        + "--root.");
}
