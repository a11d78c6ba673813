using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace GptImage.Sdk.Testing.Tests.Support;

/// <summary>Calls over a bare socket, to see what an HTTP client would hide.</summary>
internal static class RawConnection
{
    public static async Task<(string Head, byte[] Body)> PostAsync(FakeGptImageService service, string path, string json)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, service.BaseAddress.Port, TestContext.Current.CancellationToken);
        NetworkStream stream = client.GetStream();
        string request =
            string.Create(CultureInfo.InvariantCulture,
                $"POST /v1/{path} HTTP/1.1\r\nHost: 127.0.0.1:{service.BaseAddress.Port}\r\nAuthorization: Bearer "
                + $"{service.ApiKey}\r\nContent-Type: application/json\r\n"
                + $"Content-Length: {Encoding.UTF8.GetByteCount(json)}\r\n\r\n{json}");
        await stream.WriteAsync(Encoding.UTF8.GetBytes(request), TestContext.Current.CancellationToken);
        using var received = new MemoryStream();
        try
        {
            await stream.CopyToAsync(received, TestContext.Current.CancellationToken);
        }
        catch (IOException)
        {
            // A reset instead of a close: what came before counts.
        }

        byte[] bytes = received.ToArray();
        int end = bytes.AsSpan().IndexOf("\r\n\r\n"u8) + 4;
        return (Encoding.ASCII.GetString(bytes.AsSpan(0, end)), bytes[end..]);
    }
}
