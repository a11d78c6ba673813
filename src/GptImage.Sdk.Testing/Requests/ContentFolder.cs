namespace GptImage.Sdk.Testing;

/// <summary>A folder for contents that are too large for memory: made when the first is written, deleted with the service.</summary>
internal sealed class ContentFolder : IDisposable
{
    private readonly object _gate = new();
    private string? _path;
    private int _files;

    /// <summary>Makes the path of a new file; the file itself is not made.</summary>
    public string NewPath()
    {
        lock (_gate)
        {
            _path ??= Directory.CreateTempSubdirectory("gptimage-fake-").FullName;
            return Path.Combine(_path, FormattableString.Invariant($"{++_files}.jsonl"));
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            try
            {
                if (_path is not null && Directory.Exists(_path))
                {
                    Directory.Delete(_path, recursive: true);
                }
            }
            catch (IOException)
            {
                // Somebody still reads a file, on a system that keeps it then; it stays in the folder for temporary files.
            }
        }
    }
}
