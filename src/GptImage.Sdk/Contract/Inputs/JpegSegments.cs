using System.Buffers.Binary;

namespace GptImage.Sdk;

/// <summary>The segments of a JPEG up to its frame header.</summary>
internal sealed class JpegSegments : HeaderSegments
{
    private const int SegmentHead = 4;
    private const int FrameHead = 6;

    /// <summary>From <c>JP</c> over box instance, packet number and two box heads to the first letters of the box type.</summary>
    private const int BoxHead = 28;

    private const byte ExifMarker = 0xE1;
    private const byte BoxMarker = 0xEB;
    private const byte TemporaryMarker = 0x01;
    private const byte FirstRestartMarker = 0xD0;
    private const byte LastRestartMarker = 0xD7;
    private const byte StartMarker = 0xD8;
    private const byte EndMarker = 0xD9;
    private const byte ScanMarker = 0xDA;

    private Part _part;
    private int _restOfSegment;
    private bool _hasCredentials;

    public JpegSegments() => Next(SegmentHead);

    private enum Part
    {
        Head,
        Exif,
        Boxes,
        Frame,
    }

    public override bool Read(ReadOnlySpan<byte> segment)
    {
        Part part = _part;
        _part = Part.Head;
        return part switch
        {
            Part.Exif => ReadApplication(segment),
            Part.Boxes => ReadBoxes(segment),
            Part.Frame => ReadFrame(segment),
            _ => ReadHead(segment),
        };
    }

    private bool ReadHead(ReadOnlySpan<byte> head)
    {
        // Cameras and editors leave bytes between segments; the common decoders look for the next marker, and so does this.
        int start = head.IndexOf((byte)0xFF);
        if (start != 0)
        {
            return Next(SegmentHead, kept: start < 0 ? 0 : SegmentHead - start);
        }

        byte marker = head[1];
        if (marker == 0xFF)
        {
            // A fill byte: the marker starts one byte later.
            return Next(SegmentHead, kept: SegmentHead - 1);
        }

        if (marker is 0 or TemporaryMarker or (>= FirstRestartMarker and <= LastRestartMarker))
        {
            // No marker at all, or one that stands alone.
            return Next(SegmentHead, kept: SegmentHead - 2);
        }

        if (marker is StartMarker or EndMarker or ScanMarker)
        {
            return Fail();
        }

        // A length below its own two bytes counts as none.
        int length = Math.Max(BinaryPrimitives.ReadUInt16BigEndian(head[2..]) - 2, 0);

        bool isFrame = marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);
        if (isFrame)
        {
            _part = Part.Frame;
            return length >= FrameHead ? Next(FrameHead) : Fail();
        }

        if (marker == ExifMarker && length > 0)
        {
            _part = Part.Exif;
            return Next(length);
        }

        if (marker == BoxMarker && length >= BoxHead)
        {
            _part = Part.Boxes;
            _restOfSegment = length - BoxHead;
            return Next(BoxHead);
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

    /// <summary>Looks for the JUMBF box of a C2PA manifest (ISO 19566-5, C2PA specification, embedding in JPEG).</summary>
    private bool ReadBoxes(ReadOnlySpan<byte> data)
    {
        _hasCredentials |= data.StartsWith("JP"u8)
            && data[12..].StartsWith("jumb"u8)
            && data[20..].StartsWith("jumd"u8)
            && data[24..].StartsWith("c2pa"u8);
        return Next(SegmentHead, skip: _restOfSegment);
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
