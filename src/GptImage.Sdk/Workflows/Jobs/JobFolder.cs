namespace GptImage.Sdk;

/// <summary>The folder of a job, held by one run at a time. The lock goes with the process, however that ends.</summary>
internal sealed class JobFolder : IDisposable
{
    private const string LockName = "job.lock";

    private readonly FileStream _lock;

    private JobFolder(string path, FileStream held)
    {
        Path = path;
        _lock = held;
    }

    /// <summary>Gets the full path of the folder.</summary>
    public string Path { get; }

    /// <exception cref="IOException">The folder cannot be made or written, or another run holds it.</exception>
    public static JobFolder Open(string path)
    {
        string folder = AtomicFile.CreateFolder(System.IO.Path.Combine(path, LockName));
        string lockPath = System.IO.Path.Combine(folder, LockName);
        try
        {
            return new JobFolder(
                folder, new FileStream(lockPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0));
        }
        catch (IOException exception) when (File.Exists(lockPath))
        {
            throw new IOException(
                $"Another run works in the folder '{folder}'. Nothing was sent. Wait for its end, or choose another "
                + "ImageJobOptions.OutputDirectory.", exception);
        }
    }

    /// <summary>Finds the files that a killed run left complete under the name of a request. An empty one is what a power cut
    /// leaves.</summary>
    public IReadOnlyList<ImageJobFile> FindFiles(string name, int count) =>
        [.. Enumerable.Range(1, Math.Max(count, 1))
            .Select(number => FileNames.Numbered(System.IO.Path.Combine(Path, name), number, count))
            .Select(path => JobFileName.Candidates(path).FirstOrDefault(File.Exists))
            .OfType<string>()
            .Select(Describe)
            .Where(file => file.Length > 0)];

    /// <summary>Describes a file of a ledger when its bytes are still those of the ledger.</summary>
    public ImageJobFile? Verify(JobLineFile file)
    {
        string path = System.IO.Path.GetFullPath(System.IO.Path.Combine(Path, file.Name ?? ""));
        return File.Exists(path) && new FileInfo(path).Length == file.Length && Describe(path) is { } found
            && found.Sha256 == file.Sha256 ? found : null;
    }

    /// <summary>Writes a file's bytes through to the disk, so that the ledger never names what a power cut takes away.</summary>
    public static void Flush(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        file.Flush(flushToDisk: true);
    }

    public string NameOf(string path) => System.IO.Path.GetRelativePath(Path, path);

    public void Dispose() => _lock.Dispose();

    private static ImageJobFile Describe(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        string hash = Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(file)).ToLowerInvariant();
        return new ImageJobFile { Path = path, Length = file.Length, Sha256 = hash };
    }
}
