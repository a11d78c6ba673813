namespace GptImage.Sdk.ServiceTests;

/// <summary>Keeps what was reported, at once and in order.</summary>
internal sealed class ProgressList<T>(Action<T>? onReport = null) : IProgress<T>
{
    private readonly List<T> _reports = [];

    public IReadOnlyList<T> Reports => _reports;

    public void Report(T value)
    {
        _reports.Add(value);
        onReport?.Invoke(value);
    }
}
