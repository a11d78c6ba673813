namespace GptImage.Sdk;

/// <summary>A client that lets a job act between the rate limiter's permit and the upload of a single call.</summary>
internal interface ISendHookClient
{
    /// <summary>Makes pictures straight into files, as <see cref="IGptImageClient.GenerateToFilesAsync"/>.</summary>
    /// <param name="request">What to make.</param>
    /// <param name="pattern">The path of the files.</param>
    /// <param name="overwrite">Whether existing files give way.</param>
    /// <param name="beforeSend">Awaited before each attempt, after <see cref="GptImageClientOptions.BeforeSend"/>. What throws there has
    /// sent nothing: the call ends with <see cref="ChargeState.NotSent"/>, without a repeat, with what was thrown as inner
    /// exception.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<SavedImageResult> GenerateToFilesAsync(
        ImageRequest request, string pattern, bool overwrite, Func<SendingContext, CancellationToken, ValueTask> beforeSend,
        CancellationToken cancellationToken);

    /// <summary>Makes a picture straight into files with previews, as <see cref="IGptImageClient.StreamToFilesAsync"/>.</summary>
    /// <param name="request">What to make.</param>
    /// <param name="pattern">The path of the files. None of them gives way.</param>
    /// <param name="partialImages">How many previews to ask for.</param>
    /// <param name="beforeSend">Awaited before each attempt.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    IAsyncEnumerable<SavedImageUpdate> StreamToFilesAsync(
        ImageRequest request, string pattern, int partialImages, Func<SendingContext, CancellationToken, ValueTask> beforeSend,
        CancellationToken cancellationToken);
}
