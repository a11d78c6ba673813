namespace GptImage.Sdk;

/// <summary>Where a call writes its pictures, checked before anything is paid.</summary>
internal sealed class OutputPath
{
    private const int MaxNameBytes = 255;

    private readonly string _pattern;
    private readonly ImageRequest _request;
    private readonly bool _overwrite;
    private readonly Func<string, Stream>? _open;

    public OutputPath(string pattern, ImageRequest request, bool overwrite, Func<string, Stream>? open = null)
    {
        FileNames.ThrowIfNoFile(pattern);
        _pattern = pattern;
        _request = request;
        _overwrite = overwrite;
        _open = open;
    }

    public FileDestination CreateDestination() => new(_pattern, _request.Count, _overwrite, _open);

    /// <summary>Refuses a plan that has errors, or whose files cannot be written.</summary>
    /// <exception cref="GptImageValidationException">The plan has errors, a file is in the way, or the folder cannot be made.</exception>
    public void ThrowIfInTheWay(RequestPlan plan)
    {
        plan.ThrowIfInvalid();
        FindingList findings = new();
        foreach (string path in Paths().Where(path => Directory.Exists(path) || (!_overwrite && File.Exists(path))))
        {
            findings.Add(Rules.OutputExists, $"The file '{path}' exists already. Choose another name, or pass overwrite: true.");
        }

        foreach (string path in Paths().DistinctBy(Path.GetDirectoryName))
        {
            CheckFolder(path, findings);
        }

        if (findings.ToSortedList() is { Count: > 0 } found)
        {
            throw new GptImageValidationException([.. found, .. plan.Findings]);
        }
    }

    /// <summary>Writes and deletes a file, since only that tells whether the folder takes one.</summary>
    private static void CheckFolder(string path, FindingList findings)
    {
        try
        {
            AtomicFile.Create(path).Dispose();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            findings.Add(Rules.OutputFolder, exception.Message);
        }

        if (System.Text.Encoding.UTF8.GetByteCount(Path.GetFileName(path)) > MaxNameBytes)
        {
            findings.Add(
                Rules.OutputFolder, $"The file name '{Path.GetFileName(path)}' is too long; file systems take {MaxNameBytes} bytes.");
        }
    }

    private IEnumerable<string> Paths() => Enumerable.Range(1, _request.Count)
        .Select(
            number =>
            FileNames.WithExtension(FileNames.Numbered(_pattern, number, _request.Count), _request.OutputFormat ?? OutputFormat.Png));
}
