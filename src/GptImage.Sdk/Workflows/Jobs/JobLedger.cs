using System.Globalization;
using System.Text.Json;

namespace GptImage.Sdk;

/// <summary>The append-only record of a job. A line is on the disk before <see cref="Append"/> returns.</summary>
internal sealed class JobLedger : IDisposable
{
    public const string FileName = "job.jsonl";

    private const int FormatVersion = 1;

    private readonly object _gate = new();
    private readonly FileStream _file;
    private readonly List<JobLine> _starts = [];
    private readonly Dictionary<string, JobHistory> _histories = new(StringComparer.Ordinal);
    private bool _isBroken;

    /// <param name="file">The file, at its end.</param>
    internal JobLedger(FileStream file) => _file = file;

    public string Path => _file.Name;

    /// <summary>Gets the starts of earlier runs.</summary>
    public IReadOnlyList<JobLine> Starts => _starts;

    /// <summary>Opens the ledger of a folder, reads what earlier runs wrote, and repairs a line that was being written when one was
    /// killed.</summary>
    /// <exception cref="IOException">The ledger cannot be opened, or a line before its end cannot be read.</exception>
    public static JobLedger Open(string folder, TimeProvider time)
    {
        FileStream file =
            new(System.IO.Path.Combine(folder, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        JobLedger ledger = new(file);
        try
        {
            ledger.ReadAll();
            if (file.Length == 0)
            {
                ledger.Append(new JobLine { Event = JobLine.Job, Version = FormatVersion, At = time.GetUtcNow() });
            }

            return ledger;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Gets what is known of a request, or <see langword="null"/>.</summary>
    public JobHistory? Find(string id) => _histories.GetValueOrDefault(id);

    /// <summary>Writes a line and flushes it to the disk. Synchronous on purpose: nothing may be bought before it is there.</summary>
    /// <exception cref="IOException">The line could not be written; no other will be.</exception>
    public void Append(JobLine line)
    {
        byte[] bytes = [.. JsonSerializer.SerializeToUtf8Bytes(line, JobJsonContext.Default.JobLine), (byte)'\n'];
        lock (_gate)
        {
            if (_isBroken)
            {
                throw new IOException(
                    $"The ledger '{Path}' could not be written before. Nothing more is sent. Pictures that came are kept in its folder, "
                    + "and the next run there finds them.");
            }

            _isBroken = true;
            try
            {
                _file.Write(bytes);
                _file.Flush(flushToDisk: true);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw new IOException(
                    $"The ledger '{Path}' could not be written: {exception.Message.TrimEnd('.')}. Nothing more is sent. Pictures that "
                    + "came are kept in its folder, and the next run there finds them.", exception);
            }

            _isBroken = false;
        }
    }

    public void Dispose() => _file.Dispose();

    private void ReadAll()
    {
        byte[] content = new byte[checked((int)_file.Length)];
        _file.ReadExactly(content);
        int good = 0;
        int number = 0;
        int unreadable = 0;
        for (int start = 0; start < content.Length;)
        {
            int length = content.AsSpan(start).IndexOf((byte)'\n');
            int end = length < 0 ? content.Length : start + length;
            number++;
            if (Parse(content.AsSpan(start..end)) is { } line)
            {
                if (unreadable > 0)
                {
                    throw new IOException(
                        string.Create(CultureInfo.InvariantCulture,
                            $"Line {unreadable} of the ledger '{Path}' cannot be read, though lines follow it. Nothing was sent. Repair "
                            + $"or remove that line; a request without its lines is bought again."));
                }

                Keep(line);
                good = Math.Min(end + 1, content.Length);
            }
            else if (end > start && unreadable == 0)
            {
                unreadable = number;
            }

            start = end + 1;
        }

        Repair(content, good);
    }

    private void Keep(JobLine line)
    {
        if (line.Version > FormatVersion)
        {
            throw new IOException(
                string.Create(CultureInfo.InvariantCulture,
                    $"The ledger '{Path}' was written by a later version of this library (format {line.Version}). Use that version, or "
                    + $"another folder. Nothing was sent."));
        }

        if (line.Id is { } id)
        {
            if (!_histories.TryGetValue(id, out JobHistory? history))
            {
                _histories[id] = history = new JobHistory();
            }

            history.Add(line);
            if (line.Event == JobLine.Started)
            {
                _starts.Add(line);
            }
        }
    }

    /// <summary>Cuts what is behind the last whole line, and gives that line its end when only that is missing.</summary>
    private void Repair(byte[] content, int good)
    {
        _file.SetLength(good);
        _file.Position = good;
        if (good > 0 && content[good - 1] != '\n')
        {
            _file.Write("\n"u8);
        }

        _file.Flush(flushToDisk: true);
    }

    private static JobLine? Parse(ReadOnlySpan<byte> text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, JobJsonContext.Default.JobLine) is { IsUsable: true } line ? line : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
