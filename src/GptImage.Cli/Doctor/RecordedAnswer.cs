namespace GptImage.Cli;

/// <summary>An answer as it came, before the client read it.</summary>
/// <param name="status">The HTTP status.</param>
/// <param name="headers">The headers, those of the body among them.</param>
/// <param name="date">What its <c>Date</c> header says.</param>
/// <param name="at">When it came, by the clock of this machine.</param>
/// <param name="body">Where the body goes as it is read.</param>
internal sealed class RecordedAnswer(
    int status, IReadOnlyDictionary<string, string> headers, DateTimeOffset? date, DateTimeOffset at, MemoryStream body)
{
    /// <summary>Gets the HTTP status.</summary>
    public int Status => status;

    /// <summary>Gets the headers, by names in any case.</summary>
    public IReadOnlyDictionary<string, string> Headers => headers;

    /// <summary>Gets what its <c>Date</c> header says, or <see langword="null"/> when it has none.</summary>
    public DateTimeOffset? Date => date;

    /// <summary>Gets when it came, by the clock of this machine.</summary>
    public DateTimeOffset At => at;

    /// <summary>Gets the body that was read so far.</summary>
    public ReadOnlyMemory<byte> Body => body.GetBuffer().AsMemory(0, (int)body.Length);
}
