using System.Runtime.CompilerServices;

namespace GptImage.Sdk.Imaging;

/// <summary>Remembers of each picture that was made here what it was made from, as long as somebody holds it.</summary>
internal static class Lineage
{
    private static readonly ConditionalWeakTable<GeneratedImage, Derivation> Known = [];

    /// <summary>Remembers a step: what was done to the source before is part of the derived picture's account.</summary>
    /// <param name="derivative">The derived picture.</param>
    /// <param name="source">The picture it was made from, which may be derived itself.</param>
    /// <param name="call">The call that the source came from, when it is the service's own.</param>
    /// <param name="operations">What was done to the source.</param>
    /// <returns>The derived picture.</returns>
    public static GeneratedImage Remember(
        GeneratedImage derivative, GeneratedImage source, ImageResult? call, IEnumerable<string> operations)
    {
        Derivation before = (Find(source) ?? new Derivation(source, null, [])).WithCall(call);
        Known.AddOrUpdate(derivative, before with { Operations = [.. before.Operations, .. operations] });
        return derivative;
    }

    /// <summary>Gets what a picture was made from, or <see langword="null"/> when it was not made here.</summary>
    public static Derivation? Find(GeneratedImage image) => Known.TryGetValue(image, out Derivation? derivation) ? derivation : null;
}
