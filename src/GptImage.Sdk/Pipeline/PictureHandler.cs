namespace GptImage.Sdk;

/// <summary>Sets up connections for pictures: few requests, minutes of silence, megabytes of answer.</summary>
/// <remarks>
/// Nothing is unpacked: base64 of a picture hardly shrinks, and unpacking is slower than the network. That is the default,
/// and to set it would put all of decompression, 1 MB, into every NativeAOT program.
/// </remarks>
internal static class PictureHandler
{
    private const int Http2WindowBytes = 16 * 1024 * 1024;

    /// <summary>Long enough to be worth keeping a connection between pictures, short enough to follow DNS.</summary>
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    public static SocketsHttpHandler Create(TimeSpan connectTimeout) => new()
    {
        // A redirect would carry the request, and with some statuses buy the picture, somewhere else.
        AllowAutoRedirect = false,

        UseCookies = false,
        ConnectTimeout = connectTimeout,
        PooledConnectionLifetime = ConnectionLifetime,

        // The default window of 64 KB makes HTTP/2 five times slower than HTTP/1.1 over a long line.
        InitialHttp2StreamWindowSize = Http2WindowBytes,
        EnableMultipleHttp2Connections = true,
    };
}
