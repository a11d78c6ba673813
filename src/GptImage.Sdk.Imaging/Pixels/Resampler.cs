using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace GptImage.Sdk.Imaging;

/// <summary>Scales pictures: columns first, then rows, in floating point and with colours weighted by their alpha.</summary>
/// <remarks>Only as many rows are held as one row of the target is made of.</remarks>
internal sealed class Resampler
{
    private const int Channels = 4;

    private readonly Raster _source;
    private readonly Raster _target;
    private readonly ResamplingTable _columns;
    private readonly ResamplingTable _rows;
    private readonly float[] _line;
    private readonly float[][] _ring;
    private readonly float[][] _taken;
    private readonly float[] _sums;
    private int _nextRow;

    private Resampler(Raster source, Raster target)
    {
        _source = source;
        _target = target;
        _columns = new ResamplingTable(source.Width, target.Width);
        _rows = new ResamplingTable(source.Height, target.Height);
        _line = new float[source.Width * Channels];
        _ring = [.. Enumerable.Range(0, _rows.Taps).Select(_ => new float[target.Width * Channels])];
        _taken = new float[_rows.Taps][];
        _sums = new float[target.Width * Channels];
    }

    /// <summary>Fills a picture with another one, scaled.</summary>
    /// <param name="source">The picture.</param>
    /// <param name="target">Takes its pixels; of the same kind of alpha.</param>
    public static void Scale(Raster source, Raster target) => new Resampler(source, target).Run();

    private void Run()
    {
        for (int y = 0; y < _target.Height; y++)
        {
            int first = _rows.StartAt(y);
            for (_nextRow = Math.Max(_nextRow, first); _nextRow < first + _rows.Taps; _nextRow++)
            {
                ReadLine(_source.Row(_nextRow));
                ScaleLine(_ring[_nextRow % _ring.Length]);
            }

            AddRows(first, _rows.WeightsAt(y));
            WriteLine(_target.Row(y));
        }
    }

    private void ReadLine(ReadOnlySpan<uint> pixels)
    {
        Span<Vector128<float>> line = MemoryMarshal.Cast<float, Vector128<float>>(_line.AsSpan());
        bool isOpaque = _source.IsOpaque;
        for (int x = 0; x < pixels.Length; x++)
        {
            Vector128<float> pixel = Widen(pixels[x]);
            line[x] = isOpaque ? pixel : WithElement3(pixel * (pixel[3] / byte.MaxValue), pixel[3]);
        }
    }

    private void ScaleLine(float[] scaled)
    {
        ref float line = ref MemoryMarshal.GetArrayDataReference(_line);
        Span<Vector128<float>> target = MemoryMarshal.Cast<float, Vector128<float>>(scaled.AsSpan());
        for (int x = 0; x < target.Length; x++)
        {
            ReadOnlySpan<float> weights = _columns.WeightsAt(x);
            nuint at = (nuint)(_columns.StartAt(x) * Channels);
            Vector128<float> sum = Vector128<float>.Zero;
            foreach (float weight in weights)
            {
                sum += Vector128.LoadUnsafe(ref line, at) * weight;
                at += Channels;
            }

            target[x] = sum;
        }
    }

    private void AddRows(int first, ReadOnlySpan<float> weights)
    {
        for (int tap = 0; tap < weights.Length; tap++)
        {
            _taken[tap] = _ring[(first + tap) % _ring.Length];
        }

        int at = 0;
        for (; at + Vector<float>.Count <= _sums.Length; at += Vector<float>.Count)
        {
            Vector<float> sum = Vector<float>.Zero;
            for (int tap = 0; tap < weights.Length; tap++)
            {
                sum += new Vector<float>(_taken[tap], at) * weights[tap];
            }

            sum.CopyTo(_sums, at);
        }

        for (; at < _sums.Length; at++)
        {
            _sums[at] = 0;
            for (int tap = 0; tap < weights.Length; tap++)
            {
                _sums[at] += _taken[tap][at] * weights[tap];
            }
        }
    }

    private void WriteLine(Span<uint> pixels)
    {
        ReadOnlySpan<Vector128<float>> sums = MemoryMarshal.Cast<float, Vector128<float>>(_sums);
        for (int x = 0; x < pixels.Length; x++)
        {
            pixels[x] = _target.IsOpaque ? Narrow(sums[x]) | 0xFF000000 : Unweighted(sums[x]);
        }
    }

    private static uint Unweighted(Vector128<float> sum)
    {
        float alpha = Math.Min(sum[3], byte.MaxValue);
        return alpha < 0.5f ? 0 : Narrow(WithElement3(sum * (byte.MaxValue / alpha), alpha));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> WithElement3(Vector128<float> color, float alpha) => color.WithElement(3, alpha);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Widen(uint pixel) => Vector128.ConvertToSingle(
        Vector128.WidenLower(Vector128.WidenLower(Vector128.CreateScalar(pixel).AsByte())).AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Narrow(Vector128<float> color)
    {
        Vector128<float> limited = Vector128.Min(Vector128.Max(color, Vector128<float>.Zero), Vector128.Create((float)byte.MaxValue));
        Vector128<int> rounded = Vector128.ConvertToInt32(limited + Vector128.Create(0.5f));
        Vector128<short> half = Vector128.Narrow(rounded, rounded);
        return Vector128.Narrow(half.AsUInt16(), half.AsUInt16()).AsUInt32()[0];
    }
}
