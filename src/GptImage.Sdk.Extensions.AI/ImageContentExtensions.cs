using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.AI;

namespace GptImage.Sdk.Extensions.AI;

/// <summary>Marks what an original image is for, and converts pictures between both libraries.</summary>
[Experimental("GPTIMG002")]
public static class ImageContentExtensions
{
    /// <summary>Marks a picture as the mask of an edit: a PNG of the first image's size whose fully transparent pixels say where to
    /// edit.</summary>
    /// <param name="content">The picture. It is not changed.</param>
    /// <returns>A marked copy over the same memory, for <see cref="ImageGenerationRequest.OriginalImages"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="content"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="content"/> is not a picture: no <see cref="DataContent"/>,
    /// <see cref="UriContent"/> or <see cref="HostedFileContent"/>.</exception>
    public static AIContent AsMask(this AIContent content) => ContentMark.Write(content, ContentMark.Mask);

    /// <summary>Marks a picture as the markup of an edit: a transparent PNG of the first image's size with arrows, circles or notes drawn
    /// on it.</summary>
    /// <param name="content">The picture. It is not changed.</param>
    /// <returns>A marked copy over the same memory, for <see cref="ImageGenerationRequest.OriginalImages"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="content"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="content"/> is not a picture: no <see cref="DataContent"/>,
    /// <see cref="UriContent"/> or <see cref="HostedFileContent"/>.</exception>
    public static AIContent AsMarkup(this AIContent content) => ContentMark.Write(content, ContentMark.Markup);

    /// <summary>Says what a picture shows, or what is to be taken from it.</summary>
    /// <param name="content">The picture. It is not changed.</param>
    /// <param name="role">What it shows, or what is to be taken from it.</param>
    /// <returns>A marked copy over the same memory, for <see cref="ImageGenerationRequest.OriginalImages"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="content"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="role"/> is not a role of this library.</exception>
    /// <exception cref="ArgumentException"><paramref name="content"/> is not a picture: no <see cref="DataContent"/>,
    /// <see cref="UriContent"/> or <see cref="HostedFileContent"/>.</exception>
    public static AIContent As(this AIContent content, ReferenceRole role) => Enum.IsDefined(role)
        ? ContentMark.Write(content, role.ToString())
        : throw new ArgumentOutOfRangeException(nameof(role), role, "The role is not one of ReferenceRole.");

    /// <summary>Makes an input image of a content.</summary>
    /// <param name="content">Bytes (not copied), an <c>https</c> or <c>data:</c> address, or the id of a file that was uploaded to the
    /// service.</param>
    /// <returns>The input, in the role the content is marked with.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="content"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="content"/> is of another type, or the service cannot take it.</exception>
    public static ImageInput ToImageInput(this AIContent content)
    {
        ArgumentNullException.ThrowIfNull(content);
        ImageInput input = content switch
        {
            DataContent data => ImageInput.FromBytes(data.Data),
            UriContent { Uri: { IsAbsoluteUri: true, Scheme: "data" } uri } => ImageInput.FromDataUri(uri.OriginalString),
            UriContent { Uri: var uri } => ImageInput.FromUri(uri),
            HostedFileContent file => ImageInput.FromFileId(file.FileId),
            _ => throw ContentMark.NoPicture(content),
        };
        return input.As(ContentMark.ReadRole(content));
    }

    /// <summary>Makes a content of a picture.</summary>
    /// <param name="image">The picture. Its bytes are not copied.</param>
    /// <returns>A <see cref="DataContent"/> with the media type of the real bytes and without a name, or a <see cref="UriContent"/> when
    /// the service sent an address instead of bytes.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="image"/> is null.</exception>
    public static AIContent ToContent(this GeneratedImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        return image is { Bytes.IsEmpty: true, Url: { } url }
            ? new UriContent(url, "image/*")
            : new DataContent(image.Bytes, image.MediaType);
    }
}
