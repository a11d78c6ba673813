using BenchmarkDotNet.Running;
using GptImage.Sdk.Benchmarks;
using GptImage.Sdk.Benchmarks.NativeAot;
using GptImage.Sdk.Benchmarks.Peers;

// dotnet run -c Release --project benchmarks/GptImage.Sdk.Benchmarks -- peers [--quick] [--case NAME]
// dotnet run -c Release --project benchmarks/GptImage.Sdk.Benchmarks -- native-aot FOLDER, into which both programs of benchmarks/NativeAot
// are published
// dotnet run -c Release --project benchmarks/GptImage.Sdk.Benchmarks -- --filter '*'
switch (args)
{
    case ["peers", .. string[] options]:
        await PeerRunner.RunAsync(options);
        break;
    case [PeerServer.Command]:
        await PeerServer.RunAsync();
        break;
    case [PeerWorker.Command, .. string[] setting]:
        await PeerWorker.RunAsync(PeerSetting.Parse(setting));
        break;
    case [NativeAotRunner.Command, string folder]:
        return await NativeAotRunner.RunAsync(folder);
    default:
        BenchmarkSwitcher.FromAssembly(typeof(CallBenchmark).Assembly).Run(args);
        break;
}

return 0;
