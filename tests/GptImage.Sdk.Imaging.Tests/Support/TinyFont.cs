using System.Buffers.Binary;
using System.Text;

namespace GptImage.Sdk.Imaging.Tests.Support;

/// <summary>Writes a small TrueType font: each glyph is a bar of its own width and height, so that glyphs can be told from
/// pixels.</summary>
internal static class TinyFont
{
    public const int UnitsPerEm = 1000;
    public const int Ascent = 800;
    public const int Descent = 200;

    /// <summary>Gets the advance and the height of each glyph in thousandths of an em; the bar leaves 50 free on either side.</summary>
    public static readonly IReadOnlyDictionary<int, (int Advance, int Height)> Glyphs = Create();

    /// <summary>A letter that is painted 550 thousandths of an em beyond its advance of 300.</summary>
    public const char Overhanging = '\u017F';

    private const int OverhangingInk = 900;

    public static OverlayFont Font(int ascent = Ascent, Func<int, bool>? has = null) =>
        OverlayFont.FromStream(new MemoryStream(Write(ascent, has)));

    public static byte[] Write(int ascent = Ascent, Func<int, bool>? has = null)
    {
        int[] codes = [.. Glyphs.Keys.Where(code => has is null || has(code)).Order()];
        List<byte[]> outlines = [Outline(500, 700), .. codes.Select(code => Outline(code == Overhanging ? OverhangingInk : Glyphs[code].Advance, Glyphs[code].Height))];
        int count = outlines.Count;
        Big head = new();
        head.U32(0x00010000).U32(0x00010000).U32(0).U32(0x5F0F3CF5).U16(0).U16(UnitsPerEm).U32(0).U32(0).U32(0).U32(0).U16(0).U16(0)
            .U16(1000).U16(1000).U16(0).U16(8).U16(2).U16(1).U16(0);
        Big hhea = new();
        hhea.U32(0x00010000).U16(ascent).U16(-Descent).U16(0).U16(1000).U16(0).U16(0).U16(1000).U16(1).U16(0).U16(0).U32(0).U32(0).U16(0)
            .U16(count);
        Big maxp = new();
        maxp.U32(0x00010000).U16(count).U16(4).U16(1).U16(0).U16(0).U16(2).U16(0).U16(0).U16(0).U16(0).U16(0).U16(0).U16(0).U16(0);
        Big hmtx = new();
        hmtx.U16(500).U16(50);
        foreach (int code in codes)
        {
            hmtx.U16(Glyphs[code].Advance).U16(50);
        }

        Big loca = new();
        Big glyf = new();
        foreach (byte[] outline in outlines)
        {
            loca.U32(glyf.Length);
            glyf.Bytes(outline);
        }

        loca.U32(glyf.Length);
        Big cmap = new();
        cmap.U16(0).U16(1).U16(3).U16(10).U32(12).U16(12).U16(0).U32(16 + (12 * codes.Length)).U32(0).U32(codes.Length);
        for (int i = 0; i < codes.Length; i++)
        {
            cmap.U32(codes[i]).U32(codes[i]).U32(i + 1);
        }

        byte[] family = Encoding.BigEndianUnicode.GetBytes("Tiny Bars");
        Big name = new();
        name.U16(0).U16(1).U16(18).U16(3).U16(1).U16(0x409).U16(1).U16(family.Length).U16(0).Bytes(family);
        Big post = new();
        post.U32(0x00030000).U32(0).U16(0).U16(0).U32(0).U32(0).U32(0).U32(0).U32(0);
        return File(
            [("cmap", cmap), ("glyf", glyf), ("head", head), ("hhea", hhea), ("hmtx", hmtx), ("loca", loca), ("maxp", maxp),
            ("name", name), ("post", post)]);
    }

    private static Dictionary<int, (int, int)> Create()
    {
        Dictionary<int,
            (int, int)> glyphs = new() { [' '] = (300, 0), ['-'] = (300, 100), ['.'] = (200, 100), ['('] = (200, 900), [')'] = (200, 950) };
        for (char letter = 'A'; letter <= 'Z'; letter++)
        {
            glyphs[letter] = (600, 300 + (20 * (letter - 'A')));
            glyphs[letter + 32] = (500, 200 + (10 * (letter - 'A')));
        }

        for (char digit = '0'; digit <= '9'; digit++)
        {
            glyphs[digit] = (400, 400 + (40 * (digit - '0')));
        }

        (string, int)[] ideographs = [("中", 800), ("文", 700), ("字", 600), ("。", 150), ("「", 900)];
        foreach ((string text, int height) in ideographs)
        {
            glyphs[text[0]] = (1000, height);
        }

        // Beh, apart and in its four forms; alef, which joins to the right only.
        glyphs[0x0628] = (700, 200);
        glyphs[0xFE8F] = (700, 200);
        glyphs[0xFE90] = (600, 400);
        glyphs[0xFE91] = (500, 600);
        glyphs[0xFE92] = (400, 800);
        glyphs[0x0627] = (250, 650);
        glyphs[0xFE8D] = (250, 650);
        glyphs[0xFE8E] = (250, 750);
        glyphs[0x05D0] = (500, 350);
        glyphs[0x05D1] = (500, 550);
        glyphs[Overhanging] = (300, 500);
        foreach (char thai in "กขเา")
        {
            glyphs[thai] = (500, 400);
        }

        return glyphs;
    }

    private static byte[] Outline(int advance, int height)
    {
        if (height == 0)
        {
            return [];
        }

        int width = advance - 100;
        Big glyph = new();
        glyph.U16(1).U16(50).U16(0).U16(50 + width).U16(height).U16(3).U16(0);
        glyph.Bytes([1, 1, 1, 1]).U16(50).U16(0).U16(width).U16(0).U16(0).U16(height).U16(0).U16(-height);
        return [.. glyph.ToArray(), .. new byte[(4 - (glyph.Length % 4)) % 4]];
    }

    private static byte[] File(List<(string Tag, Big Table)> tables)
    {
        Big directory = new();
        directory.U32(0x00010000).U16(tables.Count).U16(128).U16(3).U16((tables.Count * 16) - 128);
        int offset = 12 + (16 * tables.Count);
        Big body = new();
        foreach ((string tag, Big table) in tables)
        {
            directory.Bytes(Encoding.ASCII.GetBytes(tag)).U32(0).U32(offset + body.Length).U32(table.Length);
            body.Bytes(table.ToArray()).Bytes(new byte[(4 - (table.Length % 4)) % 4]);
        }

        return [.. directory.ToArray(), .. body.ToArray()];
    }

    /// <summary>Collects big-endian numbers.</summary>
    private sealed class Big
    {
        private readonly List<byte> _bytes = [];

        public int Length => _bytes.Count;

        public Big U16(int value)
        {
            Span<byte> two = stackalloc byte[2];
            BinaryPrimitives.WriteInt16BigEndian(two, unchecked((short)value));
            _bytes.AddRange(two);
            return this;
        }

        public Big U32(long value)
        {
            Span<byte> four = stackalloc byte[4];
            BinaryPrimitives.WriteUInt32BigEndian(four, (uint)value);
            _bytes.AddRange(four);
            return this;
        }

        public Big Bytes(ReadOnlySpan<byte> bytes)
        {
            _bytes.AddRange(bytes);
            return this;
        }

        public byte[] ToArray() => [.. _bytes];
    }
}
