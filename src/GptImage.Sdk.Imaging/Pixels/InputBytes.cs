namespace GptImage.Sdk.Imaging;

/// <summary>Reads the whole of an input image.</summary>
internal static class InputBytes
{
    /// <summary>Gets the bytes of an input.</summary>
    /// <param name="input">The input.</param>
    /// <param name="what">What the input is, for messages: <c>The picture</c>.</param>
    /// <exception cref="ImagingException">The input has no bytes of its own, or they cannot be read.</exception>
    public static ReadOnlyMemory<byte> Read(ImageInput input, string what)
    {
        ArgumentNullException.ThrowIfNull(input);
        try
        {
            using Stream stream = input.OpenRead();
            return ReadToEnd(stream);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException
            or InvalidOperationException)
        {
            throw new ImagingException($"{what} ({input}) cannot be read: {exception.Message}", exception);
        }
    }

    private static byte[] ReadToEnd(Stream stream)
    {
        if (stream.CanSeek)
        {
            if (stream.Length - stream.Position > Array.MaxLength)
            {
                throw new IOException("It is longer than 2 GB.");
            }

            byte[] whole = new byte[stream.Length - stream.Position];
            stream.ReadExactly(whole);
            return whole;
        }

        using MemoryStream memory = new();
        stream.CopyTo(memory);
        return memory.ToArray();
    }
}
