using System.Collections.Concurrent;
using System.Net.Http.Headers;

namespace GptImage.Sdk;

/// <summary>Makes the message of an attempt: neither a message nor its body is ever sent twice.</summary>
internal sealed class MessageFactory(GptImageClientOptions options)
{
    private static readonly string UserAgent = $"GptImage.Sdk/{GptImageTelemetry.Version}";

    /// <summary>On Azure a key and a token are different things.</summary>
    private readonly bool _hasApiKeyHeader = options is { Azure: not null, ApiKeyProvider: null };

    private readonly Uri _root = options.BaseAddress;

    /// <summary>The addresses of the endpoints that sell pictures, kept because making one takes longer than the rest of a message. Two,
    /// and on Azure two for each deployment.</summary>
    private readonly ConcurrentDictionary<string, Uri> _addresses = new(StringComparer.Ordinal);

    /// <summary>Makes the message, and notes its body on the attempt.</summary>
    public HttpRequestMessage Create(OutgoingCall call, Attempt attempt)
    {
        RequestBody? body = call.Encode?.Invoke();
        attempt.Body = body;
        HttpRequestMessage message = new(call.Method, AddressOf(call)) { Content = body };
        if (_hasApiKeyHeader)
        {
            message.Headers.TryAddWithoutValidation("api-key", attempt.Key);
        }
        else
        {
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", attempt.Key);
        }

        message.Headers.TryAddWithoutValidation("User-Agent", UserAgent);
        message.Headers.TryAddWithoutValidation("Accept", call.Accept);

        // Without it any coding would be allowed; base64 of a picture hardly shrinks, and unpacking is slower than the network.
        message.Headers.TryAddWithoutValidation("Accept-Encoding", "identity");
        if (attempt.ExpectsContinue && body?.Headers.ContentLength >= options.ExpectContinueFromBytes)
        {
            message.Headers.ExpectContinue = true;
        }
        else
        {
            attempt.ExpectsContinue = false;
        }

        AddHeader(message, "OpenAI-Organization", options.Organization);
        AddHeader(message, "OpenAI-Project", options.Project);
        return message;
    }

    private Uri AddressOf(OutgoingCall call) => call.Plan is null
        ? new Uri(_root, Addressing.Locate(options.Azure, call.Endpoint))
        : options.Azure is not null ? new Uri(_root, call.Endpoint)
        : _addresses.GetOrAdd(call.Endpoint, static (endpoint, root) => new Uri(root, endpoint), _root);

    private static void AddHeader(HttpRequestMessage message, string name, string? value)
    {
        if (!string.IsNullOrWhiteSpace(value))
        {
            message.Headers.Add(name, value);
        }
    }
}
