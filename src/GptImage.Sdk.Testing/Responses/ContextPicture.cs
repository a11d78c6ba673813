namespace GptImage.Sdk.Testing;

/// <summary>A picture that the model sees.</summary>
/// <param name="Part">The picture.</param>
/// <param name="IsGenerated">Whether the model made it.</param>
internal sealed record ContextPicture(FormPart Part, bool IsGenerated);
