namespace GptImage.Sdk;

/// <summary>A picture arrived and could not be written.</summary>
internal sealed class PictureNotWrittenException(string path, Exception innerException)
    : Exception($"The picture could not be written to '{path}': {innerException.Message}", innerException);
