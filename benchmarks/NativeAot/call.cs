#:project ../../src/GptImage.Sdk/GptImage.Sdk.csproj
// As `dotnet new console --aot` sets it: culture data alone would be 4 MB of memory, with or without this library.
#:property InvariantGlobalization=true
// Each warning by itself, instead of one for an assembly; all are errors.
#:property TrimmerSingleWarn=false
// Buys a picture as a small program does, and says how much memory the process took: call memory|files ADDRESS KEY FILE
using GptImage.Sdk;

using GptImageClient client = new(new GptImageClientOptions { ApiKey = args[2], BaseAddress = new Uri(args[1]) });
TextToImageRequest request = new("A lighthouse at dawn") { Size = ImageSize.Square, Quality = ImageQuality.Low };
if (args[0] == "files")
{
    await client.GenerateToFilesAsync(request, args[3]);
}
else
{
    ImageResult result = await client.GenerateAsync(request);
    await result.Image.SaveAsync(args[3]);
}

string[] status = await File.ReadAllLinesAsync("/proc/self/status");
Console.WriteLine(status.First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)));
