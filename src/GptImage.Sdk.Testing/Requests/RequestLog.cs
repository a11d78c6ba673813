namespace GptImage.Sdk.Testing;

/// <summary>The newest requests in the order of arrival, within a count and a number of bytes.</summary>
internal sealed class RequestLog(int maxRequests, long maxBodyBytes)
{
    private readonly object _gate = new();
    private readonly Queue<FakeRequest> _requests = new();
    private long _bodyBytes;

    public IReadOnlyList<FakeRequest> Snapshot()
    {
        lock (_gate)
        {
            return [.. _requests];
        }
    }

    public void Add(FakeRequest request)
    {
        lock (_gate)
        {
            _requests.Enqueue(request);
            _bodyBytes += request.HeldBytes;
            while (_requests.Count > maxRequests || (_bodyBytes > maxBodyBytes && _requests.Count > 1))
            {
                _bodyBytes -= _requests.Dequeue().HeldBytes;
            }
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _requests.Clear();
            _bodyBytes = 0;
        }
    }
}
