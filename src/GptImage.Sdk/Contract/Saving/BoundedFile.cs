namespace GptImage.Sdk;

/// <summary>Reads files that may come from anywhere, up to a bound.</summary>
internal static class BoundedFile
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Reads a file of UTF-8 without its byte order mark.</summary>
    /// <param name="path">The file.</param>
    /// <param name="maxBytes">The most bytes that it may have.</param>
    /// <param name="what">What the file should be, for messages: <c>saved character</c>.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <exception cref="IOException">The file cannot be read, or is longer.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(
        string path, int maxBytes, string what, CancellationToken cancellationToken)
    {
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.Asynchronous);
            byte[] content = new byte[Math.Min(file.Length, maxBytes) + 1];
            int length = await file.ReadAtLeastAsync(content, content.Length, throwOnEndOfStream: false, cancellationToken)
                .ConfigureAwait(false);
            return length <= maxBytes
                ? content.AsMemory(content.AsSpan(0, length).StartsWith(ByteOrderMark) ? ByteOrderMark.Length..length : 0..length)
                : throw new IOException(
                    FormattableString.Invariant($"'{path}' is not a {what}: it has more than {maxBytes:N0} bytes."));
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new IOException($"'{path}' cannot be read: {exception.Message}", exception);
        }
    }
}
