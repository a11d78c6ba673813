namespace GptImage.Sdk.Imaging;

/// <summary>What a derived picture was made from.</summary>
/// <param name="Origin">The picture at the beginning: the service's signed one where there was a call.</param>
/// <param name="Call">The call that <paramref name="Origin"/> came from, or <see langword="null"/> when it is not known.</param>
/// <param name="Operations">What was done to the pixels since, in order.</param>
internal sealed record Derivation(GeneratedImage Origin, ImageResult? Call, IReadOnlyList<string> Operations)
{
    /// <summary>Names a call for a picture whose call is not known yet. One that did not send the picture is not taken: a receipt must be
    /// true.</summary>
    public Derivation WithCall(ImageResult? call) =>
        Call is null && call is not null && call.Images.Any(IsOrigin) ? this with { Call = call } : this;

    private bool IsOrigin(GeneratedImage image) =>
        ReferenceEquals(image, Origin) || (!image.Bytes.IsEmpty && image.Bytes.Span.SequenceEqual(Origin.Bytes.Span));
}
