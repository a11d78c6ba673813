namespace GptImage.Sdk;

/// <summary>A preview as it came out of an answer.</summary>
/// <param name="Picture">The preview.</param>
/// <param name="PartialIndex">Its number from 0 on.</param>
/// <param name="Facts">What the answer says of it.</param>
internal sealed record DecodedUpdate<TPicture>(TPicture Picture, int PartialIndex, AnswerFacts Facts);
