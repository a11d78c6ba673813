#:project ../src/GptImage.Sdk/GptImage.Sdk.csproj
#:project ../src/GptImage.Sdk.Testing/GptImage.Sdk.Testing.csproj
#:package OpenTelemetry.Exporter.OpenTelemetryProtocol
#:package OpenTelemetry.Exporter.Prometheus.HttpListener
#:property PublishAot=false
// Sends what the client tells to a backend, the Aspire dashboard, over OTLP, and reads it back through its API; asks promtool whether the
// metrics are well made; photographs the dashboard's pages: dotnet run eng/telemetry-backend.cs -- out/telemetry
// Needs linux-x64 with libicu, promtool and chromium: apt-get install -y --no-install-recommends prometheus chromium
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text.Json;
using GptImage.Sdk;
using GptImage.Sdk.Testing;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

const string Package = "Aspire.Dashboard.Sdk.linux-x64";
const string Version = "13.6.5";

string folder = Path.GetFullPath(args.Length > 0 ? args[0] : "out/telemetry");
Directory.CreateDirectory(folder);
List<string> problems = [];
string traceId = "";
int[] ports = FreePorts(5);
Uri page = new($"http://127.0.0.1:{ports[0]}/");
Uri collector = new($"http://127.0.0.1:{ports[1]}/");
Uri scraped = new($"http://127.0.0.1:{ports[2]}/");
using HttpClient http = new();

using Process dashboard = StartDashboard();
try
{
    await WaitForAsync(new Uri(page, "api/telemetry/resources"), dashboard);
    await MakeCallsAsync();
    await ReadSpansAsync();
    await ReadLogsAsync();
    await PhotographAsync();
}
finally
{
    dashboard.Kill(entireProcessTree: true);
}

foreach (string problem in problems)
{
    Console.WriteLine($"PROBLEM: {problem}");
}

Console.WriteLine(problems.Count == 0 ? $"All is there; pages in {folder}" : $"{problems.Count} problems");
return problems.Count == 0 ? 0 : 1;

// A success with two repeats, a moderation block, and a stream that its reader leaves.
async Task MakeCallsAsync()
{
    ResourceBuilder resource = ResourceBuilder.CreateDefault().AddService("gpt-image", serviceInstanceId: "one");
    using TracerProvider traces = OpenTelemetry.Sdk.CreateTracerProviderBuilder()
        .SetResourceBuilder(resource)
        .AddSource(GptImageTelemetry.ActivitySourceName)
        .AddSource("System.Net.Http")
        .AddOtlpExporter(options => Export(options, "v1/traces"))
        .Build();
    using MeterProvider metrics = OpenTelemetry.Sdk.CreateMeterProviderBuilder()
        .SetResourceBuilder(resource)
        .AddMeter(GptImageTelemetry.MeterName)
        .AddOtlpExporter(options => Export(options, "v1/metrics"))
        .AddPrometheusHttpListener(options => (options.Host, options.Port) = (scraped.Host, scraped.Port))
        .Build();
    using ILoggerFactory logs = LoggerFactory.Create(logging => logging.AddOpenTelemetry(options =>
    {
        options.IncludeFormattedMessage = true;
        options.SetResourceBuilder(resource).AddOtlpExporter(exporter => Export(exporter, "v1/logs"));
    }));

    using FakeGptImageService service = FakeGptImageService.Start();
    GptImageClientOptions options = new() { ApiKey = service.ApiKey, BaseAddress = service.BaseAddress, LoggerFactory = logs };
    options.LogContent = true;
    options.Retry.BaseDelay = TimeSpan.FromMilliseconds(100);
    options.ImageRateLimiter = new ImageRateLimiter(new ImageRateLimiterOptions { MaxConcurrentCalls = 2 });
    using GptImageClient client = new(options);

    service.Enqueue(FakeOutcome.RateLimited(TimeSpan.FromSeconds(1)));
    service.Enqueue(FakeOutcome.Overloaded());
    await client.GenerateAsync(new TextToImageRequest("A lighthouse at dawn") { Size = ImageSize.Landscape, Quality = ImageQuality.Low });

    service.Enqueue(FakeOutcome.ModerationBlocked("output", "violence"));
    try
    {
        await client.GenerateAsync("A bakery window at dawn");
        problems.Add("The moderation block brought a picture.");
    }
    catch (GptImageModerationException exception)
    {
        Console.WriteLine(exception.Message);
    }

    service.Enqueue(FakeOutcome.SlowStream(TimeSpan.FromSeconds(2)));
    await foreach (ImageUpdate update in client.StreamAsync(new TextToImageRequest("A windmill"), partialImages: 2))
    {
        Console.WriteLine($"The reader leaves after {update.GetType().Name}");
        break;
    }

    traces.ForceFlush();
    metrics.ForceFlush();
    await CheckMetricsAsync();
    options.ImageRateLimiter.Dispose();
}

void Export(OtlpExporterOptions options, string path) =>
    (options.Protocol, options.Endpoint) = (OtlpExportProtocol.HttpProtobuf, new Uri(collector, path));

async Task CheckMetricsAsync()
{
    string text = await http.GetStringAsync(new Uri(scraped, "metrics"));
    await File.WriteAllTextAsync(Path.Combine(folder, "metrics.txt"), text);
    string[] names =
    [
        "gen_ai_client_operation_duration_seconds_bucket", "gen_ai_client_token_usage", "gpt_image_client_cost", "gpt_image_client_images",
        "gpt_image_client_attempts", "gpt_image_client_active_calls", "gpt_image_client_limiter_wait",
    ];
    foreach (string name in names)
    {
        Expect(text.Contains(name, StringComparison.Ordinal), $"{name} is scraped");
    }

    Expect(text.Contains("le=\"655.36\"", StringComparison.Ordinal), "durations have a bucket up to 655.36 seconds");
    (int code, string said) = await RunAsync("promtool", ["check", "metrics"], text);
    Console.WriteLine(said);
    Expect(code == 0, "promtool finds the metrics well made");
}

async Task ReadSpansAsync()
{
    JsonElement[] spans = await ReadAsync("spans", "resourceSpans", "scopeSpans", "spans");
    JsonElement[] calls = [.. spans.Where(span => Text(span, "name") == "generate_content gpt-image-2")];
    Expect(calls.Length == 3, $"three calls are there ({calls.Length})");
    traceId = calls.Where(call => Attribute(call, "error.type") is null).Select(call => Text(call, "traceId")).FirstOrDefault() ?? "";
    foreach (JsonElement call in calls)
    {
        int children = spans.Count(span => Text(span, "parentSpanId") == Text(call, "spanId"));
        int events = call.TryGetProperty("events", out JsonElement list) ? list.GetArrayLength() : 0;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{Text(call, "name")}: {Attribute(call, "gpt_image.charge")}, {Attribute(call, "error.type") ?? "no error"}, "
            + $"{Attribute(call, "gpt_image.attempt.count")} attempts, {events} events, {children} children"));
    }

    string Line(JsonElement call) => string.Join(
        ' ', Attribute(call, "gpt_image.charge"), Attribute(call, "error.type")?.Split('.')[^1],
        spans.Count(span => Text(span, "parentSpanId") == Text(call, "spanId")));
    Expect(
        calls.Select(Line).Order(StringComparer.Ordinal).SequenceEqual(
        [
            "charged  3", "possibly_charged GptImageCanceledException 1", "possibly_charged GptImageModerationException 1",
        ]),
        "they are a success over three attempts, a moderation block and a left stream");
    Expect(
        calls.Any(call => Attribute(call, "gen_ai.input.messages")?.Contains("A lighthouse at dawn", StringComparison.Ordinal) == true),
        "the prompt is there, as LogContent asks");
}

async Task ReadLogsAsync()
{
    string[] bodies =
    [
        .. (await ReadAsync("logs", "resourceLogs", "scopeLogs", "logRecords"))
            .Select(record => record.GetProperty("body").GetProperty("stringValue").GetString() ?? ""),
    ];
    foreach (string body in bodies)
    {
        Console.WriteLine($"log: {body}");
    }

    Expect(bodies.Any(body => body.StartsWith("Call of ", StringComparison.Ordinal)), "the log has calls");
}

async Task<JsonElement[]> ReadAsync(string kind, params string[] path)
{
    string text = await http.GetStringAsync(new Uri(page, "api/telemetry/" + kind));
    await File.WriteAllTextAsync(Path.Combine(folder, kind + ".json"), text);
    IEnumerable<JsonElement> items = [JsonDocument.Parse(text).RootElement.GetProperty("data")];
    foreach (string name in path)
    {
        items = items.SelectMany(item => item.GetProperty(name).EnumerateArray());
    }

    return [.. items];
}

// The pages are drawn over a connection of their own: each is waited for until it says what it is to show.
async Task PhotographAsync()
{
    ProcessStartInfo start = new(
        "chromium",
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--window-size=1600,900", $"--remote-debugging-port={ports[4]}",
            $"--user-data-dir={Directory.CreateTempSubdirectory("chromium").FullName}", "about:blank",
        ])
    { RedirectStandardError = true };
    using Process browser = Process.Start(start)!;
    browser.BeginErrorReadLine();
    try
    {
        Uri list = new($"http://127.0.0.1:{ports[4]}/json/list");
        await WaitForAsync(list, browser);
        JsonElement tab = JsonDocument.Parse(await http.GetStringAsync(list)).RootElement.EnumerateArray()
            .First(target => Text(target, "type") == "page");
        using ClientWebSocket socket = new();
        await socket.ConnectAsync(new Uri(Text(tab, "webSocketDebuggerUrl")!), CancellationToken.None);
        await PhotographPageAsync(socket, "traces", "traces", "generate_content gpt-image-2");
        await PhotographPageAsync(socket, $"traces/detail/{traceId}", "trace", "POST");
        await PhotographPageAsync(socket, "structuredlogs", "logs", "was refused with");
        await PhotographPageAsync(
            socket, "metrics/resource/gpt-image?meter=GptImage.Sdk&instrument=gen_ai.client.operation.duration&view=Table", "metrics",
            "gpt_image.client.cost");
    }
    finally
    {
        browser.Kill(entireProcessTree: true);
    }
}

async Task PhotographPageAsync(ClientWebSocket socket, string path, string name, string shown)
{
    await AskAsync(socket, "Page.navigate", new { url = new Uri(page, path).AbsoluteUri });
    bool isShown = false;
    for (int i = 0; i < 80 && !isShown; i++)
    {
        await Task.Delay(250);
        JsonElement text = await AskAsync(socket, "Runtime.evaluate", new { expression = "document.body ? document.body.innerText : ''" });
        isShown = text.GetProperty("result").GetProperty("value").GetString()!.Contains(shown, StringComparison.Ordinal);
    }

    await Task.Delay(1000);
    JsonElement picture = await AskAsync(socket, "Page.captureScreenshot", new { format = "png" });
    await File.WriteAllBytesAsync(Path.Combine(folder, name + ".png"), picture.GetProperty("data").GetBytesFromBase64());
    Expect(isShown, $"the page {path} shows {shown}");
}

// The debugging protocol of Chromium: one question, and its answer among events.
static async Task<JsonElement> AskAsync(ClientWebSocket socket, string method, object parameters)
{
    await socket.SendAsync(
        JsonSerializer.SerializeToUtf8Bytes(new { id = 1, method, @params = parameters }), WebSocketMessageType.Text, true, default);
    byte[] block = new byte[64 * 1024];
    while (true)
    {
        using MemoryStream message = new();
        ValueWebSocketReceiveResult received;
        do
        {
            received = await socket.ReceiveAsync(block.AsMemory(), CancellationToken.None);
            message.Write(block, 0, received.Count);
        }
        while (!received.EndOfMessage);

        JsonElement answer = JsonDocument.Parse(message.ToArray()).RootElement;
        if (answer.TryGetProperty("id", out _))
        {
            return answer.GetProperty("result");
        }
    }
}

async Task WaitForAsync(Uri address, Process server)
{
    for (int i = 0; ; i++)
    {
        try
        {
            await http.GetStringAsync(address);
            return;
        }
        catch (HttpRequestException) when (i < 240 && !server.HasExited)
        {
            await Task.Delay(250);
        }
    }
}

Process StartDashboard()
{
    string project = Path.Combine(Directory.CreateTempSubdirectory("dashboard").FullName, "dashboard.csproj");
    File.WriteAllText(
        project,
        $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
          <ItemGroup><PackageDownload Include="{Package}" Version="[{Version}]" /></ItemGroup>
        </Project>
        """);
    (int code, string said) = RunAsync("dotnet", ["restore", project]).GetAwaiter().GetResult();
    string packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
        ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
    string tools = Path.Combine(packages, Package.ToLowerInvariant(), Version, "tools");
    ProcessStartInfo start = new(Path.Combine(tools, "Aspire.Dashboard"))
    {
        WorkingDirectory = tools,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    };
    if (code != 0 || !File.Exists(start.FileName))
    {
        throw new InvalidOperationException($"The dashboard cannot be had: {said}");
    }

    start.Environment["ASPNETCORE_URLS"] = page.AbsoluteUri;
    start.Environment["ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"] = collector.AbsoluteUri;
    start.Environment["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = $"http://127.0.0.1:{ports[3]}";
    start.Environment["ASPIRE_DASHBOARD_UNSECURED_ALLOW_ANONYMOUS"] = "true";
    if (!OperatingSystem.IsWindows())
    {
        File.SetUnixFileMode(start.FileName, File.GetUnixFileMode(start.FileName) | UnixFileMode.UserExecute);
    }

    Process process = Process.Start(start)!;
    process.BeginOutputReadLine();
    process.BeginErrorReadLine();
    return process;
}

async Task<(int Code, string Said)> RunAsync(string program, IReadOnlyList<string> arguments, string input = "")
{
    ProcessStartInfo start = new(program, arguments)
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    };
    using Process process = Process.Start(start)!;
    await process.StandardInput.WriteAsync(input);
    process.StandardInput.Close();
    Task<string> errors = process.StandardError.ReadToEndAsync();
    string said = await process.StandardOutput.ReadToEndAsync();
    await process.WaitForExitAsync();
    return (process.ExitCode, said + await errors);
}

void Expect(bool isSo, string claim)
{
    Console.WriteLine($"{(isSo ? "yes" : "NO ")} {claim}");
    if (!isSo)
    {
        problems.Add(claim);
    }
}

static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;

static string? Attribute(JsonElement span, string key) => span.GetProperty("attributes").EnumerateArray()
    .Where(attribute => Text(attribute, "key") == key)
    .Select(attribute => attribute.GetProperty("value").EnumerateObject().First().Value.ToString())
    .FirstOrDefault();

static int[] FreePorts(int count)
{
    TcpListener[] listeners = [.. Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0))];
    foreach (TcpListener listener in listeners)
    {
        listener.Start();
    }

    int[] ports = [.. listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port)];
    foreach (TcpListener listener in listeners)
    {
        listener.Stop();
    }

    return ports;
}
