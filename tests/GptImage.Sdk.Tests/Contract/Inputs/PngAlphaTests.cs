namespace GptImage.Sdk.Tests;

public sealed class PngAlphaTests
{
    public static TheoryData<int, int, int> Kinds()
    {
        TheoryData<int, int, int> kinds = [];
        foreach (int filter in (int[])[0, 1, 2, 3, 4, 5])
        {
            kinds.Add(filter, 4, 8);
            kinds.Add(filter, 2, 8);
            kinds.Add(filter, 4, 16);
            kinds.Add(filter, 2, 16);
        }

        return kinds;
    }

    /// <summary>Filter 5 stands for all of them in turn.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void IsOpaque_EveryFilterAndDepth_FindsTheOnePixel(int filter, int channels, int depth)
    {
        int full = (1 << depth) - 1;
        Assert.True(IsOpaque((_, _) => full));
        foreach ((int x, int y) in ((int, int)[])[(0, 0), (6, 0), (0, 4), (3, 2), (6, 4)])
        {
            Assert.False(IsOpaque((column, row) => (column, row) == (x, y) ? full - 1 : full));
            Assert.False(IsOpaque((column, row) => (column, row) == (x, y) ? 0 : full));
        }

        bool IsOpaque(Func<int, int, int> alpha) => PngAlpha.IsOpaque(new FilteredPng(7, 5)
        {
            Channels = channels,
            Depth = depth,
            Filter = row => filter < 5 ? filter : (row + 1) % 5,
            Alpha = alpha,
            ChunkBytes = 11,
        }.Write());
    }

    [Fact]
    public void IsOpaque_RandomPictures_AgreesWithTheirAlpha()
    {
        Random random = new(1);
        for (int round = 0; round < 200; round++)
        {
            (int width, int height) = (random.Next(1, 12), random.Next(1, 12));
            int odd = random.Next(3) == 0 ? -1 : random.Next(width * height);
            int[] filters = [.. Enumerable.Range(0, height).Select(_ => random.Next(5))];

            bool isOpaque = PngAlpha.IsOpaque(new FilteredPng(width, height)
            {
                Filter = row => filters[row],
                Alpha = (x, y) => (y * width) + x == odd ? random.Next(255) : 255,
                ChunkBytes = random.Next(1, 60),
            }.Write());

            Assert.Equal(odd < 0, isOpaque);
        }
    }

    [Fact]
    public void IsOpaque_NotToBeJudged_IsFalse()
    {
        byte[] whole = new FilteredPng(7, 5).Write();

        Assert.True(PngAlpha.IsOpaque(whole.ToArray()));
        Assert.False(PngAlpha.IsOpaque(new FilteredPng(7, 5) { MissingRows = 1 }.Write()));
        Assert.False(PngAlpha.IsOpaque(new FilteredPng(7, 5) { Filter = _ => 9 }.Write()));
        Assert.False(PngAlpha.IsOpaque(SamplePictures.Png()));
        Assert.False(PngAlpha.IsOpaque(SamplePictures.Png(interlaced: true)));
        Assert.False(PngAlpha.IsOpaque(SamplePictures.Png(colorType: 3)));
        Assert.False(PngAlpha.IsOpaque(SamplePictures.Png(width: int.MaxValue, height: int.MaxValue)));
        for (int length = 0; length < whole.Length - 40; length++)
        {
            Assert.False(PngAlpha.IsOpaque(whole[..length]));
        }
    }

    [Fact]
    public void IsOpaque_AnyDamagedByte_IsJudgedWithoutAnException()
    {
        byte[] whole = new FilteredPng(7, 5) { Filter = row => row % 5 }.Write();
        bool[] verdicts = [.. Enumerable.Range(0, whole.Length * 3).Select(number =>
        {
            byte[] damaged = [.. whole];
            damaged[number / 3] ^= (byte)(1 << (number % 3 * 3));
            return PngAlpha.IsOpaque(damaged);
        })];

        Assert.Contains(false, verdicts);
        Assert.All(verdicts[..24], Assert.True);
        Assert.All(verdicts[(25 * 3)..(26 * 3)], Assert.False);
    }
}
