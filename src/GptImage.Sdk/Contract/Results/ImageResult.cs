using System.Globalization;

namespace GptImage.Sdk;

/// <summary>The pictures of a call, in memory.</summary>
public sealed record ImageResult : ImageCallResult
{
    /// <summary>Gets the pictures in the order of the service.</summary>
    public IReadOnlyList<GeneratedImage> Images { get; init; } = [];

    /// <summary>Gets the only picture.</summary>
    /// <exception cref="InvalidOperationException">There are several, or none.</exception>
    public GeneratedImage Image => Images is [GeneratedImage only]
        ? only
        : throw new InvalidOperationException(
            string.Create(CultureInfo.InvariantCulture, $"The result has {Images.Count} pictures. Take them from Images."));

    /// <summary>Says how many pictures there are, and where they come from.</summary>
    /// <returns>For example <c>2 from gpt-image-2, request req_abc123</c>.</returns>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Images.Count} from {Model}, request {RequestId ?? "without id"}");
}
