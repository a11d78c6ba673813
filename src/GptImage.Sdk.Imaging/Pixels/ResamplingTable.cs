namespace GptImage.Sdk.Imaging;

/// <summary>For each pixel along an edge of the target: which pixels of the source it is made of, and how much of each.</summary>
/// <remarks>
/// Scaling down uses Lanczos's window over three lobes, stretched by the scale, so that nothing finer than the target can show comes
/// through as a false pattern. Scaling up uses the cubic of Mitchell and Netravali, which draws no rings around hard edges.
/// </remarks>
internal sealed class ResamplingTable
{
    private const double LanczosReach = 3;
    private const double MitchellReach = 2;

    private readonly int[] _starts;
    private readonly float[] _weights;

    public ResamplingTable(int sourceLength, int targetLength)
    {
        double step = (double)sourceLength / targetLength;
        bool isUp = step < 1;
        double stretch = Math.Max(1, step);
        double reach = (isUp ? MitchellReach : LanczosReach) * stretch;
        Taps = step == 1 ? 1 : Math.Min((int)Math.Ceiling(2 * reach), sourceLength);
        _starts = new int[targetLength];
        _weights = new float[targetLength * Taps];
        double[] taken = new double[Taps];
        for (int i = 0; i < targetLength; i++)
        {
            double center = ((i + 0.5) * step) - 0.5;
            int start = Math.Clamp((int)Math.Round(center - ((Taps - 1) / 2.0)), 0, sourceLength - Taps);
            for (int tap = 0; tap < Taps; tap++)
            {
                double distance = (start + tap - center) / stretch;
                taken[tap] = isUp ? Mitchell(distance) : Lanczos(distance);
            }

            double sum = taken.Sum();
            for (int tap = 0; tap < Taps; tap++)
            {
                _weights[(i * Taps) + tap] = (float)(taken[tap] / sum);
            }

            _starts[i] = start;
        }
    }

    /// <summary>Gets how many pixels of the source each one of the target is made of.</summary>
    public int Taps { get; }

    public int StartAt(int index) => _starts[index];

    public ReadOnlySpan<float> WeightsAt(int index) => _weights.AsSpan(index * Taps, Taps);

    private static double Lanczos(double x) => Math.Abs(x) >= LanczosReach ? 0 : Sinc(x) * Sinc(x / LanczosReach);

    private static double Sinc(double x) => Math.Abs(x) < 1e-9 ? 1 : Math.Sin(Math.PI * x) / (Math.PI * x);

    private static double Mitchell(double x)
    {
        double far = Math.Abs(x);
        return far >= MitchellReach ? 0
            : far >= 1 ? ((-7.0 / 3 * far * far * far) + (12 * far * far) - (20 * far) + (32.0 / 3)) / 6
            : ((7 * far * far * far) - (12 * far * far) + (16.0 / 3)) / 6;
    }
}
