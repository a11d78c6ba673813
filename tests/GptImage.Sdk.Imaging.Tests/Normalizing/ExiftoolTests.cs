using System.Buffers.Binary;
using System.Diagnostics;
using System.Text.Json;
using GptImage.Sdk.Imaging.Tests.Support;
using SkiaSharp;

namespace GptImage.Sdk.Imaging.Tests.Normalizing;

/// <summary>Lets exiftool look for what is left of a person in normalized files.</summary>
[Trait("Category", "Heavy")]
public sealed class ExiftoolTests : IDisposable
{
    private static readonly string[] Harmless =
        ["ExifTool", "System", "File", "JFIF", "Adobe", "ICC-header", "ICC_Profile", "PNG", "RIFF", "Composite"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("exiftool");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Normalize_FilesFullOfTheirOwner_LeavesNothingThatExiftoolKnowsOfAPerson()
    {
        Dictionary<string, byte[]> files = new()
        {
            ["camera.jpg"] = Camera(),
            ["text.png"] = Pictures.WithPngChunk(Pictures.Png(Pictures.Photograph(24, 16)), "tEXt", "Author\0Jane Doe"u8.ToArray()),
            ["exif.png"] = Pictures.WithPngChunk(Pictures.Png(Pictures.Photograph(24, 16)), "eXIf", Artist()),
            ["exif.webp"] = Pictures.WithWebpExif(
                Pictures.Encode(Pictures.Photograph(24, 16, isOpaque: false), SKEncodedImageFormat.Webp, 90), Artist(), 24, 16),
        };
        foreach ((string name, byte[] file) in files)
        {
            await File.WriteAllBytesAsync(PathOf(name), file, TestContext.Current.CancellationToken);
        }

        string before = await ReadAsync();
        foreach ((string name, byte[] file) in files)
        {
            NormalizedImage clean = ImageNormalizer.Normalize(ImageInput.FromBytes(file));
            await File.WriteAllBytesAsync(PathOf(name), clean.Bytes.ToArray(), TestContext.Current.CancellationToken);
        }

        string after = await ReadAsync();

        Assert.Contains("Jane Doe", before, StringComparison.Ordinal);
        Assert.Contains("48 deg", before, StringComparison.Ordinal);
        using var found = JsonDocument.Parse(after);
        Assert.Equal(files.Count, found.RootElement.GetArrayLength());
        Assert.All(
            found.RootElement.EnumerateArray().SelectMany(file => file.EnumerateObject()).Where(tag => tag.Name != "SourceFile"),
            tag => Assert.Contains(tag.Name[..tag.Name.IndexOf(':', StringComparison.Ordinal)], Harmless));
        Assert.DoesNotContain("Jane", after, StringComparison.Ordinal);
        Assert.DoesNotContain("Thumbnail", after, StringComparison.Ordinal);
    }

    /// <summary>Makes a JPEG with an owner in EXIF and a comment, a position, and a thumbnail within JFIF.</summary>
    private static byte[] Camera()
    {
        byte[] jpeg = Pictures.Jpeg(Pictures.Photograph(24, 16));
        byte[] jfif = [.. "JFIF\0"u8, 1, 2, 1, 0, 72, 0, 72, 2, 2, .. new byte[12]];
        return
        [
            0xFF, 0xD8, .. Segment(0xE0, jfif), .. Segment(0xE1, [.. "Exif\0\0"u8, .. Artist()]),
            .. Segment(0xFE, "Jane Doe's holiday"u8.ToArray()), .. jpeg[20..],
        ];
    }

    /// <summary>Makes a TIFF block with the artist Jane Doe and a latitude of 48 degrees.</summary>
    private static byte[] Artist()
    {
        byte[] tiff = new byte[102];
        "MM\0*"u8.CopyTo(tiff);
        tiff[7] = 8;
        tiff[9] = 2;
        Entry(10, 0x013B, 2, 9, 38);
        Entry(22, 0x8825, 4, 1, 48);
        "Jane Doe\0"u8.CopyTo(tiff.AsSpan(38));
        tiff[49] = 2;
        Entry(50, 1, 2, 2, 'N' << 24);
        Entry(62, 2, 5, 3, 78);
        foreach ((int at, byte value) in ((int, byte)[])[(81, 48), (85, 1), (89, 0), (93, 1), (101, 1)])
        {
            tiff[at] = value;
        }

        return tiff;

        void Entry(int at, ushort tag, ushort type, int count, int value)
        {
            BinaryPrimitives.WriteUInt16BigEndian(tiff.AsSpan(at), tag);
            BinaryPrimitives.WriteUInt16BigEndian(tiff.AsSpan(at + 2), type);
            BinaryPrimitives.WriteInt32BigEndian(tiff.AsSpan(at + 4), count);
            BinaryPrimitives.WriteInt32BigEndian(tiff.AsSpan(at + 8), value);
        }
    }

    private static byte[] Segment(byte marker, byte[] content)
    {
        byte[] head = [0xFF, marker, 0, 0];
        BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(2), (ushort)(content.Length + 2));
        return [.. head, .. content];
    }

    private async Task<string> ReadAsync()
    {
        using Process exiftool = Process.Start(
            new ProcessStartInfo("exiftool", ["-json", "-G1", "-a", "-ee", _folder.FullName]) { RedirectStandardOutput = true })!;
        string found = await exiftool.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await exiftool.WaitForExitAsync(TestContext.Current.CancellationToken);
        return found;
    }

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);
}
