namespace GptImage.Sdk;

/// <summary>Keeps pictures at the service, so that many requests can refer to one upload.</summary>
/// <threadsafety>All members are safe from many threads at once.</threadsafety>
public sealed class ImageFiles
{
    private static readonly TimeSpan ShortestLife = TimeSpan.FromSeconds(3600);
    private static readonly TimeSpan LongestLife = TimeSpan.FromSeconds(2_592_000);

    private readonly RequestPipeline _pipeline;

    internal ImageFiles(RequestPipeline pipeline) => _pipeline = pipeline;

    /// <summary>Uploads a picture once (<c>purpose=vision</c>). It costs nothing by itself.</summary>
    /// <param name="image">The picture: a file, bytes, a stream or a data URI.</param>
    /// <param name="expiresAfter">After how long the service deletes it: 1 hour to 30 days; <see langword="null"/> keeps it until it is
    /// deleted.</param>
    /// <param name="cancellationToken">Cancels the upload.</param>
    /// <returns>The uploaded picture; <see cref="UploadedImage.ToInput"/> makes an input from it.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="expiresAfter"/> is below 1 hour or above 30 days.</exception>
    /// <exception cref="GptImageValidationException">The picture cannot be read, or is none; nothing was sent.</exception>
    /// <exception cref="GptImageException">The upload failed.</exception>
    /// <remarks>Limits: API reference, <em>Upload file</em>, read 2026-11-23.</remarks>
    public async Task<UploadedImage> UploadAsync(
        ImageInput image, TimeSpan? expiresAfter = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (expiresAfter < ShortestLife || expiresAfter > LongestLife)
        {
            throw new ArgumentOutOfRangeException(
                nameof(expiresAfter), expiresAfter,
                "An upload lives 1 hour (3,600 s) to 30 days (2,592,000 s), or until it is deleted (null).");
        }

        ComposedInput input = await new ComposedInput(image).InspectAsync(cancellationToken).ConfigureAwait(false);
        ThrowIfInvalid(input);
        input = await input.MeasureAsync(cancellationToken).ConfigureAwait(false);
        ThrowIfInvalid(input);
        RequestFields fields = FieldComposer.ComposeUpload(input, "vision", expiresAfter);
        OutgoingCall call = new() { Method = HttpMethod.Post, Endpoint = "files", Encode = () => MultipartBody.Write(fields) };
        CallOutcome<UploadedImage> outcome = await _pipeline
            .SendAsync(call, static () => new DocumentReader<UploadedImage>(UploadedImage.FromJson), cancellationToken)
            .ConfigureAwait(false);
        return outcome.Answer;
    }

    /// <summary>Deletes an uploaded picture.</summary>
    /// <param name="fileId">Its id, for example <c>file-abc123</c>.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="ArgumentException"><paramref name="fileId"/> is null or empty, has characters other than visible ASCII, or has dots
    /// only.</exception>
    /// <exception cref="GptImageApiException">The service knows no such file (404), or refused otherwise.</exception>
    /// <exception cref="GptImageException">The call failed.</exception>
    public async Task DeleteAsync(string fileId, CancellationToken cancellationToken = default)
    {
        FileIds.ThrowIfInvalid(fileId, nameof(fileId));
        OutgoingCall call = new() { Method = HttpMethod.Delete, Endpoint = "files/" + Uri.EscapeDataString(fileId) };
        await _pipeline.SendAsync(call, static () => new DeletionReader(), cancellationToken).ConfigureAwait(false);
    }

    private static void ThrowIfInvalid(ComposedInput input)
    {
        FindingList findings = new();
        if (input.IsReference)
        {
            findings.Add(
                Rules.InputUnreadable, $"{input.Input.Description} has no bytes to upload. Pass a file, bytes, a stream or a data URI.",
                parameter: "file");
        }
        else
        {
            InputChecks.CheckPicture(input, "The picture", "file", asDataUrl: false, findings);
        }

        if (findings.ToSortedList() is { Count: > 0 } found)
        {
            throw new GptImageValidationException(found);
        }
    }
}
