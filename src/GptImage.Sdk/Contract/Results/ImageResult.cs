using System.Globalization;

namespace GptImage.Sdk;

/// <summary>The pictures of a call, in memory.</summary>
public sealed record ImageResult : ImageCallResult
{
    /// <summary>Gets the pictures in the order of the service.</summary>
    public IReadOnlyList<GeneratedImage> Images { get; init; } = [];

    /// <summary>Gets the first picture, when one was asked for. Pictures the service sent beyond that are in <see cref="Images"/>, with a
    /// deviation for <c>n</c>.</summary>
    /// <exception cref="InvalidOperationException">None came, or several were asked for.</exception>
    public GeneratedImage Image => Images.Count == 1 || (Images.Count > 1 && IsSurplus)
        ? Images[0]
        : throw new InvalidOperationException(
            string.Create(CultureInfo.InvariantCulture, $"The result has {Images.Count} pictures. Take them from Images."));

    private bool IsSurplus => Deviations.Any(deviation => deviation is { Parameter: "n", Requested: "1" });

    /// <summary>Says how many pictures there are, and where they come from.</summary>
    /// <returns>For example <c>2 from gpt-image-2, request req_abc123</c>.</returns>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Images.Count} from {Model}, request {RequestId ?? "without id"}");
}
