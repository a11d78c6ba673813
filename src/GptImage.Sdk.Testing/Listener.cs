using System.Globalization;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using WireMock.Exceptions;
using WireMock.Server;
using WireMock.Settings;

namespace GptImage.Sdk.Testing;

/// <summary>Opens the port, on loopback alone.</summary>
internal static class Listener
{
    /// <summary>The header by which an answer tells its length; it never leaves the process.</summary>
    public const string LengthHeader = "x-fake-length";

    private const int MaxAttempts = 20;

    /// <summary>Starts listening.</summary>
    /// <exception cref="IOException">The port is in use.</exception>
    public static WireMockServer Start(int port)
    {
        // A free port is looked for first and bound a moment later: someone else may be faster.
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return WireMockServer.Start(Settings(port));
            }
            catch (WireMockException exception) when (exception.GetBaseException() is SocketException)
            {
                if (port != 0 || attempt == MaxAttempts)
                {
                    throw new IOException(string.Create(CultureInfo.InvariantCulture, $"Port {port} on 127.0.0.1 is in use or not allowed."), exception);
                }
            }
        }
    }

    private static WireMockServerSettings Settings(int port) => new()
    {
        Urls = [string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}")],
        MaxRequestLogCount = 0,
        DisableJsonBodyParsing = true,
        DisableDeserializeFormUrlEncoded = true,
        DisableRequestBodyDecompressing = true,
        AllowBodyForAllHttpMethods = true,
        Culture = CultureInfo.InvariantCulture,
        PreWireMockMiddlewareInit = application => ((IApplicationBuilder)application).Use(SetLengthAsync),
    };

    /// <summary>Puts the length of the body on an answer, as the service does; WireMock leaves it out of answers with a body.</summary>
    private static Task SetLengthAsync(HttpContext context, RequestDelegate next)
    {
        context.Response.OnStarting(
            () =>
            {
                if (long.TryParse(context.Response.Headers[LengthHeader], NumberStyles.None, CultureInfo.InvariantCulture, out long length))
                {
                    context.Response.Headers.Remove(LengthHeader);
                    context.Response.ContentLength = length;
                }

                return Task.CompletedTask;
            });
        return next(context);
    }
}
