using System.Globalization;

namespace GptImage.Sdk;

/// <summary>A redirect is not followed, and one that a caller's handler followed is not trusted.</summary>
internal static class RedirectCheck
{
    /// <summary>What is wrong with a handler that follows redirects on Azure.</summary>
    public const string KeyWouldFollow =
        "The handler follows redirects, and would send the api-key header on to another host. Set AllowAutoRedirect = false on it.";

    /// <summary>Says whether a handler is known to follow redirects. The platform's drop <c>Authorization</c> on the way, and nothing
    /// else.</summary>
    public static bool IsFollowing(HttpMessageHandler? handler) => handler switch
    {
        DelegatingHandler outer => IsFollowing(outer.InnerHandler),
        SocketsHttpHandler sockets => sockets.AllowAutoRedirect,
        HttpClientHandler platform => platform.AllowAutoRedirect,
        _ => false,
    };

    /// <exception cref="AttemptFailedException">The answer is a redirect, or comes from behind one.</exception>
    public static void ThrowIfRedirected(HttpResponseMessage response, HttpMethod method, Uri? asked)
    {
        int status = (int)response.StatusCode;

        // A followed redirect shows by its method: a POST became a GET. One that keeps the method cannot be followed, since a body is never
        // sent twice.
        bool wasFollowed = response.RequestMessage is { } sent && sent.Method != method;
        if ((status is < 300 or >= 400 && !wasFollowed) || asked is null)
        {
            return;
        }

        Uri? target = wasFollowed ? response.RequestMessage?.RequestUri : response.Headers.Location;
        Uri shown = target is null ? asked : new Uri(asked, target);
        throw new AttemptFailedException(new Failure
        {
            Kind = FailureKind.Connection,
            What = string.Create(CultureInfo.InvariantCulture,
                $"The service answered with a redirect (HTTP {status}) to "
                + $"{shown.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped)}, and redirects are never followed, so that "
                + $"neither the key nor the request goes elsewhere."),
            Next = "If that host is right, set GptImageClientOptions.BaseAddress (on Azure, Azure.Endpoint) to it.",
            Charge = ChargeState.Rejected,
        });
    }
}
