using BenchmarkDotNet.Running;
using GptImage.Sdk.Benchmarks;

// dotnet run -c Release --project benchmarks/GptImage.Sdk.Benchmarks -- --filter '*'
BenchmarkSwitcher.FromAssembly(typeof(CallBenchmark).Assembly).Run(args);
