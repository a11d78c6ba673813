using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace GptImage.Sdk.Benchmarks.Peers;

/// <summary>The other end of the line: takes whatever comes, and answers what the API key says, from memory.</summary>
internal static class PeerServer
{
    public const string Command = "peers-server";

    private static int _busyRequests;

    /// <summary>Serves until the standard input ends. Prints its addresses and the file of its certificate.</summary>
    public static async Task RunAsync()
    {
        using X509Certificate2 certificate = CreateCertificate();
        string certificateFile = Path.GetTempFileName();
        await File.WriteAllTextAsync(certificateFile, certificate.ExportCertificatePem());
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(options =>
        {
            options.Limits.MaxRequestBodySize = null;
            options.Listen(IPAddress.Loopback, 0);
            options.Listen(IPAddress.Loopback, 0, listener => listener.UseHttps(certificate));
        });
        WebApplication server = builder.Build();
        await using (server)
        {
            server.Run(AnswerAsync);
            await server.StartAsync();
            await Console.Out.WriteLineAsync(string.Join(' ', [.. server.Urls.Order(StringComparer.Ordinal), certificateFile]));
            await Console.In.ReadToEndAsync();
        }

        File.Delete(certificateFile);
    }

    private static async Task AnswerAsync(HttpContext context)
    {
        await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
        string authorization = context.Request.Headers.Authorization.ToString();
        if (authorization.Contains("-busy-", StringComparison.Ordinal) && Interlocked.Increment(ref _busyRequests) % 2 == 1)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            await context.Response.WriteAsync(
                """{"error":{"message":"The engine is currently overloaded, please try again later","type":"server_error"}}""",
                context.RequestAborted);
            return;
        }

        PeerAnswer answer = PeerAnswer.FromAuthorization(authorization);
        context.Response.ContentType = answer.ContentType;
        context.Response.ContentLength = answer.Length;
        await answer.WriteAsync(context.Response.Body, context.RequestAborted);
    }

    private static X509Certificate2 CreateCertificate()
    {
        using RSA key = RSA.Create(2048);
        CertificateRequest request = new("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        SubjectAlternativeNameBuilder names = new();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using X509Certificate2 certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }
}
