namespace GptImage.Sdk.Testing;

/// <summary>Keeps the responses that are to be stored, until they expire or are deleted; when there is no more room, the oldest
/// goes.</summary>
internal sealed class ResponseStore(TimeProvider clock, TimeSpan lifetime)
{
    private const int MaxResponses = 1000;

    private readonly object _gate = new();
    private readonly List<ResponseRecord> _responses = [];
    private int _made;

    /// <summary>Makes the id of a new response.</summary>
    public string NextId() => FakeId.Make("resp_", FormattableString.Invariant($"response {Interlocked.Increment(ref _made)}"), 48);

    public void Add(ResponseRecord response)
    {
        lock (_gate)
        {
            _responses.Add(response);
            if (_responses.Count > MaxResponses)
            {
                _responses.RemoveAt(0);
            }
        }
    }

    public ResponseRecord? Find(string id)
    {
        lock (_gate)
        {
            DropExpired();
            return _responses.Find(response => response.Id == id);
        }
    }

    /// <summary>Finds an item of a stored response, and the reasoning that goes with it.</summary>
    public (OutputItem Item, string? ReasoningId)? FindItem(string id)
    {
        lock (_gate)
        {
            DropExpired();
            return _responses.Find(response => response.Output.Any(item => item.Id == id)) is { } response
                ? (response.Output.First(item => item.Id == id), response.ReasoningId)
                : null;
        }
    }

    public bool Remove(string id)
    {
        lock (_gate)
        {
            return _responses.RemoveAll(response => response.Id == id) > 0;
        }
    }

    private void DropExpired()
    {
        DateTimeOffset now = clock.GetUtcNow();
        _responses.RemoveAll(response => response.CreatedAt + lifetime <= now);
    }
}
