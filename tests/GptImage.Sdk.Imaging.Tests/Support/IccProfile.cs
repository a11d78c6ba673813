using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace GptImage.Sdk.Imaging.Tests.Support;

/// <summary>Writes small ICC profiles of the kinds that cameras, scanners and print shops put into pictures.</summary>
internal static class IccProfile
{
    private const int GridPoints = 9;

    private static readonly double[] SrgbToXyz =
        [0.4360747, 0.3850649, 0.1430804, 0.2225045, 0.7168786, 0.0606169, 0.0139322, 0.0971045, 0.7141733];

    private static readonly double[] AdobeToXyz =
        [0.6097559, 0.2052401, 0.1492240, 0.3111242, 0.6256560, 0.0632197, 0.0194811, 0.0608902, 0.7448387];

    /// <summary>Makes a profile of three primaries and a gamma, as Adobe RGB is.</summary>
    public static byte[] Matrix(double gamma = 2.2) => Write("RGB ", "XYZ ", 2, MatrixTags(AdobeToXyz, gamma));

    /// <summary>Makes a profile for grey pictures.</summary>
    public static byte[] Gray() => Write("GRAY", "XYZ ", 2, [("wtpt", Xyz(0.9642, 1, 0.8249)), ("kTRC", Curve(1.8))]);

    /// <summary>Makes a profile that knows its colours by a table alone, as those of scanners do.</summary>
    public static byte[] Table() => Write("RGB ", "Lab ", 2, [("A2B0", Lut())]);

    /// <summary>Makes a profile with a table and with primaries that say something else, as the v4 preference profile of sRGB
    /// has.</summary>
    public static byte[] TableAndMatrix(bool isSrgb) =>
        Write("RGB ", "Lab ", 4, [("A2B0", Lut()), .. MatrixTags(isSrgb ? SrgbToXyz : AdobeToXyz, 2.2)]);

    /// <summary>Makes a profile that breaks off.</summary>
    public static byte[] Damaged() => Matrix()[..140];

    public static byte[] InPng(byte[] png, byte[] profile)
    {
        using MemoryStream packed = new();
        using (ZLibStream zlib = new(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            zlib.Write(profile);
        }

        byte[] plain = WithoutChunk(WithoutChunk(png, "sRGB"), "iCCP");
        return Pictures.WithPngChunk(plain, "iCCP", [.. "profile\0\0"u8, .. packed.ToArray()]);
    }

    public static byte[] InJpeg(byte[] jpeg, byte[] profile)
    {
        byte[] content = [.. "ICC_PROFILE\0"u8, 1, 1, .. profile];
        byte[] head = [0xFF, 0xE2, 0, 0];
        BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(2), (ushort)(content.Length + 2));
        int own = jpeg.AsSpan().IndexOf("ICC_PROFILE\0"u8) - 4;
        int rest = own < 0 ? 20 : own + 2 + BinaryPrimitives.ReadUInt16BigEndian(jpeg.AsSpan(own + 2));
        return [.. jpeg[..20], .. head, .. content, .. jpeg[rest..]];
    }

    public static byte[] InWebp(byte[] webp, byte[] profile, int width, int height)
    {
        byte[] head = [.. "VP8X"u8, 10, 0, 0, 0, 0x20, 0, 0, 0, (byte)(width - 1), 0, 0, (byte)(height - 1), 0, 0];
        byte[] chunk = [.. "ICCP"u8, 0, 0, 0, 0, .. profile, .. new byte[profile.Length % 2]];
        BinaryPrimitives.WriteInt32LittleEndian(chunk.AsSpan(4), profile.Length);
        byte[] file = [.. webp[..12], .. head, .. chunk, .. webp[12..]];
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), file.Length - 8);
        return file;
    }

    private static byte[] WithoutChunk(byte[] png, string type)
    {
        int at = png.AsSpan().IndexOf(Encoding.ASCII.GetBytes(type));
        return at < 0 ? png : [.. png[..(at - 4)], .. png[(at + 8 + BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at - 4)))..]];
    }

    private static (string Name, byte[] Content)[] MatrixTags(double[] toXyz, double gamma) =>
    [
        ("wtpt", Xyz(0.9642, 1, 0.8249)),
        ("rXYZ", Xyz(toXyz[0], toXyz[3], toXyz[6])), ("gXYZ", Xyz(toXyz[1], toXyz[4], toXyz[7])),
        ("bXYZ", Xyz(toXyz[2], toXyz[5], toXyz[8])),
        ("rTRC", Curve(gamma)), ("gTRC", Curve(gamma)), ("bTRC", Curve(gamma)),
    ];

    private static byte[] Write(string space, string connection, byte version, (string Name, byte[] Content)[] tags)
    {
        byte[] head = new byte[128];
        head[8] = version;
        Encoding.ASCII.GetBytes("scnr" + space + connection).CopyTo(head, 12);
        "acsp"u8.CopyTo(head.AsSpan(36));
        WriteFixed(head, 68, 0.9642);
        WriteFixed(head, 72, 1);
        WriteFixed(head, 76, 0.8249);
        byte[] table = new byte[4 + (tags.Length * 12)];
        BinaryPrimitives.WriteInt32BigEndian(table, tags.Length);
        List<byte> contents = [];
        for (int i = 0; i < tags.Length; i++)
        {
            Encoding.ASCII.GetBytes(tags[i].Name).CopyTo(table, 4 + (i * 12));
            BinaryPrimitives.WriteInt32BigEndian(table.AsSpan(8 + (i * 12)), head.Length + table.Length + contents.Count);
            BinaryPrimitives.WriteInt32BigEndian(table.AsSpan(12 + (i * 12)), tags[i].Content.Length);
            contents.AddRange(tags[i].Content);
            contents.AddRange(new byte[(4 - (contents.Count % 4)) % 4]);
        }

        byte[] profile = [.. head, .. table, .. contents];
        BinaryPrimitives.WriteInt32BigEndian(profile, profile.Length);
        return profile;
    }

    private static byte[] Xyz(double x, double y, double z)
    {
        byte[] tag = [.. "XYZ \0\0\0\0"u8, .. new byte[12]];
        WriteFixed(tag, 8, x);
        WriteFixed(tag, 12, y);
        WriteFixed(tag, 16, z);
        return tag;
    }

    private static byte[] Curve(double gamma) => [.. "curv\0\0\0\0"u8, 0, 0, 0, 1, (byte)gamma, (byte)Math.Round(gamma % 1 * 256)];

    /// <summary>Makes a table of 9 points an edge from RGB to Lab: red and blue change places on the way, so that one sees whether it was
    /// used.</summary>
    private static byte[] Lut()
    {
        List<byte> tag = [.. "mft2\0\0\0\0"u8, 3, 3, GridPoints, 0];
        foreach (int unit in (int[])[1, 0, 0, 0, 1, 0, 0, 0, 1])
        {
            tag.AddRange([0, (byte)unit, 0, 0]);
        }

        tag.AddRange([0, 2, 0, 2]);
        AddLine(3);
        for (int i = 0; i < GridPoints * GridPoints * GridPoints; i++)
        {
            double red = i / (GridPoints * GridPoints) / (GridPoints - 1.0);
            double green = i / GridPoints % GridPoints / (GridPoints - 1.0);
            double blue = i % GridPoints / (GridPoints - 1.0);
            AddLab(blue, green, red);
        }

        AddLine(3);
        return [.. tag];

        void AddLine(int channels)
        {
            for (int i = 0; i < channels; i++)
            {
                tag.AddRange([0, 0, 0xFF, 0xFF]);
            }
        }

        void AddLab(double red, double green, double blue)
        {
            (red, green, blue) = (Math.Pow(red, 2.2), Math.Pow(green, 2.2), Math.Pow(blue, 2.2));
            double x = Root(((SrgbToXyz[0] * red) + (SrgbToXyz[1] * green) + (SrgbToXyz[2] * blue)) / 0.9642);
            double y = Root((SrgbToXyz[3] * red) + (SrgbToXyz[4] * green) + (SrgbToXyz[5] * blue));
            double z = Root(((SrgbToXyz[6] * red) + (SrgbToXyz[7] * green) + (SrgbToXyz[8] * blue)) / 0.8249);
            Add(((116 * y) - 16) * 652.8);
            Add(((500 * (x - y)) + 128) * 256);
            Add(((200 * (y - z)) + 128) * 256);
        }

        void Add(double value)
        {
            int level = (int)Math.Clamp(Math.Round(value), 0, 65535);
            tag.AddRange([(byte)(level >> 8), (byte)level]);
        }
    }

    private static double Root(double value) => value > 0.008856 ? Math.Cbrt(value) : (7.787 * value) + (16 / 116.0);

    private static void WriteFixed(byte[] target, int at, double value) =>
        BinaryPrimitives.WriteInt32BigEndian(target.AsSpan(at), (int)Math.Round(value * 65536));
}
