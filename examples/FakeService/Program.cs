using System.Globalization;
using System.Runtime.InteropServices;
using GptImage.Sdk.Testing;

// Serves the fake GPT Image service until Ctrl-C or SIGTERM:
//   dotnet run --project examples/FakeService -- --port 5005 --key sk-fake --azure my-dep=gpt-image-2
var options = new FakeGptImageServiceOptions { Port = 5005 };
for (int index = 0; index < args.Length; index += 2)
{
    string? value = index + 1 < args.Length ? args[index + 1] : null;
    if (args[index] == "--port" && ushort.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out ushort port))
    {
        options.Port = port;
    }
    else if (args[index] == "--key" && !string.IsNullOrWhiteSpace(value))
    {
        options.ApiKey = value;
    }
    else if (args[index] == "--azure" && value?.Split('=') is [{ Length: > 0 } deployment, { Length: > 0 } model])
    {
        options.Azure ??= new FakeAzureOptions();
        options.Azure.Deployments[deployment] = model;
    }
    else
    {
        await Console.Error.WriteLineAsync(
            "Usage: FakeService [--port 0..65535] [--key KEY] [--azure DEPLOYMENT=MODEL]...   (defaults: 5005, sk-fake; port 0 takes any "
            + "free one)");
        return 2;
    }
}

try
{
    using var service = FakeGptImageService.Start(options);
    var stop = new TaskCompletionSource();
    using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
    using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
    string address = service.BaseAddress.ToString().TrimEnd('/');
    Console.WriteLine(address);
    Console.WriteLine($"key: {service.ApiKey}");
    Console.WriteLine($"control: {service.ControlAddress}");
    if (options.Azure is not null)
    {
        Console.WriteLine($"azure: {service.AzureEndpoint}");
    }

    Console.WriteLine(
        $$"""curl {{address}}/images/generations -H "Authorization: Bearer {{service.ApiKey}}" -H "Content-Type: application/json" -d '{"model":"gpt-image-2","prompt":"A lighthouse at dawn"}'""");
    Console.WriteLine($$"""curl {{service.ControlAddress}}outcomes -d '{"outcome":"rate_limited","retry_after_ms":500}'""");
    Console.WriteLine($"curl {service.ControlAddress}requests");
    await stop.Task;
    return 0;

    void Stop(PosixSignalContext context)
    {
        context.Cancel = true;
        stop.TrySetResult();
    }
}
catch (IOException exception)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return 1;
}
