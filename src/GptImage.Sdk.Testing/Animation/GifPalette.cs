namespace GptImage.Sdk.Testing;

/// <summary>The best 255 colours of a frame, by median cut over 32 steps of each channel.</summary>
internal sealed class GifPalette
{
    public const int TransparentIndex = 255;
    private const int MaxColors = 255;
    private const int Bins = 1 << 15;

    private readonly byte[] _colors = new byte[256 * 3];
    private readonly byte[] _indexOfBin = new byte[Bins];

    private GifPalette()
    {
    }

    public bool HasTransparency { get; private set; }

    /// <summary>Gets the 256 colours, red, green and blue.</summary>
    public ReadOnlySpan<byte> Colors => _colors;

    public static GifPalette FromPixels(ReadOnlySpan<uint> pixels)
    {
        var palette = new GifPalette();
        long[] counts = new long[Bins];
        long[] sums = new long[Bins * 3];
        foreach (uint pixel in pixels)
        {
            if (!IsOpaque(pixel))
            {
                palette.HasTransparency = true;
                continue;
            }

            int bin = BinOf(pixel);
            counts[bin]++;
            sums[bin * 3] += pixel & 0xFF;
            sums[(bin * 3) + 1] += (pixel >> 8) & 0xFF;
            sums[(bin * 3) + 2] += (pixel >> 16) & 0xFF;
        }

        List<int[]> boxes = Cut([.. Enumerable.Range(0, Bins).Where(bin => counts[bin] > 0)], counts);
        for (int index = 0; index < boxes.Count; index++)
        {
            palette.Fill(index, boxes[index], counts, sums);
        }

        return palette;
    }

    public byte[] Indexes(ReadOnlySpan<uint> pixels)
    {
        byte[] indexes = new byte[pixels.Length];
        for (int index = 0; index < indexes.Length; index++)
        {
            uint pixel = pixels[index];
            indexes[index] = IsOpaque(pixel) ? _indexOfBin[BinOf(pixel)] : (byte)TransparentIndex;
        }

        return indexes;
    }

    private static bool IsOpaque(uint pixel) => pixel >> 24 >= 128;

    private static int BinOf(uint pixel) => (int)(((pixel >> 3) & 0x1F) | (((pixel >> 11) & 0x1F) << 5) | (((pixel >> 19) & 0x1F) << 10));

    private static int Channel(int bin, int channel) => (bin >> (5 * channel)) & 0x1F;

    /// <summary>Halves the box with the most to gain until there are as many boxes as colours.</summary>
    private static List<int[]> Cut(int[] bins, long[] counts)
    {
        var open = new PriorityQueue<int[], long>();
        var boxes = new List<int[]>();
        Add(bins);
        while (open.Count > 0 && boxes.Count + open.Count < MaxColors)
        {
            int[] box = open.Dequeue();
            (int channel, _) = Widest(box);
            Array.Sort(box, (one, other) => (Channel(one, channel), one).CompareTo((Channel(other, channel), other)));
            long half = box.Sum(bin => counts[bin]) / 2;
            int middle = 0;
            for (long seen = 0; middle < box.Length - 1 && seen <= half; middle++)
            {
                seen += counts[box[middle]];
            }

            middle = Math.Max(1, middle);
            Add(box[..middle]);
            Add(box[middle..]);
        }

        boxes.AddRange(open.UnorderedItems.Select(item => item.Element));
        return boxes;

        void Add(int[] box)
        {
            if (box.Length > 1)
            {
                open.Enqueue(box, -(box.Sum(bin => counts[bin]) * Widest(box).Range));
            }
            else if (box.Length == 1)
            {
                boxes.Add(box);
            }
        }
    }

    private static (int Channel, int Range) Widest(int[] box) => Enumerable.Range(0, 3)
        .Select(channel => (channel, box.Max(bin => Channel(bin, channel)) - box.Min(bin => Channel(bin, channel))))
        .MaxBy(item => item.Item2);

    private void Fill(int index, int[] box, long[] counts, long[] sums)
    {
        long count = box.Sum(bin => counts[bin]);
        for (int channel = 0; channel < 3; channel++)
        {
            _colors[(index * 3) + channel] = (byte)(box.Sum(bin => sums[(bin * 3) + channel]) / count);
        }

        foreach (int bin in box)
        {
            _indexOfBin[bin] = (byte)index;
        }
    }
}
