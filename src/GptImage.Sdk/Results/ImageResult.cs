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
        : throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"The result has {Images.Count} pictures. Take them from Images."));
}
