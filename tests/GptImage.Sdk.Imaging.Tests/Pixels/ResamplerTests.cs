using GptImage.Sdk.Imaging.Tests.Support;
using SkiaSharp;

namespace GptImage.Sdk.Imaging.Tests.Pixels;

public sealed class ResamplerTests
{
    private const int PlateEdge = 512;

    [Theory]
    [InlineData(0.7)]
    [InlineData(0.51)]
    [InlineData(0.49)]
    [InlineData(0.3)]
    [InlineData(0.1)]
    public void Scale_ZonePlateDown_LetsHardlyMoreThroughThanLanczosBeyondWhatTheTargetCanShow(double scale)
    {
        int edge = (int)Math.Round(PlateEdge * scale);
        using Raster plate = ZonePlate();

        using Raster scaled = plate.Scale(edge, edge);

        double[][] lanczos = Lanczos(plate, edge);
        double own = EnergyBeyondNyquist((x, y) => scaled.Row(y)[x] & 0xFF, edge);
        double reference = EnergyBeyondNyquist((x, y) => lanczos[x][y], edge);
        Assert.InRange(reference, 0.01, 8);
        Assert.InRange(own, 0, 1.5 * reference);
    }

    [Theory]
    [InlineData(0.7)]
    [InlineData(0.49)]
    [InlineData(0.1)]
    public void Scale_ZonePlateDown_KeepsWhatTheTargetCanShow(double scale)
    {
        int edge = (int)Math.Round(PlateEdge * scale);
        using Raster plate = ZonePlate();

        using Raster scaled = plate.Scale(edge, edge);

        double sum = 0;
        int count = 0;
        for (int y = 0; y < edge; y++)
        {
            for (int x = 0; x < edge; x++)
            {
                double distance = Distance(x, y, edge);
                if (distance < PlateEdge / 2.0 * scale * 0.5)
                {
                    double off = Wave(distance) - (scaled.Row(y)[x] & 0xFF);
                    sum += off * off;
                    count++;
                }
            }
        }

        Assert.InRange(Math.Sqrt(sum / count), 0, 6);
    }

    [Theory]
    [InlineData(37, 23, 11, 90)]
    [InlineData(37, 23, 37, 9)]
    [InlineData(1, 1, 5, 3)]
    [InlineData(5, 3, 1, 1)]
    [InlineData(100, 2, 7, 2)]
    public void Scale_OfOneColor_StaysOfThatColor(int width, int height, int newWidth, int newHeight)
    {
        foreach (uint color in (uint[])[0xFF336699, 0x80C00A31, 0x01FFFFFF])
        {
            using Raster plain = new(width, height, SKColorSpace.CreateSrgb(), isOpaque: color >> 24 == 255);
            plain.Pixels.Fill(color);

            using Raster scaled = plain.Scale(newWidth, newHeight);

            Assert.Equal(new ImageSize(newWidth, newHeight), scaled.Size);
            Assert.False(scaled.Pixels.ContainsAnyExcept(color));
        }
    }

    [Fact]
    public void Scale_InvisibleColorBesideAVisibleOne_DoesNotShineThrough()
    {
        using Raster halves = new(64, 8, SKColorSpace.CreateSrgb(), isOpaque: false);
        for (int y = 0; y < halves.Height; y++)
        {
            halves.Row(y)[..32].Fill(0x0000FF00);
            halves.Row(y)[32..].Fill(0xFF0000FF);
        }

        using Raster scaled = halves.Scale(17, 5);

        foreach (uint pixel in scaled.Pixels)
        {
            Assert.True(pixel >> 24 == 0 || (pixel & 0xFFFFFF) == 0x0000FF, $"{pixel:X8}");
        }
    }

    [Fact]
    public void Scale_HardEdgeUp_DrawsNoRingsThatClipOrOvershootMuch()
    {
        using Raster edge = new(16, 4, SKColorSpace.CreateSrgb(), isOpaque: true);
        for (int y = 0; y < edge.Height; y++)
        {
            edge.Row(y)[..8].Fill(0xFF404040);
            edge.Row(y)[8..].Fill(0xFFC0C0C0);
        }

        using Raster scaled = edge.Scale(160, 40);

        Assert.All(scaled.Pixels.ToArray(), pixel => Assert.InRange(pixel & 0xFF, 0x40u - 6, 0xC0u + 6));
    }

    private static Raster ZonePlate()
    {
        Raster plate = new(PlateEdge, PlateEdge, SKColorSpace.CreateSrgb(), isOpaque: true);
        for (int y = 0; y < PlateEdge; y++)
        {
            for (int x = 0; x < PlateEdge; x++)
            {
                uint level = (uint)Math.Round(Wave(Distance(x, y, PlateEdge)));
                plate.Row(y)[x] = 0xFF000000 | (level << 16) | (level << 8) | level;
            }
        }

        return plate;
    }

    /// <summary>Gets how far a pixel is from the middle, in pixels of the plate.</summary>
    private static double Distance(int x, int y, int edge)
    {
        double step = (double)PlateEdge / edge;
        (double dx, double dy) = (((x + 0.5) * step) - (PlateEdge / 2.0), ((y + 0.5) * step) - (PlateEdge / 2.0));
        return Math.Sqrt((dx * dx) + (dy * dy));
    }

    /// <summary>Gets the level at a distance: the waves become finer outwards, and alternate from pixel to pixel at half the
    /// edge.</summary>
    private static double Wave(double distance) => 127.5 + (127.5 * Math.Cos(Math.PI * distance * distance / PlateEdge));

    /// <summary>Gets the root mean square of what is left where the waves are finer than the target can show along either axis.</summary>
    private static double EnergyBeyondNyquist(Func<int, int, double> level, int edge)
    {
        double finest = PlateEdge / 2.0 * edge / PlateEdge;
        double step = (double)PlateEdge / edge;
        double sum = 0;
        int count = 0;
        for (int y = 0; y < edge; y++)
        {
            for (int x = 0; x < edge; x++)
            {
                double across = Math.Abs(((x + 0.5) * step) - (PlateEdge / 2.0));
                double down = Math.Abs(((y + 0.5) * step) - (PlateEdge / 2.0));
                if (Math.Max(across, down) > finest * 1.2)
                {
                    double off = level(x, y) - 127.5;
                    sum += off * off;
                    count++;
                }
            }
        }

        return Math.Sqrt(sum / count);
    }

    private static double[][] Lanczos(Raster plate, int edge)
    {
        double step = (double)PlateEdge / edge;
        double[][] narrow = [.. Enumerable.Range(0, edge).Select(_ => new double[PlateEdge])];
        double[][] small = [.. Enumerable.Range(0, edge).Select(_ => new double[edge])];
        for (int i = 0; i < edge; i++)
        {
            double center = ((i + 0.5) * step) - 0.5;
            (int At, double Weight)[] taps =
            [
                .. Enumerable.Range(0, PlateEdge)
                    .Select(at => (at, Lobe((at - center) / step)))
                    .Where(tap => tap.Item2 != 0),
            ];
            double whole = taps.Sum(tap => tap.Weight);
            for (int y = 0; y < PlateEdge; y++)
            {
                narrow[i][y] = taps.Sum(tap => tap.Weight * (plate.Row(y)[tap.At] & 0xFF)) / whole;
            }
        }

        for (int i = 0; i < edge; i++)
        {
            double center = ((i + 0.5) * step) - 0.5;
            for (int x = 0; x < edge; x++)
            {
                double sum = 0;
                double whole = 0;
                for (int at = 0; at < PlateEdge; at++)
                {
                    double weight = Lobe((at - center) / step);
                    sum += weight * narrow[x][at];
                    whole += weight;
                }

                small[x][i] = sum / whole;
            }
        }

        return small;

        static double Lobe(double x) => Math.Abs(x) >= 3 ? 0
            : x == 0 ? 1
            : 3 * Math.Sin(Math.PI * x) * Math.Sin(Math.PI * x / 3) / (Math.PI * Math.PI * x * x);
    }
}
