using System.Text.Json;

namespace GptImage.Sdk;

/// <summary>Writes requests and storyboards as JSON and reads them again: for queues, files, tools and other processes.</summary>
/// <remarks>
/// The text has the version of its format, the kind of request, the settings under their names in the API reference and everything else
/// that the request has. It never has the bytes of a picture: an input is <c>{"file": "kitchen.png"}</c>,
/// <c>{"uri": "https://example.org/kitchen.png"}</c>, <c>{"file_id": "file-abc123"}</c> or, for a picture in
/// <see cref="RequestJsonOptions.Inputs"/>, <c>{"sha256": "9f86…"}</c>. A file stays where it is: the reader must have it under the same
/// path.
/// </remarks>
public static class ImageRequestJson
{
    /// <summary>Writes a request as JSON.</summary>
    /// <param name="request">The request.</param>
    /// <param name="options">Where its pictures are; <see langword="null"/> for a request without pictures from memory or streams.</param>
    /// <param name="cancellationToken">Cancels the writing. Pictures that are stored already stay in the store.</param>
    /// <returns>The text. The path of a file below <see cref="RequestJsonOptions.BaseDirectory"/> is relative to it, any other
    /// is absolute.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="request"/> is null.</exception>
    /// <exception cref="ArgumentException">The request has a picture from memory or a stream and there is no store, or something that JSON
    /// cannot hold: half a surrogate pair, additional parameters of more than 60 levels, or more than 16 MB of text. The message says
    /// where.</exception>
    /// <exception cref="IOException">A picture cannot be read or stored.</exception>
    public static Task<string> WriteAsync(
        ImageRequest request, RequestJsonOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return RequestJsonWriter.WriteAsync(request, new RequestPictures(options), cancellationToken);
    }

    /// <summary>Writes a storyboard as JSON.</summary>
    /// <param name="storyboard">The storyboard.</param>
    /// <param name="options">Where its pictures are; <see langword="null"/> for a storyboard without pictures from memory or
    /// streams.</param>
    /// <param name="cancellationToken">Cancels the writing. Pictures that are stored already stay in the store.</param>
    /// <returns>The text.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="storyboard"/> is null.</exception>
    /// <exception cref="ArgumentException">As for a request.</exception>
    /// <exception cref="IOException">A picture cannot be read or stored.</exception>
    public static Task<string> WriteAsync(
        Storyboard storyboard, RequestJsonOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(storyboard);
        return RequestJsonWriter.WriteAsync(storyboard, new RequestPictures(options), cancellationToken);
    }

    /// <summary>Reads a request. No picture is opened: a file that is missing and a hash that the store lacks are the finding
    /// <c>input-unreadable</c> when the request is checked.</summary>
    /// <param name="json">The text.</param>
    /// <param name="options">Where the pictures are.</param>
    /// <returns>The request.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="json"/> is null.</exception>
    /// <exception cref="JsonException">The text is not JSON, was written in a later version of the format, has an unknown member, a member
    /// twice or a value that cannot be one, is longer than 16 MB or deeper than 64 levels, or names a file outside of
    /// <see cref="RequestJsonOptions.BaseDirectory"/>. <see cref="JsonException.Path"/> says where.</exception>
    public static ImageRequest Read(string json, RequestJsonOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(json);
        return RequestJsonReader.Read(json, new RequestPictures(options));
    }

    /// <summary>Reads a storyboard, as <see cref="Read"/> reads a request.</summary>
    /// <param name="json">The text.</param>
    /// <param name="options">Where the pictures are.</param>
    /// <returns>The storyboard.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="json"/> is null.</exception>
    /// <exception cref="JsonException">As for a request.</exception>
    public static Storyboard ReadStoryboard(string json, RequestJsonOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(json);
        return RequestJsonReader.ReadStoryboard(json, new RequestPictures(options));
    }
}
