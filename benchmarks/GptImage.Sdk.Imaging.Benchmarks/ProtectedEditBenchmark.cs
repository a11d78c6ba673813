using BenchmarkDotNet.Attributes;
using ImageMagick;
using SkiaSharp;

namespace GptImage.Sdk.Imaging.Benchmarks;

/// <summary>A protected edit of 3840x2160 beside what must be done at least, and beside the same composite with Magick.NET.</summary>
[MemoryDiagnoser]
public class ProtectedEditBenchmark
{
    private const int Width = 3840;
    private const int Height = 2160;
    private const double FrameBytes = 4.0 * Width * Height;

    private byte[] _original = [];
    private byte[] _edited = [];
    private byte[] _mask = [];
    private ProtectedEdit? _edit;
    private AnsweringClient? _client;

    [GlobalSetup]
    public void Setup()
    {
        _original = Picture(1);
        _edited = Picture(2);
        using MaskBuilder mask = MaskBuilder.For(new ImageSize(Width, Height)).Ellipse(0.3, 0.3, 0.3, 0.4, ImageUnit.Fractions);
        _mask = mask.Build().Bytes.ToArray();
        _edit = new ProtectedEdit(ImageInput.FromBytes(_original), "Replace the mug", mask);
        _client = new AnsweringClient(_edited);
    }

    [Benchmark(Baseline = true)]
    public int Floor()
    {
        using SKBitmap original = SKBitmap.Decode(_original);
        using SKBitmap edited = SKBitmap.Decode(_edited);
        using SKData? file = edited.Encode(SKEncodedImageFormat.Png, 100);
        return (int)(file?.Size ?? 0) + original.Width;
    }

    [Benchmark]
    public Task<ProtectedEditResult> ProtectedEdit() => _client!.EditProtectedAsync(_edit!);

    [Benchmark]
    public int MagickComposite()
    {
        using var original = new MagickImage(_original);
        using var edited = new MagickImage(_edited);
        using var mask = new MagickImage(_mask);
        mask.Blur(0, 11, Channels.Alpha);
        mask.Composite(original, CompositeOperator.SrcIn);
        edited.Composite(mask, CompositeOperator.Over);
        return edited.ToByteArray(MagickFormat.Png).Length;
    }

    /// <summary>Measures the most memory of one edit above what is held before, by watching the process.</summary>
    public double PeakFrames()
    {
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        long before = Resident();
        long peak = before;
        Task<ProtectedEditResult> edit = Task.Run(ProtectedEdit);
        while (!edit.Wait(2))
        {
            peak = Math.Max(peak, Resident());
        }

        return (peak - before) / FrameBytes;
    }

    private static long Resident()
    {
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        return process.WorkingSet64;
    }

    /// <summary>Makes soft shapes with the grain of a photograph.</summary>
    private static byte[] Picture(int seed)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(Width, Height, SKColorType.Rgba8888, SKAlphaType.Opaque, SKColorSpace.CreateSrgb()));
        using (var canvas = new SKCanvas(bitmap))
        using (SKShader clouds = SKShader.CreatePerlinNoiseFractalNoise(0.004f, 0.006f, 5, seed))
        using (var paint = new SKPaint { Shader = clouds })
        {
            canvas.Clear(SKColors.Gray);
            canvas.DrawRect(0, 0, Width, Height, paint);
        }

        uint state = 12345;
        Span<byte> bytes = bitmap.GetPixelSpan();
        for (int i = 0; i < bytes.Length; i++)
        {
            state = (state * 1664525) + 1013904223;
            bytes[i] = (i & 3) == 3 ? byte.MaxValue : (byte)Math.Clamp(bytes[i] + (int)(state >> 29) - 4, 0, 255);
        }

        return bitmap.Encode(SKEncodedImageFormat.Png, 100)?.ToArray() ?? [];
    }
}
