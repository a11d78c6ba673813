namespace GptImage.Sdk.Testing;

/// <summary>Compresses the pixels of a frame by LZW, as GIF wants it: codes of 9 to 12 bits, in blocks of up to 255 bytes.</summary>
internal sealed class GifCompressor
{
    private const int ClearCode = 256;
    private const int EndCode = 257;
    private const int MaxCodes = 4096;
    private const int Slots = 8192;
    private const int MaxBlock = 255;

    private readonly Stream _target;
    private readonly int[] _keys = new int[Slots];
    private readonly short[] _codes = new short[Slots];
    private readonly byte[] _block = new byte[MaxBlock + 1];
    private int _blockLength;
    private int _bits;
    private int _bitCount;
    private int _width;
    private int _next;

    private GifCompressor(Stream target) => _target = target;

    public static void Write(Stream target, ReadOnlySpan<byte> indexes)
    {
        target.WriteByte(8);
        var compressor = new GifCompressor(target);
        compressor.Compress(indexes);
        target.WriteByte(0);
    }

    private void Compress(ReadOnlySpan<byte> indexes)
    {
        _width = 9;
        Emit(ClearCode);
        Reset();
        int prefix = indexes[0];
        foreach (byte index in indexes[1..])
        {
            int key = (prefix << 8) | index;
            int slot = Find(key);
            if (_keys[slot] == key)
            {
                prefix = _codes[slot];
                continue;
            }

            Emit(prefix);
            prefix = index;
            if (_next == MaxCodes)
            {
                Emit(ClearCode);
                Reset();
                continue;
            }

            (_keys[slot], _codes[slot]) = (key, (short)_next);
            // The code just given away may be the next one sent.
            if (_next == 1 << _width)
            {
                _width++;
            }

            _next++;
        }

        Emit(prefix);
        // The reader adds one more string after the last code, and may need a wider one for the end.
        if (_next == 1 << _width && _width < 12)
        {
            _width++;
        }

        Emit(EndCode);
        Flush();
    }

    private void Reset()
    {
        Array.Fill(_keys, -1);
        _width = 9;
        _next = EndCode + 1;
    }

    private int Find(int key)
    {
        int slot = (int)(((uint)key * 2_654_435_761u) >> 19);
        while (_keys[slot] != -1 && _keys[slot] != key)
        {
            slot = (slot + 1) % Slots;
        }

        return slot;
    }

    private void Emit(int code)
    {
        _bits |= code << _bitCount;
        _bitCount += _width;
        while (_bitCount >= 8)
        {
            Append((byte)_bits);
            _bits >>= 8;
            _bitCount -= 8;
        }
    }

    private void Flush()
    {
        if (_bitCount > 0)
        {
            Append((byte)_bits);
        }

        WriteBlock();
    }

    private void Append(byte value)
    {
        _block[++_blockLength] = value;
        if (_blockLength == MaxBlock)
        {
            WriteBlock();
        }
    }

    private void WriteBlock()
    {
        if (_blockLength > 0)
        {
            _block[0] = (byte)_blockLength;
            _target.Write(_block, 0, _blockLength + 1);
            _blockLength = 0;
        }
    }
}
