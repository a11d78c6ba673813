using Microsoft.Extensions.AI;

namespace GptImage.Sdk.Extensions.AI;

/// <summary>Makes one of our requests of a request of Microsoft.Extensions.AI: what is on it is sent, or refused by name.</summary>
internal static class RequestMapper
{
    private const string ImagePrefix = "image/";

    /// <exception cref="ArgumentException">An option or an original image cannot be sent.</exception>
    /// <exception cref="NotSupportedException">The response format is not bytes.</exception>
    public static ImageRequest CreateRequest(ImageGenerationRequest request, ImageGenerationOptions options, IImageGenerator generator)
    {
        ThrowIfNotData(options.ResponseFormat);
        ImageRequest raw = CreateRaw(options, generator);
        ImageRequest whole = OriginalImages
            .FromContents(request.OriginalImages)
            .AddTo(string.IsNullOrEmpty(request.Prompt) ? raw : raw with { Prompt = request.Prompt });
        return NamedSettings.AddTo(whole, options.AdditionalProperties) with
        {
            Model = whole.Model ?? (options.ModelId is { } model ? new ImageModel(model) : null),
            Count = options.Count ?? whole.Count,
            Size = whole.Size.IsAuto && options.ImageSize is { } size ? new ImageSize(size.Width, size.Height) : whole.Size,
            OutputFormat = whole.OutputFormat ?? ReadFormat(options.MediaType),
        };
    }

    private static ImageRequest CreateRaw(ImageGenerationOptions options, IImageGenerator generator) =>
        options.RawRepresentationFactory?.Invoke(generator) switch
        {
            null => new TextToImageRequest(""),
            ImageRequest raw => raw,
            { } other => throw new ArgumentException(
                $"RawRepresentationFactory returned a {other.GetType()}. Return an ImageRequest of GptImage.Sdk, or null."),
        };

    private static void ThrowIfNotData(ImageGenerationResponseFormat? format)
    {
        if (format is not (null or ImageGenerationResponseFormat.Data))
        {
            throw new NotSupportedException(
                $"ResponseFormat is {format}, but the service sends pictures as bytes only. Leave it unset, or set "
                + $"{nameof(ImageGenerationResponseFormat.Data)}.");
        }
    }

    private static OutputFormat? ReadFormat(string? mediaType) => mediaType?.Split(';')[0].Trim().ToLowerInvariant() switch
    {
        null or "image/*" => null,
        "image/jpg" => OutputFormat.Jpeg,
        "image/svg+xml" => OutputFormat.Svg,
        { Length: > 6 } type when type.StartsWith(ImagePrefix, StringComparison.Ordinal) => new OutputFormat(type[ImagePrefix.Length..]),
        _ => throw new ArgumentException($"MediaType is '{mediaType}', which is not a picture. Give for example image/png or image/webp."),
    };
}
