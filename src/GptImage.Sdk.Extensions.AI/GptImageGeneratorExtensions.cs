using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.AI;

namespace GptImage.Sdk.Extensions.AI;

/// <summary>Connects <see cref="IGptImageClient"/> with Microsoft.Extensions.AI.</summary>
[Experimental("GPTIMG002")]
public static class GptImageGeneratorExtensions
{
    /// <summary>Makes a generator of Microsoft.Extensions.AI that calls this client.</summary>
    /// <param name="client">The client. It belongs to its owner: disposing the generator does not dispose it.</param>
    /// <returns>The generator. It is safe from many threads at once.</returns>
    /// <remarks>
    /// <para>An option that cannot be sent throws before the call. <see cref="ImageGenerationOptions.AdditionalProperties"/> take the wire
    /// names of the service: <c>quality</c>, <c>background</c>, <c>moderation</c>, <c>output_compression</c>, <c>input_fidelity</c>,
    /// <c>safety_identifier</c> and <c>complexity</c> are checked as on a request of this library, and any other name goes to
    /// <see cref="ImageSettings.AdditionalParameters"/>.</para>
    /// <para><see cref="ImageGenerationOptions.RawRepresentationFactory"/> can return any <see cref="ImageRequest"/>: characters, texts,
    /// retries. What is set on it wins, except that a count and a prompt of the call replace its own. Original images become its input
    /// images, or further references of a <see cref="CharacterReferenceRequest"/>; the first one without a role is then the picture that
    /// the prompt changes.</para>
    /// <para><see cref="ImageGenerationResponseFormat.Uri"/> and <see cref="ImageGenerationResponseFormat.Hosted"/> end in a
    /// <see cref="NotSupportedException"/>: the service sends bytes only. <see cref="ImageGenerationOptions.StreamingCount"/> buys no
    /// previews, since a generator cannot show them; the result has the warning <c>streaming-count-unused</c>.</para>
    /// <para>What the client throws is thrown unchanged.</para>
    /// </remarks>
    /// <exception cref="ArgumentNullException"><paramref name="client"/> is null.</exception>
    public static IImageGenerator AsIImageGenerator(this IGptImageClient client)
    {
        ArgumentNullException.ThrowIfNull(client);
        return new GptImageGenerator(client);
    }

    /// <summary>Gets the result behind a response: charge, attempts, warnings, deviations and usage.</summary>
    /// <param name="response">The response.</param>
    /// <returns>The result, or <see langword="null"/> when the response comes from another generator.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="response"/> is null.</exception>
    public static ImageResult? GetImageResult(this ImageGenerationResponse response)
    {
        ArgumentNullException.ThrowIfNull(response);
        return response.RawRepresentation as ImageResult;
    }
}
