namespace GptImage.Sdk.ServiceTests;

/// <summary>Holds edits back until a number of them is under way at once, and counts how many ever were.</summary>
internal sealed class MeetingHandler(int expected) : DelegatingHandler(new SocketsHttpHandler())
{
    private readonly TaskCompletionSource _met = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly object _gate = new();
    private int _underWay;

    public int Most { get; private set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri?.AbsolutePath.EndsWith("/edits", StringComparison.Ordinal) != true)
        {
            return await base.SendAsync(request, cancellationToken);
        }

        lock (_gate)
        {
            Most = Math.Max(Most, ++_underWay);
            if (_underWay == expected)
            {
                _met.TrySetResult();
            }
        }

        await _met.Task.WaitAsync(cancellationToken);
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
        lock (_gate)
        {
            _underWay--;
        }

        return response;
    }
}
