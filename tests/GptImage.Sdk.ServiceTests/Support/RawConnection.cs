using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace GptImage.Sdk.ServiceTests;

/// <summary>The server's end of a connection.</summary>
internal sealed class RawConnection(TcpClient client, CancellationToken stopped) : IDisposable
{
    public NetworkStream Stream { get; } = client.GetStream();

    public CancellationToken Stopped => stopped;

    public Task WriteAsync(string text) => Stream.WriteAsync(Encoding.UTF8.GetBytes(text), stopped).AsTask();

    /// <summary>Sends a whole answer.</summary>
    public async Task AnswerAsync(int status, string contentType, byte[] body, string extraHeaders = "")
    {
        await WriteAsync(
            string.Create(CultureInfo.InvariantCulture,
            $"HTTP/1.1 {status} X\r\nContent-Type: {contentType}\r\nContent-Length: {body.Length}\r\n{extraHeaders}\r\n"));
        await Stream.WriteAsync(body, stopped);
    }

    /// <summary>Sends a head that announces more than its body has, then hangs up.</summary>
    public async Task AnswerCutAsync(string body, int missing, string contentType = "application/json")
    {
        byte[] bytes = Encoding.UTF8.GetBytes(body);
        await WriteAsync(
            string.Create(CultureInfo.InvariantCulture,
            $"HTTP/1.1 200 OK\r\nContent-Type: {contentType}\r\nContent-Length: {bytes.Length + missing}\r\n\r\n"));
        await Stream.WriteAsync(bytes, stopped);
        client.Close();
    }

    /// <summary>Ends the connection with a reset instead of a farewell.</summary>
    public void Reset()
    {
        client.LingerState = new LingerOption(true, 0);
        client.Close();
    }

    /// <summary>Says nothing until the test ends.</summary>
    public Task StallAsync() => Task.Delay(Timeout.InfiniteTimeSpan, stopped);

    public void Dispose() => client.Dispose();
}
