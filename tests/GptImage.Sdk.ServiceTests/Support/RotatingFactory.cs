namespace GptImage.Sdk.ServiceTests;

/// <summary>A factory whose handlers rotate at every call.</summary>
internal sealed class RotatingFactory : IHttpClientFactory, IDisposable
{
    private readonly List<HttpClient> _clients = [];
    private readonly List<string> _names = [];

    public IReadOnlyList<string> Names => _names;

    public HttpClient CreateClient(string name)
    {
        _names.Add(name);
        _clients.Add(new HttpClient());
        return _clients[^1];
    }

    public void Dispose() => _clients.ForEach(client => client.Dispose());
}
