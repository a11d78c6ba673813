namespace GptImage.Sdk;

/// <summary>What a ledger tells of one request.</summary>
internal sealed class JobHistory
{
    private JobLine? _settled;
    private JobLine? _open;

    /// <summary>Gets how often the request was started.</summary>
    public int Starts { get; private set; }

    /// <summary>Gets the line that says where the request stands: an end that may have cost something, or a start whose run was killed. A
    /// failure that cost nothing leaves no trace.</summary>
    public JobLine? Last => _open ?? _settled;

    public void Add(JobLine line)
    {
        if (line.Event == JobLine.Started)
        {
            Starts++;
            _settled = _open ?? _settled;
            _open = line;
        }
        else if (line.Event == JobLine.Ended)
        {
            _settled = line.Outcome == JobLine.Failed ? _settled : line;
            _open = null;
        }
    }
}
