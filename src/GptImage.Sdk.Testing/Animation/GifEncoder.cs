using System.Buffers.Binary;
using System.Runtime.InteropServices;
using SkiaSharp;

namespace GptImage.Sdk.Testing;

/// <summary>Writes an animated GIF that loops for ever, each frame with its own palette.</summary>
internal sealed class GifEncoder : IDisposable
{
    private const int MaxDelay = 65_535;

    private readonly MemoryStream _file = new();
    private readonly int _width;
    private readonly int _height;
    private readonly int _delay;

    /// <summary>Begins a file.</summary>
    /// <param name="width">The width in pixels.</param>
    /// <param name="height">The height in pixels.</param>
    /// <param name="frameMilliseconds">How long each frame is shown; rounded to 10 ms.</param>
    public GifEncoder(int width, int height, int frameMilliseconds)
    {
        (_width, _height, _delay) = (width, height, (int)Math.Min(MaxDelay, ((long)frameMilliseconds + 5) / 10));
        _file.Write("GIF89a"u8);
        WriteNumber(width);
        WriteNumber(height);
        // No global palette; then the loop.
        _file.Write([0, 0, 0, 0x21, 0xFF, 11]);
        _file.Write("NETSCAPE2.0"u8);
        _file.Write([3, 1, 0, 0, 0]);
    }

    /// <summary>Adds a frame of RGBA pixels that are not premultiplied; what is less than half opaque becomes transparent.</summary>
    public void Add(SKBitmap frame)
    {
        ReadOnlySpan<uint> pixels = MemoryMarshal.Cast<byte, uint>(frame.GetPixelSpan());
        var palette = GifPalette.FromPixels(pixels);
        // Graphic control: what lies below is cleared after each frame, so that transparent pixels show no older ones.
        _file.Write([0x21, 0xF9, 4, (byte)(palette.HasTransparency ? 0b1001 : 0b0100)]);
        WriteNumber(_delay);
        _file.Write([(byte)(palette.HasTransparency ? GifPalette.TransparentIndex : 0), 0, 0x2C]);
        WriteNumber(0);
        WriteNumber(0);
        WriteNumber(_width);
        WriteNumber(_height);
        // A local palette of 256 colours.
        _file.WriteByte(0x87);
        _file.Write(palette.Colors);
        GifCompressor.Write(_file, palette.Indexes(pixels));
    }

    public byte[] Finish()
    {
        _file.WriteByte(0x3B);
        return _file.ToArray();
    }

    public void Dispose() => _file.Dispose();

    private void WriteNumber(int number)
    {
        Span<byte> bytes = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)number);
        _file.Write(bytes);
    }
}
