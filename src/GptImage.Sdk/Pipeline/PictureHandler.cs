using System.Net;

namespace GptImage.Sdk;

/// <summary>Sets up connections for pictures: few requests, minutes of silence, megabytes of answer.</summary>
internal static class PictureHandler
{
    private const int Http2WindowBytes = 16 * 1024 * 1024;

    /// <summary>Long enough to be worth keeping a connection between pictures, short enough to follow DNS.</summary>
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    public static SocketsHttpHandler Create(TimeSpan connectTimeout) => new()
    {
        // A redirect would carry the request, and with some statuses buy the picture, somewhere else.
        AllowAutoRedirect = false,

        // base64 of a picture hardly shrinks, and unpacking is slower than the network.
        AutomaticDecompression = DecompressionMethods.None,
        UseCookies = false,
        ConnectTimeout = connectTimeout,
        PooledConnectionLifetime = ConnectionLifetime,

        // The default window of 64 KB makes HTTP/2 five times slower than HTTP/1.1 over a long line.
        InitialHttp2StreamWindowSize = Http2WindowBytes,
        EnableMultipleHttp2Connections = true,
    };
}
