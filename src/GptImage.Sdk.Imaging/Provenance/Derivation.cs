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

    /// <summary>Makes the receipt of a derived picture.</summary>
    /// <param name="originFile">The name of the file with the origin.</param>
    /// <param name="derivative">The derived picture.</param>
    /// <param name="derivativeFile">The name of its file.</param>
    public ProvenanceReceipt ToReceipt(string originFile, GeneratedImage derivative, string derivativeFile) => new()
    {
        OriginalFile = originFile,
        OriginalSha256 = ProvenanceReceipt.Hash(Origin.Bytes),
        OriginalHasContentCredentials = Origin.HasContentCredentials,
        DerivativeFile = derivativeFile,
        DerivativeSha256 = ProvenanceReceipt.Hash(derivative.Bytes),
        RequestId = Call?.RequestId,
        Model = Call?.Model.Value is { Length: > 0 } model ? model : null,
        CreatedAt = Call?.CreatedAt,
        Operations = Operations,
    };

    private bool IsOrigin(GeneratedImage image) =>
        ReferenceEquals(image, Origin) || (!image.Bytes.IsEmpty && image.Bytes.Span.SequenceEqual(Origin.Bytes.Span));
}
