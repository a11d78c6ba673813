using System.Globalization;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using WireMock.Exceptions;
using WireMock.Server;
using WireMock.Settings;

namespace GptImage.Sdk.Testing;

/// <summary>Opens the port, on loopback alone.</summary>
internal static class Listener
{
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
                    throw new IOException(
                        string.Create(CultureInfo.InvariantCulture, $"Port {port} on 127.0.0.1 is in use or not allowed."), exception);
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
        PreWireMockMiddlewareInit = application => ((IApplicationBuilder)application).Use(Delivery.RunAsync),
    };
}
