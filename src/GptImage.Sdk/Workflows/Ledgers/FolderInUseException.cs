namespace GptImage.Sdk;

/// <summary>Another run holds a folder.</summary>
internal sealed class FolderInUseException(string message, Exception? innerException) : IOException(message, innerException);
