namespace GptImage.Sdk;

/// <summary>Makes pictures with the GPT Image service.</summary>
/// <threadsafety>All members are safe from many threads at once.</threadsafety>
public interface IGptImageClient
{
    /// <summary>Makes pictures and waits until they are finished.</summary>
    /// <param name="request">What to make.</param>
    /// <param name="cancellationToken">Cancels the call. If the service already has the request, it finishes and charges for it; pictures
    /// held in memory are discarded.</param>
    /// <returns>The pictures and what the service says of them.</returns>
    /// <exception cref="GptImageValidationException">The request breaks rules; nothing was sent.</exception>
    /// <exception cref="GptImageException">The call failed; the exception says what it may have cost and has the pictures that were
    /// complete.</exception>
    /// <exception cref="GptImageCanceledException">The call was canceled; the exception says what it may have cost.</exception>
    Task<ImageResult> GenerateAsync(ImageRequest request, CancellationToken cancellationToken = default);

    /// <summary>Makes pictures straight into files, in constant memory.</summary>
    /// <param name="request">What to make.</param>
    /// <param name="pattern">The path of the files: <c>{0}</c> is the number of the picture from 1 on, the extension is that of the real
    /// bytes. The folder is made when it is missing.</param>
    /// <param name="overwrite">Whether existing files give way. Otherwise a file that exists refuses the call before it is sent, and one
    /// that appears meanwhile makes the picture take the next free name.</param>
    /// <param name="cancellationToken">Cancels the call. Finished files stay.</param>
    /// <returns>The files and what the service says of them.</returns>
    /// <exception cref="ArgumentException"><paramref name="pattern"/> is empty, names a folder or has a NUL character.</exception>
    /// <exception cref="GptImageValidationException">The request breaks rules, or a file is in the way; nothing was sent.</exception>
    /// <exception cref="GptImageException">The call failed; the exception says what it may have cost and has the files that were complete,
    /// and in memory those that could not be written.</exception>
    /// <exception cref="GptImageCanceledException">The call was canceled; the exception says what it may have cost.</exception>
    Task<SavedImageResult> GenerateToFilesAsync(
        ImageRequest request, string pattern, bool overwrite = false, CancellationToken cancellationToken = default);

    /// <summary>Makes a picture and shows previews of it while it grows.</summary>
    /// <param name="request">What to make; its count must be 1.</param>
    /// <param name="partialImages">How many previews to ask for, 0 to 3. Fewer may come; each costs 100 output tokens.</param>
    /// <param name="cancellationToken">Cancels the call; so does leaving the loop.</param>
    /// <returns>The previews, then the finished picture; without it a <see cref="GptImageResponseException"/> is thrown. The sequence is
    /// one purchase: enumerating it again throws <see cref="InvalidOperationException"/>.</returns>
    /// <exception cref="GptImageValidationException">The request breaks rules; nothing was sent.</exception>
    /// <exception cref="GptImageException">The call failed; the exception says what it may have cost.</exception>
    /// <exception cref="GptImageCanceledException">The call was canceled; the exception says what it may have cost.</exception>
    IAsyncEnumerable<ImageUpdate> StreamAsync(ImageRequest request, int partialImages = 0, CancellationToken cancellationToken = default);

    /// <summary>Makes a picture straight into files, with previews while it grows, in constant memory.</summary>
    /// <param name="request">What to make; its count must be 1.</param>
    /// <param name="pattern">The path of the files, as for <see cref="GenerateToFilesAsync"/>; previews get <c>-partial-1</c> and so on
    /// behind it.</param>
    /// <param name="partialImages">How many previews to ask for, 0 to 3. Fewer may come; each costs 100 output tokens.</param>
    /// <param name="overwrite">Whether existing files give way.</param>
    /// <param name="cancellationToken">Cancels the call; so does leaving the loop. Finished files stay.</param>
    /// <returns>The files of the previews, then that of the finished picture; without it a <see cref="GptImageResponseException"/> is
    /// thrown. The sequence is one purchase: enumerating it again throws <see cref="InvalidOperationException"/>.</returns>
    /// <exception cref="ArgumentException"><paramref name="pattern"/> is empty, names a folder or has a NUL character.</exception>
    /// <exception cref="GptImageValidationException">The request breaks rules, or a file is in the way; nothing was sent.</exception>
    /// <exception cref="GptImageException">The call failed; the exception says what it may have cost and has the files that were complete,
    /// and in memory those that could not be written.</exception>
    /// <exception cref="GptImageCanceledException">The call was canceled; the exception says what it may have cost.</exception>
    IAsyncEnumerable<SavedImageUpdate> StreamToFilesAsync(
        ImageRequest request, string pattern, int partialImages = 0, bool overwrite = false, CancellationToken cancellationToken = default);

    /// <summary>Returns what would be sent, what is wrong with it and what it will cost. It reads the input images and does not use the
    /// network.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The plan.</returns>
    RequestPlan Explain(ImageRequest request);
}
