using Microsoft.Extensions.AI;

namespace GptImage.Sdk.Extensions.AI;

/// <summary>A generator of Microsoft.Extensions.AI over a client that belongs to somebody else.</summary>
internal sealed class GptImageGenerator(IGptImageClient client) : IImageGenerator
{
    private static readonly Finding StreamingCountUnused = new()
    {
        Severity = FindingSeverity.Warning,
        Parameter = "partial_images",
        RuleId = "streaming-count-unused",
        Message = "StreamingCount asks for previews, but an IImageGenerator cannot show them: none was bought. Call StreamAsync of "
            + "IGptImageClient for previews.",
        Source = "rule of this library",
    };

    public async Task<ImageGenerationResponse> GenerateAsync(
        ImageGenerationRequest request, ImageGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ImageGenerationOptions given = options ?? new ImageGenerationOptions();
        ImageResult result = await client
            .GenerateAsync(RequestMapper.CreateRequest(request, given, this), cancellationToken).ConfigureAwait(false);
        return ResponseMapper.CreateResponse(
            given.StreamingCount is null or 0 ? result : result with { Warnings = [.. result.Warnings, StreamingCountUnused] });
    }

    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        return serviceKey is not null ? null
            : serviceType == typeof(ImageGeneratorMetadata) ? CreateMetadata()
            : serviceType.IsInstanceOfType(this) ? this
            : serviceType.IsInstanceOfType(client) ? client
            : null;
    }

    public void Dispose()
    {
        // The client belongs to its owner.
    }

    private ImageGeneratorMetadata CreateMetadata()
    {
        GptImageClient? ours = client as GptImageClient;
        string model = client.Explain(new TextToImageRequest("-")).Model.Value;
        return new ImageGeneratorMetadata(ours?.ProviderName ?? "openai", ours?.BaseAddress, model);
    }
}
