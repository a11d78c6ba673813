namespace GptImage.Sdk;

/// <summary>The bounds of what is accepted from the service.</summary>
internal readonly record struct PictureLimits(long MaxImageBytes, int MaxAnswerBytes);
