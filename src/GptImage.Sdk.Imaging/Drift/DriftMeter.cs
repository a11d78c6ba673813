using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace GptImage.Sdk.Imaging;

/// <summary>Compares two pictures of one size where a mask protects them.</summary>
internal static class DriftMeter
{
    /// <summary>Measures; the differences of all pixels stay behind for the heat map.</summary>
    public static DriftReport Measure(Raster before, Raster after, MaskPlane mask, DriftOptions options)
    {
        bool isOpaque = before.IsOpaque && after.IsOpaque;
        byte[] differences = new byte[before.Pixels.Length];
        DriftSums sums = new() { Channels = isOpaque ? 3 : 4 };
        using Strip beforeStrip = new(before, isOpaque);
        using Strip afterStrip = new(after, isOpaque);
        for (int top = 0; top < before.Height; top += SsimWindow.Edge)
        {
            int rows = Math.Min(SsimWindow.Edge, before.Height - top);
            ReadOnlySpan<uint> old = beforeStrip.Read(top, rows);
            ReadOnlySpan<uint> now = afterStrip.Read(top, rows);
            ReadOnlySpan<byte> weights = mask.Weights.Slice(top * mask.Width, rows * mask.Width);
            Compare(old, now, weights, differences.AsSpan(top * mask.Width), options.Threshold, ref sums);
            SsimWindow.Add(old, now, weights, before.Width, rows, ref sums);
        }

        return new DriftReport(before.Size, differences, sums, options.Threshold);
    }

    private static void Compare(
        ReadOnlySpan<uint> old, ReadOnlySpan<uint> now, ReadOnlySpan<byte> weights, Span<byte> differences, int threshold,
        ref DriftSums sums)
    {
        int at = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            at = CompareVectors(old, now, weights, differences, threshold, ref sums);
        }

        for (; at < old.Length; at++)
        {
            ComparePixel(old[at], now[at], weights[at], ref differences[at], threshold, ref sums);
        }
    }

    private static void ComparePixel(uint old, uint now, byte weight, ref byte difference, int threshold, ref DriftSums sums)
    {
        if (weight != 0)
        {
            difference = HeatMap.Free;
            return;
        }

        int largest = 0;
        for (int shift = 0; shift < 32; shift += 8)
        {
            int channel = Math.Abs((int)((old >> shift) & 0xFF) - (int)((now >> shift) & 0xFF));
            sums.Absolute += channel;
            sums.Squared += channel * channel;
            largest = Math.Max(largest, channel);
        }

        sums.Pixels++;
        sums.Changed += largest > threshold ? 1 : 0;
        sums.Max = Math.Max(sums.Max, largest);
        difference = (byte)Math.Min(largest, HeatMap.Free - 1);
    }

    /// <summary>Compares eight pixels at a time.</summary>
    /// <returns>How many pixels are done.</returns>
    private static int CompareVectors(
        ReadOnlySpan<uint> old, ReadOnlySpan<uint> now, ReadOnlySpan<byte> weights, Span<byte> differences, int threshold,
        ref DriftSums sums)
    {
        const int Pixels = 8;
        Vector256<uint> limit = Vector256.Create((uint)threshold);
        Vector256<uint> most = Vector256<uint>.Zero;
        int at = 0;
        while (at + Pixels <= old.Length)
        {
            // A lane adds at most 4 * 255² a step, so that 4,096 steps stay far below 32 bits.
            int end = Math.Min(old.Length - Pixels, at + (Pixels * 4096));
            Vector256<uint> absolute = Vector256<uint>.Zero;
            Vector256<uint> squared = Vector256<uint>.Zero;
            for (; at <= end; at += Pixels)
            {
                ulong eight = MemoryMarshal.Read<ulong>(weights[at..]);
                if (eight == ulong.MaxValue)
                {
                    differences.Slice(at, Pixels).Fill(HeatMap.Free);
                    continue;
                }

                Vector256<byte> a = Vector256.Create(old.Slice(at, Pixels)).AsByte();
                Vector256<byte> b = Vector256.Create(now.Slice(at, Pixels)).AsByte();
                Vector256<uint> isFree = ~Vector256.Equals(WidenToPixels(eight), Vector256<uint>.Zero);
                Vector256<byte> difference = Vector256.AndNot((Vector256.Max(a, b) - Vector256.Min(a, b)).AsUInt32(), isFree).AsByte();
                Vector256<ushort> low = Vector256.WidenLower(difference);
                Vector256<ushort> high = Vector256.WidenUpper(difference);
                Vector256<ushort> sum = low + high;
                absolute += Vector256.WidenLower(sum) + Vector256.WidenUpper(sum);
                low *= low;
                high *= high;
                squared += Vector256.WidenLower(low) + Vector256.WidenUpper(low) + Vector256.WidenLower(high) + Vector256.WidenUpper(high);
                Vector256<uint> channels = difference.AsUInt32();
                Vector256<uint> byteMask = Vector256.Create(0xFFu);
                Vector256<uint> largest = Vector256.Max(
                    Vector256.Max(channels & byteMask, Vector256.ShiftRightLogical(channels, 8) & byteMask),
                    Vector256.Max(Vector256.ShiftRightLogical(channels, 16) & byteMask, Vector256.ShiftRightLogical(channels, 24)));
                most = Vector256.Max(most, largest);
                sums.Changed += System.Numerics.BitOperations.PopCount(
                    Vector256.GreaterThan(largest.AsInt32(), limit.AsInt32()).ExtractMostSignificantBits());
                sums.Pixels += Pixels - System.Numerics.BitOperations.PopCount(isFree.ExtractMostSignificantBits());
                Vector256<uint> shown =
                    Vector256.ConditionalSelect(isFree, Vector256.Create((uint)HeatMap.Free),
                    Vector256.Min(largest, Vector256.Create(HeatMap.Free - 1u)));
                Vector128<ushort> narrowed = Vector128.Narrow(shown.GetLower(), shown.GetUpper());
                MemoryMarshal.Write(differences[at..], Vector128.Narrow(narrowed, narrowed).AsUInt64().ToScalar());
            }

            sums.Absolute += Sum(absolute);
            sums.Squared += Sum(squared);
        }

        for (int i = 0; i < Vector256<uint>.Count; i++)
        {
            sums.Max = Math.Max(sums.Max, (int)most[i]);
        }

        return at;
    }

    private static Vector256<uint> WidenToPixels(ulong weights)
    {
        Vector128<ushort> wide = Vector128.WidenLower(Vector128.CreateScalar(weights).AsByte());
        return Vector256.Create(Vector128.WidenLower(wide), Vector128.WidenUpper(wide));
    }

    private static long Sum(Vector256<uint> sums)
    {
        long total = 0;
        for (int i = 0; i < Vector256<uint>.Count; i++)
        {
            total += sums[i];
        }

        return total;
    }

    /// <summary>A few rows of a picture, premultiplied where it has alpha: what is invisible must not count.</summary>
    private sealed class Strip(Raster raster, bool isOpaque) : IDisposable
    {
        private readonly SkiaSharp.SKBitmap? _premultiplied = isOpaque
            ? null
            : new SkiaSharp.SKBitmap(
                new SkiaSharp.SKImageInfo(raster.Width, SsimWindow.Edge, SkiaSharp.SKColorType.Rgba8888, SkiaSharp.SKAlphaType.Premul,
                raster.Colors));

        public ReadOnlySpan<uint> Read(int top, int rows)
        {
            if (_premultiplied is null)
            {
                return raster.Pixels.Slice(top * raster.Width, rows * raster.Width);
            }

            using SkiaSharp.SKPixmap pixels = raster.Bitmap.PeekPixels();
            _ = pixels.ReadPixels(_premultiplied.Info, _premultiplied.GetPixels(), _premultiplied.RowBytes, 0, top);
            return MemoryMarshal.Cast<byte, uint>(_premultiplied.GetPixelSpan())[..(rows * raster.Width)];
        }

        public void Dispose() => _premultiplied?.Dispose();
    }
}
