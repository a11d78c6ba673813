using System.Buffers;

namespace GptImage.Sdk;

/// <summary>Keeps an answer that cannot be unpacked: there may be a paid picture in it.</summary>
internal static class PackedAnswer
{
    /// <summary>Reads the packed bytes and makes the failure that has them.</summary>
    public static async Task<AttemptFailedException> KeepAsync(
        string coding, BlockReader packed, ComposedRequest request, AnswerContext context, CancellationToken cancellationToken)
    {
        long most = (context.Options.MaxImageBytes * request.Request.Count) + context.Options.MaxAnswerBytes;
        using MemorySink sink = new();
        long length = 0;
        for (ReadOnlyMemory<byte> piece; length < most
            && !(piece = await packed.ReadAsync(cancellationToken).ConfigureAwait(false)).IsEmpty;)
        {
            piece = piece[..(int)Math.Min(piece.Length, most - length)];
            sink.Write(piece.Span);
            length += piece.Length;
        }

        string advice = coding == "br"
            ? "Switch the feature GptImage.Sdk.BrotliAnswers on, or have the gateway send the answer as it is (Accept-Encoding: identity)."
            : "Have the gateway send the answer as it is (Accept-Encoding: identity).";
        return new AttemptFailedException(new Failure
        {
            Kind = FailureKind.Response,
            What = $"The answer is packed with '{coding}', which was not asked for and which this client does not unpack.",
            Next = $"Its bytes are kept as PackedBody of this exception. {advice}",
            Charge = ChargeState.PossiblyCharged,
            PackedBody = sink.ToArray(),
        });
    }
}
