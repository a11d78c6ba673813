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

    /// <summary>A character that is an emoji unless text asks otherwise.</summary>
    public const char Umbrella = '\u2614';

    /// <summary>A character that is not an emoji unless text asks for it.</summary>
    public const char Heart = '\u2764';

    private const string Family = "Tiny Bars";
    private const int OverhangingInk = 900;

    public static OverlayFont Font(
        int ascent = Ascent, Func<int, bool>? has = null, string family = Family, bool isBold = false, bool isVariable = false,
        bool isColored = false) =>
        OverlayFont.FromStream(new MemoryStream(Write(ascent, has, family, isBold, isVariable, isColored)));

    /// <summary>Writes a font.</summary>
    /// <param name="ascent">How far letters rise above the line.</param>
    /// <param name="has">Which characters it has; all by default.</param>
    /// <param name="family">The name of its family.</param>
    /// <param name="isBold">Whether it says that it is bold.</param>
    /// <param name="isVariable">Whether it has an axis for the weight: at 900 each bar and its advance are 100 wider than at 400.</param>
    /// <param name="isColored">Whether it says that its glyphs have colours.</param>
    public static byte[] Write(
        int ascent = Ascent, Func<int, bool>? has = null, string family = Family, bool isBold = false, bool isVariable = false,
        bool isColored = false)
    {
        int[] codes = [.. Glyphs.Keys.Where(code => has is null || has(code)).Order()];
        List<byte[]> outlines =
            [Outline(500, 700), .. codes.Select(
                code => Outline(code == Overhanging ? OverhangingInk : Glyphs[code].Advance, Glyphs[code].Height))];
        int count = outlines.Count;
        Big head = new();
        head.U32(0x00010000).U32(0x00010000).U32(0).U32(0x5F0F3CF5).U16(0).U16(UnitsPerEm).U32(0).U32(0).U32(0).U32(0).U16(0).U16(0)
            .U16(1000).U16(1000).U16(isBold ? 1 : 0).U16(8).U16(2).U16(1).U16(0);
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

        byte[] names = Encoding.BigEndianUnicode.GetBytes(family);
        Big name = new();
        name.U16(0).U16(1).U16(18).U16(3).U16(1).U16(0x409).U16(1).U16(names.Length).U16(0).Bytes(names);
        Big post = new();
        post.U32(0x00030000).U32(0).U16(0).U16(0).U32(0).U32(0).U32(0).U32(0).U32(0);
        List<(string Tag, Big Table)> tables =
            [("cmap", cmap), ("glyf", glyf), ("head", head), ("hhea", hhea), ("hmtx", hmtx), ("loca", loca), ("maxp", maxp),
            ("name", name), ("post", post)];
        if (isVariable)
        {
            tables.AddRange([("fvar", WeightAxis()), ("gvar", WiderBars(outlines))]);
        }

        if (isColored)
        {
            tables.Add(("COLR", new Big().U16(0).U16(0).U32(14).U32(14).U16(0)));
        }

        return File([.. tables.OrderBy(table => table.Tag, StringComparer.Ordinal)]);
    }

    /// <summary>Joins fonts to a collection.</summary>
    public static byte[] Collection(params byte[][] fonts)
    {
        int start = 12 + (4 * fonts.Length);
        Big head = new Big().Bytes("ttcf"u8).U32(0x00010000).U32(fonts.Length);
        Big body = new();
        foreach (byte[] font in fonts)
        {
            head.U32(start + body.Length);
            byte[] moved = [.. font];
            for (int table = 0; table < BinaryPrimitives.ReadUInt16BigEndian(font.AsSpan(4)); table++)
            {
                Span<byte> offset = moved.AsSpan(12 + (16 * table) + 8, 4);
                BinaryPrimitives.WriteUInt32BigEndian(
                    offset, BinaryPrimitives.ReadUInt32BigEndian(offset) + (uint)(start + body.Length));
            }

            body.Bytes(moved);
        }

        return [.. head.ToArray(), .. body.ToArray()];
    }

    private static Big WeightAxis() => new Big().U32(0x00010000).U16(16).U16(2).U16(1).U16(20).U16(0).U16(8)
        .Bytes("wght"u8).U32(100 << 16).U32(400 << 16).U32(900 << 16).U16(0).U16(256);

    /// <summary>Moves the two right corners of each bar, and with them its advance.</summary>
    private static Big WiderBars(List<byte[]> outlines)
    {
        // All points; then x by words: four corners and four phantom points; then no y.
        Big deltas = new Big().Bytes([0, 0x47]).U16(0).U16(100).U16(100).U16(0).U16(0).U16(100).U16(0).U16(0).Bytes([0x87, 0]);
        Big variation = new Big().U16(1).U16(10).U16(deltas.Length).U16(0xA000).U16(1 << 14).Bytes(deltas.ToArray());
        int length = variation.Length;
        Big gvar = new Big().U16(1).U16(0).U16(1).U16(0).U32(0).U16(outlines.Count).U16(1).U32(20 + (4 * (outlines.Count + 1)));
        Big data = new();
        foreach (byte[] outline in outlines)
        {
            gvar.U32(data.Length);
            data.Bytes(outline.Length == 0 ? [] : variation.ToArray());
        }

        Assert.Equal(0, length % 2);
        return gvar.U32(data.Length).Bytes(data.ToArray());
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
        glyphs[Umbrella] = (1000, 500);
        glyphs[Heart] = (1000, 500);
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
