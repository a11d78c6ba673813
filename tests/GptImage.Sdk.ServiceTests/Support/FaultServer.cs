using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace GptImage.Sdk.ServiceTests;

/// <summary>A server over bare sockets that lets a test decide at every moment of an exchange what goes wrong.</summary>
internal sealed class FaultServer : IAsyncDisposable
{
    private static readonly byte[] Noise = Encoding.ASCII.GetBytes("\u0001\u0002 this is not an HTTP, JSON or base64 \"}{\r\n\r\n%%%%");

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<Task, bool> _connections = [];
    private readonly ConcurrentQueue<RawRequest> _requests = [];
    private readonly Func<FaultPoint, Task<FaultKind>> _decide;
    private readonly Func<RawRequest, FaultAnswer> _answer;
    private readonly X509Certificate2? _certificate;
    private readonly Task _accepting;
    private int _exchanges;
    private int _heads;

    private FaultServer(Func<FaultPoint, Task<FaultKind>> decide, Func<RawRequest, FaultAnswer> answer, X509Certificate2? certificate)
    {
        _decide = decide;
        _answer = answer;
        _certificate = certificate;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri BaseAddress =>
        new(string.Create(CultureInfo.InvariantCulture,
        $"{(_certificate is null ? "http" : "https")}://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/v1/"));

    /// <summary>Gets how many connections were made.</summary>
    public int Exchanges => _exchanges;

    /// <summary>Gets how many requests began to arrive.</summary>
    public int Heads => _heads;

    /// <summary>Gets the requests that came whole: what the service would charge.</summary>
    public IReadOnlyList<RawRequest> Purchases => [.. _requests];

    public static FaultServer Start(
        Func<FaultPoint, Task<FaultKind>> decide, Func<RawRequest, FaultAnswer> answer, X509Certificate2? certificate = null) =>
        new(decide, answer, certificate);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        await Task.WhenAll(_connections.Keys);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token);
                Task serving = ServeAsync(client, Interlocked.Increment(ref _exchanges));
                _connections[serving] = true;
                _ = serving.ContinueWith(
                    done => _connections.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.None,
                    TaskScheduler.Default);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or InvalidOperationException)
        {
            Assert.True(_stop.IsCancellationRequested, exception.ToString());
        }
    }

    private async Task ServeAsync(TcpClient client, int exchange)
    {
        using (client)
        {
            try
            {
                client.NoDelay = true;
                Stream stream = client.GetStream();
                bool goesOn = await GoesOnAsync(FaultRegion.Connected, client, stream, exchange);
                if (goesOn && _certificate is not null)
                {
                    stream = new SslStream(stream);
                    goesOn = await GreetAsync(client, (SslStream)stream, exchange);
                }

                while (goesOn && await ReadAsync(client, stream, exchange) is { } request)
                {
                    _requests.Enqueue(request);
                    goesOn = await GoesOnAsync(FaultRegion.Uploaded, client, stream, exchange)
                        && await AnswerAsync(_answer(request), client, stream, exchange);
                }
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException or SocketException
                or ObjectDisposedException or System.Security.Authentication.AuthenticationException)
            {
                // The other side hung up, or the test ended.
                client.Close();
            }
        }
    }

    private async Task<bool> GreetAsync(TcpClient client, SslStream stream, int exchange)
    {
        byte[] peeked = new byte[8];
        await client.Client.ReceiveAsync(peeked, SocketFlags.Peek, _stop.Token);
        if (!await GoesOnAsync(FaultRegion.Tls, client, client.GetStream(), exchange))
        {
            return false;
        }

        await stream.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, _stop.Token);
        return true;
    }

    private async Task<RawRequest?> ReadAsync(TcpClient client, Stream stream, int exchange)
    {
        StringBuilder head = new();
        byte[] one = new byte[1];
        while (head.Length < 4 || head.ToString(head.Length - 4, 4) != "\r\n\r\n")
        {
            if (await stream.ReadAsync(one, _stop.Token) == 0)
            {
                return null;
            }

            head.Append((char)one[0]);
        }

        Interlocked.Increment(ref _heads);
        RawRequest request = new(head.ToString(), []);
        if (request.Header("Expect") is not null)
        {
            await stream.WriteAsync("HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray(), _stop.Token);
        }

        byte[] body = new byte[int.Parse(request.Header("Content-Length") ?? "0", CultureInfo.InvariantCulture)];
        int first = Math.Min(body.Length / 2, 1024);
        await stream.ReadExactlyAsync(body.AsMemory(0, first), _stop.Token);
        if (!await GoesOnAsync(FaultRegion.Upload, client, stream, exchange))
        {
            return null;
        }

        await stream.ReadExactlyAsync(body.AsMemory(first), _stop.Token);
        return request with { Body = body };
    }

    private async Task<bool> AnswerAsync(FaultAnswer answer, TcpClient client, Stream stream, int exchange)
    {
        foreach ((FaultRegion behind, byte[] bytes) in answer.Pieces)
        {
            await stream.WriteAsync(bytes, _stop.Token);
            await stream.FlushAsync(_stop.Token);
            if (!await GoesOnAsync(behind, client, stream, exchange))
            {
                return false;
            }
        }

        return true;
    }

    private async Task<bool> GoesOnAsync(FaultRegion region, TcpClient client, Stream stream, int exchange)
    {
        switch (await _decide(new FaultPoint(exchange, region)))
        {
            case FaultKind.Close:
                client.Close();
                return false;
            case FaultKind.Reset:
                client.LingerState = new LingerOption(true, 0);
                client.Close();
                return false;
            case FaultKind.Stall:
                await Task.Delay(Timeout.InfiniteTimeSpan, _stop.Token);
                return false;
            case FaultKind.Garbage:
                await stream.WriteAsync(Noise, _stop.Token);
                await stream.FlushAsync(_stop.Token);
                if (region == FaultRegion.Upload)
                {
                    // The rest of the upload is not read, so that it never becomes whole.
                    await Task.Delay(Timeout.InfiniteTimeSpan, _stop.Token);
                }

                client.Client.Shutdown(SocketShutdown.Send);
                await DrainAsync(client);
                return false;
            default:
                return true;
        }
    }

    /// <summary>Reads what still comes, so that hanging up does not become a reset that overtakes the noise.</summary>
    private async Task DrainAsync(TcpClient client)
    {
        byte[] block = new byte[16 * 1024];
        while (await client.Client.ReceiveAsync(block, SocketFlags.None, _stop.Token) > 0)
        {
        }
    }
}
