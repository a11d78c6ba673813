using CsCheck;

namespace GptImage.Sdk.Tests;

/// <summary>Checks a property on the same samples in every run.</summary>
internal static class FixedSamples
{
    private const uint Stream = 1;
    private const ulong Seed = 20_261_123;

    public static void Check<T>(this Gen<T> gen, int count, Action<T> check)
    {
        PCG random = new(Stream, Seed);
        for (int i = 0; i < count; i++)
        {
            T sample = gen.Generate(random, null, out _);
            try
            {
                check(sample);
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException(
                    FormattableString.Invariant($"Sample {i} fails: {CsCheck.Check.Print(sample)}"), exception);
            }
        }
    }

    public static void Check<T1, T2>(this Gen<(T1, T2)> gen, int count, Action<T1, T2> check) =>
        gen.Check(count, sample => check(sample.Item1, sample.Item2));

    public static void Check<T1, T2, T3>(this Gen<(T1, T2, T3)> gen, int count, Action<T1, T2, T3> check) =>
        gen.Check(count, sample => check(sample.Item1, sample.Item2, sample.Item3));

    public static void Check<T1, T2, T3, T4>(this Gen<(T1, T2, T3, T4)> gen, int count, Action<T1, T2, T3, T4> check) =>
        gen.Check(count, sample => check(sample.Item1, sample.Item2, sample.Item3, sample.Item4));
}
