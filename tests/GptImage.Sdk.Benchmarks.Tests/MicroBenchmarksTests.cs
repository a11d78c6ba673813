using System.Reflection;
using BenchmarkDotNet.Attributes;

namespace GptImage.Sdk.Benchmarks.Tests;

/// <summary>Runs each micro benchmark once, so that they keep working.</summary>
[Trait("Category", "Heavy")]
public sealed class MicroBenchmarksTests
{
    public static TheoryData<string, string> Methods => new(typeof(CallBenchmark).Assembly.GetTypes()
        .SelectMany(type => With<BenchmarkAttribute>(type).Select(method => (type.Name, method.Name))));

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Benchmark_Once_DoesItsWork(string type, string name)
    {
        Type known = typeof(CallBenchmark).Assembly.GetTypes().Single(candidate => candidate.Name == type);
        MethodInfo method = known.GetMethod(name)!;
        foreach (object? parameter in Parameters(known))
        {
            object benchmark = Activator.CreateInstance(known)!;
            known.GetProperties().SingleOrDefault(property => property.IsDefined(typeof(ParamsAttribute)))?.SetValue(benchmark, parameter);
            With<GlobalSetupAttribute>(known).SingleOrDefault()?.Invoke(benchmark, null);

            object? result = method.Invoke(benchmark, null);

            Assert.True(await ValueOfAsync(result) >= 0, $"{type}.{name} does nothing.");
            With<GlobalCleanupAttribute>(known).SingleOrDefault()?.Invoke(benchmark, null);
        }
    }

    [Fact]
    public void Benchmarks_OfEachClass_HaveOneBaselineAndCountMemory()
    {
        List<Type> types = [.. typeof(CallBenchmark).Assembly.GetTypes().Where(type => With<BenchmarkAttribute>(type).Any())];

        Assert.Superset(
            new HashSet<string>
                { "CallBenchmark", "PromptComposerBenchmark", "RequestEncoderBenchmark", "RequestValidatorBenchmark",
                "ResponseDecoderBenchmark" },
            types.Select(type => type.Name).ToHashSet());
        Assert.All(
            types,
            type => Assert.Single(With<BenchmarkAttribute>(type), method => method.GetCustomAttribute<BenchmarkAttribute>()!.Baseline));
        Assert.All(types, type => Assert.True(type.IsDefined(typeof(MemoryDiagnoserAttribute))));
    }

    private static IEnumerable<MethodInfo> With<TAttribute>(Type type)
        where TAttribute : Attribute => type.GetMethods().Where(method => method.IsDefined(typeof(TAttribute)));

    private static object?[] Parameters(Type type) =>
        type.GetProperties().Select(property => property.GetCustomAttribute<ParamsAttribute>())
            .SingleOrDefault(parameters => parameters is not null)?.Values ?? [null];

    private static async Task<long> ValueOfAsync(object? result) => result switch
    {
        Task<int> task => await task,
        Task<long> task => await task,
        int number => number,
        _ => -1,
    };
}
