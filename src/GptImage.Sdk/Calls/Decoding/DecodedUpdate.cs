namespace GptImage.Sdk;

/// <summary>A picture as it came out of an answer.</summary>
/// <param name="Picture">The picture.</param>
/// <param name="PartialIndex">The number of a preview from 0 on; <see langword="null"/> for a finished picture.</param>
/// <param name="Facts">What the answer says of it.</param>
internal sealed record DecodedUpdate<TPicture>(TPicture Picture, int? PartialIndex, AnswerFacts Facts);
