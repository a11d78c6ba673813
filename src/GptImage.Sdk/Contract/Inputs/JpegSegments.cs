using System.Buffers.Binary;

namespace GptImage.Sdk;

/// <summary>The segments of a JPEG up to its frame header.</summary>
internal sealed class JpegSegments : HeaderSegments
{
    private const int SegmentHead = 4;
    private const int FrameHead = 6;
    private const byte ExifMarker = 0xE1;
    private const byte CredentialsMarker = 0xEB;
    private const byte EndMarker = 0xD9;
    private const byte ScanMarker = 0xDA;

    private Part _part;
    private bool _hasCredentials;

    public JpegSegments() => Next(SegmentHead);

    private enum Part
    {
        Head,
        Exif,
        Frame,
    }

    public override bool Read(ReadOnlySpan<byte> segment)
    {
        Part part = _part;
        _part = Part.Head;
        return part switch
        {
            Part.Exif => ReadApplication(segment),
            Part.Frame => ReadFrame(segment),
            _ => ReadHead(segment),
        };
    }

    private bool ReadHead(ReadOnlySpan<byte> head)
    {
        if (head[0] != 0xFF)
        {
            return Fail();
        }

        byte marker = head[1];
        if (marker == 0xFF)
        {
            // A fill byte: the marker starts one byte later.
            return Next(SegmentHead, kept: SegmentHead - 1);
        }

        int length = BinaryPrimitives.ReadUInt16BigEndian(head[2..]) - 2;
        if (length < 0 || marker is EndMarker or ScanMarker)
        {
            return Fail();
        }

        bool isFrame = marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);
        if (isFrame)
        {
            _part = Part.Frame;
            return length >= FrameHead ? Next(FrameHead) : Fail();
        }

        _hasCredentials |= marker == CredentialsMarker;
        if (marker == ExifMarker && length > 0)
        {
            _part = Part.Exif;
            return Next(length);
        }

        return Next(SegmentHead, skip: length);
    }

    private bool ReadApplication(ReadOnlySpan<byte> data)
    {
        if (data.StartsWith("Exif\0\0"u8))
        {
            ReadExif(data);
        }

        return Next(SegmentHead);
    }

    private bool ReadFrame(ReadOnlySpan<byte> data)
    {
        ImageSize size =
            ImageHeader.SizeOf(BinaryPrimitives.ReadUInt16BigEndian(data[3..]), BinaryPrimitives.ReadUInt16BigEndian(data[1..]));
        if (size.IsAuto)
        {
            return Fail();
        }

        Header = new ImageHeader
        {
            Format = OutputFormat.Jpeg,
            Size = size,
            BitsPerChannel = data[0],
            IsCmyk = data[5] == 4,
            HasContentCredentials = _hasCredentials,
        };
        return false;
    }
}
