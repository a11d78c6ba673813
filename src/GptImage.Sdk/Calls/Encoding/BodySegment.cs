namespace GptImage.Sdk;

/// <summary>A piece of a body: bytes at hand, or a picture read while sending, as it is or as base64.</summary>
internal readonly record struct BodySegment
{
    private const long MaxMeasuredBytes = 50L * 1024 * 1024;

    private BodySegment(ReadOnlyMemory<byte> bytes, ImageInput? input, long inputLength, bool isBase64)
    {
        Bytes = bytes;
        Input = input;
        InputLength = inputLength;
        IsBase64 = isBase64;
    }

    public ReadOnlyMemory<byte> Bytes { get; }

    public ImageInput? Input { get; }

    /// <summary>Gets how many bytes the picture has.</summary>
    public long InputLength { get; }

    public bool IsBase64 { get; }

    /// <summary>Gets how many bytes go over the wire.</summary>
    public long Length => Input is null ? Bytes.Length : IsBase64 ? (InputLength + 2) / 3 * 4 : InputLength;

    public static BodySegment Create(ReadOnlyMemory<byte> bytes) => new(bytes, null, 0, false);

    public static BodySegment Create(ComposedInput input, bool isBase64) =>
        new(default, input.Input, input.Length ?? Measure(input.Input), isBase64);

    /// <summary>Reads a stream that does not know its length once to its end, without keeping it.</summary>
    private static long Measure(ImageInput input)
    {
        try
        {
            using Stream? stream = input.Open?.Invoke();
            byte[] block = new byte[16 * 1024];
            long length = 0;
            for (int count; stream is not null && (count = stream.Read(block)) > 0; length += count)
            {
                if (length > MaxMeasuredBytes)
                {
                    throw new InputChangedException($"An input image ({input.Description}) has more than 50 MB. Scale it down.");
                }
            }

            return length;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new InputChangedException($"An input image ({input.Description}) could not be read: {exception.Message}", exception);
        }
    }
}
