using System.Net.Security;
using GptImage.Sdk;

namespace GptImage.Cli;

/// <summary>Asks the service one free question, and keeps all that its answer shows.</summary>
internal static class ServiceProbe
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Asks.</summary>
    /// <param name="options">Where, and with which key. Without a key that can be sent, another word is sent as one.</param>
    /// <param name="hasKey">Whether there is such a key.</param>
    /// <param name="model">The model that is asked for.</param>
    /// <param name="cancellationToken">Cancels the question.</param>
    public static async Task<ServiceFacts> AskAsync(
        GptImageClientOptions options, bool hasKey, ImageModel model, CancellationToken cancellationToken)
    {
        options.ApiKey = hasKey ? options.ApiKey : "unused";
        options.Retry = new RetryOptions { MaxAttempts = 1 };
        options.AttemptTimeout = Patience;
        options.TotalTimeout = Patience;
        SeenCertificate? certificate = null;
        using SocketsHttpHandler sockets = PictureHandler.Create(options.ConnectTimeout);
        sockets.SslOptions.RemoteCertificateValidationCallback = (_, shown, chain, errors) =>
        {
            certificate = SeenCertificate.FromHandshake(shown, chain, errors);
            return errors == SslPolicyErrors.None;
        };
        using AnswerRecorder recorder = new(sockets, options.TimeProvider);
        try
        {
            using GptImageClient client = new(options, recorder);
            ModelAccess access = await client.CheckAccessAsync(model, cancellationToken).ConfigureAwait(false);
            return new ServiceFacts
            {
                Access = hasKey ? access : ModelAccess.Unknown,
                Answer = recorder.Answer,
                Failure = recorder.Failure,
                Certificate = certificate,
            };
        }
        catch (ArgumentException exception)
        {
            return new ServiceFacts { Refusal = ErrorText.ForUser(exception) };
        }
    }
}
