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
        _original = NoisyClouds.Draw(Width, Height, 1, SKEncodedImageFormat.Png);
        _edited = NoisyClouds.Draw(Width, Height, 2, SKEncodedImageFormat.Png);
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

    /// <summary>The same composite, unmeasured, as somebody writes it with Skia alone.</summary>
    [Benchmark]
    public int SkiaComposite()
    {
        using SKBitmap original = SKBitmap.Decode(_original);
        using SKBitmap edited = SKBitmap.Decode(_edited);
        using SKBitmap mask = SKBitmap.Decode(_mask);
        using (SKCanvas canvas = new(edited))
        using (SKPaint layer = new() { BlendMode = SKBlendMode.SrcOver })
        using (SKImageFilter blur = SKImageFilter.CreateBlur(11, 11))
        using (SKPaint keep = new() { BlendMode = SKBlendMode.DstIn, ImageFilter = blur })
        {
            _ = canvas.SaveLayer(layer);
            canvas.DrawBitmap(original, 0, 0, new SKSamplingOptions(SKFilterMode.Nearest));
            canvas.DrawBitmap(mask, 0, 0, new SKSamplingOptions(SKFilterMode.Nearest), keep);
            canvas.Restore();
        }

        using SKData? file = edited.Encode(SKEncodedImageFormat.Png, 100);
        return (int)(file?.Size ?? 0);
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
}
