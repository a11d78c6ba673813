namespace GptImage.Sdk.PostgreSql;

/// <summary>The picture store failed. The picture is still in the spool.</summary>
internal sealed class StoreFailedException(string message, Exception? innerException) : IOException(message, innerException);
