using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace GptImage.Sdk.ServiceTests;

/// <summary>An HTTP server over bare sockets, for answers that a polite server would not give.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<RawRequest, RawConnection, Task> _answer;
    private readonly Func<RawRequest, RawConnection, Task<bool>> _refuse;
    private readonly ConcurrentQueue<RawRequest> _requests = new();
    private readonly ConcurrentBag<Task> _connections = [];
    private readonly Task _accepting;

    private RawServer(Func<RawRequest, RawConnection, Task> answer, Func<RawRequest, RawConnection, Task<bool>>? refuse = null)
    {
        _answer = answer;
        _refuse = refuse ?? ((_, _) => Task.FromResult(false));
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri BaseAddress => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/v1/");

    /// <summary>Gets the requests that came whole, in order.</summary>
    public IReadOnlyList<RawRequest> Requests => [.. _requests];

    /// <summary>Starts a server that answers each request by code.</summary>
    public static RawServer Start(Func<RawRequest, RawConnection, Task> answer) => new(answer);

    /// <summary>Starts a server that looks at the head of each request first, and may refuse it there, where the connection ends.</summary>
    public static RawServer Start(Func<RawRequest, RawConnection, Task> answer, Func<RawRequest, RawConnection, Task<bool>> refuse) =>
        new(answer, refuse);

    /// <summary>Starts a server that gives the same answer to each request.</summary>
    public static RawServer Answering(int status, string contentType, string body, string extraHeaders = "") =>
        new((_, connection) => connection.AnswerAsync(status, contentType, Encoding.UTF8.GetBytes(body), extraHeaders));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        await Task.WhenAll(_connections);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or InvalidOperationException)
        {
            Assert.True(_stop.IsCancellationRequested, exception.ToString());
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using RawConnection connection = new(client, _stop.Token);
        try
        {
            while (await ReadAsync(connection) is { } request)
            {
                _requests.Enqueue(request);
                await _answer(request, connection);
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or SocketException
            or ObjectDisposedException)
        {
            // The other side hung up, or the test ended.
            client.Close();
        }
    }

    private async Task<RawRequest?> ReadAsync(RawConnection connection)
    {
        StringBuilder head = new();
        byte[] one = new byte[1];
        while (!EndsHead(head))
        {
            if (await connection.Stream.ReadAsync(one, connection.Stopped) == 0)
            {
                return null;
            }

            head.Append((char)one[0]);
        }

        RawRequest request = new(head.ToString(), []);
        if (await _refuse(request, connection))
        {
            return null;
        }

        if (request.Header("Expect") is not null)
        {
            await connection.WriteAsync("HTTP/1.1 100 Continue\r\n\r\n");
        }

        byte[] body = new byte[int.Parse(request.Header("Content-Length") ?? "0", CultureInfo.InvariantCulture)];
        await connection.Stream.ReadExactlyAsync(body, connection.Stopped);
        return request with { Body = body };
    }

    private static bool EndsHead(StringBuilder head) =>
        head.Length >= 4 && head[^1] == '\n' && head[^2] == '\r' && head[^3] == '\n' && head[^4] == '\r';
}
