namespace GptImage.Sdk;

/// <summary>A piece of a body: bytes at hand, or a picture read while sending, as it is or as base64.</summary>
internal readonly record struct BodySegment
{
    private BodySegment(ReadOnlyMemory<byte> bytes, ComposedInput? input, long inputLength, bool isBase64)
    {
        Bytes = bytes;
        Input = input;
        InputLength = inputLength;
        IsBase64 = isBase64;
    }

    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Gets the picture; <see langword="null"/> for bytes at hand.</summary>
    public ComposedInput? Input { get; }

    /// <summary>Gets how many bytes the picture has.</summary>
    public long InputLength { get; }

    public bool IsBase64 { get; }

    /// <summary>Gets how many bytes go over the wire.</summary>
    public long Length => Input is null ? Bytes.Length : IsBase64 ? (InputLength + 2) / 3 * 4 : InputLength;

    public static BodySegment Create(ReadOnlyMemory<byte> bytes) => new(bytes, null, 0, false);

    /// <exception cref="InputChangedException">Nobody knows how long the input is.</exception>
    public static BodySegment Create(ComposedInput input, bool isBase64) => new(
        default, input, input.Length ?? throw InputReading.Change(input.Input, "It cannot be measured."), isBase64);
}
