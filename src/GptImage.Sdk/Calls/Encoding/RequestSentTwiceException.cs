namespace GptImage.Sdk;

/// <summary>A handler below this client tried to send a message again.</summary>
internal sealed class RequestSentTwiceException() : InvalidOperationException(
    "A message handler tried to send the request a second time, which could buy the picture twice. Take retries and redirects off the "
        + "handler (AllowAutoRedirect = false); this client repeats by itself what is safe to repeat.");
