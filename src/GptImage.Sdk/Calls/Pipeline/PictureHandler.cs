namespace GptImage.Sdk;

/// <summary>Sets up connections for pictures: few requests, minutes of silence, megabytes of answer.</summary>
/// <remarks>
/// The handler unpacks nothing, which is the default, and to set it would put all of decompression, 1 MB, into every NativeAOT program.
/// What comes packed all the same is unpacked by <see cref="AnswerCoding"/>.
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

        // The service needs none, and one caller's cookies must not go along with another's call.
        UseCookies = false,

        // By default a connection may take for ever, and an address that swallows packets would take the whole attempt.
        ConnectTimeout = connectTimeout,
        PooledConnectionLifetime = ConnectionLifetime,

        // Requests are HTTP/1.1, a connection each. For a caller's handler that makes them HTTP/2: its default window of
        // 64 KB is five times slower over a long line, and past 100 streams calls would wait instead of opening a connection.
        InitialHttp2StreamWindowSize = Http2WindowBytes,
        EnableMultipleHttp2Connections = true,
    };
}
