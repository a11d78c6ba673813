using System.Globalization;

namespace GptImage.Sdk;

/// <summary>Where a call writes its pictures, checked before anything is paid.</summary>
internal sealed class OutputPath
{
    private readonly string _pattern;
    private readonly ImageRequest _request;
    private readonly OutputFormat _expected;
    private readonly bool _overwrite;
    private readonly bool _isDurable;
    private readonly Func<string, Stream>? _open;

    /// <param name="pattern">The caller's pattern. A relative one is read against the working directory now, not when a picture
    /// comes.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="overwrite">Whether existing files give way.</param>
    /// <param name="isDurable">Whether a ledger will name the files, which then are on the disk before it does.</param>
    /// <param name="open">Opens the files; <see langword="null"/> for the disk.</param>
    /// <exception cref="ArgumentException">The pattern names no file.</exception>
    public OutputPath(
        string pattern, ImageRequest request, bool overwrite, bool isDurable = false, Func<string, Stream>? open = null)
    {
        _pattern = FileNames.GetFullPath(pattern);
        _isDurable = isDurable;
        _request = request;
        _expected = request.OutputFormat ?? OutputFormat.Png;
        _overwrite = overwrite;
        _open = open;
    }

    public FileDestination CreateDestination() => new(_pattern, _request.Count, _overwrite, _isDurable, _open);

    /// <summary>Refuses a plan that has errors, or whose files cannot be written.</summary>
    /// <exception cref="GptImageValidationException">The plan has errors, a file is in the way, or the folder cannot be made.</exception>
    public void ThrowIfInTheWay(RequestPlan plan)
    {
        plan.ThrowIfInvalid();
        FindingList findings = new();
        foreach (string path in Paths())
        {
            if (Directory.Exists(path))
            {
                findings.Add(Rules.OutputExists, $"'{path}' is a folder. Choose another name.");
            }
            else if (!_overwrite && File.Exists(path))
            {
                findings.Add(Rules.OutputExists, $"The file '{path}' exists already. Choose another name, or pass overwrite: true.");
            }
        }

        foreach (string path in Paths().DistinctBy(Path.GetDirectoryName))
        {
            CheckFolder(path, findings);
        }

        CheckName(findings);
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
    }

    /// <summary>Refuses a name of the caller that is too long; what this library adds to it is made to fit.</summary>
    private void CheckName(FindingList findings)
    {
        string name = _pattern.Replace("{0}", "1", StringComparison.Ordinal);
        int bytes = FileNames.CountBytes(name, _expected);
        if (bytes > FileNames.MaxNameBytes)
        {
            findings.Add(
                Rules.OutputFolder,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The file name '{Path.GetFileName(name)}' takes {bytes:N0} bytes with its extension; file systems take "
                    + $"{FileNames.MaxNameBytes}. Choose a shorter name."));
        }
    }

    private IEnumerable<string> Paths() => Enumerable.Range(1, _request.Count)
        .Select(number => FileNames.WithExtension(FileNames.Numbered(_pattern, number, _request.Count), _expected));
}
