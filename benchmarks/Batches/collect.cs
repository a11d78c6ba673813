#:project ../../src/GptImage.Sdk/GptImage.Sdk.csproj
#:property TieredCompilation=false
// Collects a batch whose results are very long, and measures it against reading, decoding and hashing as many bytes:
//   dotnet run -c Release benchmarks/Batches/collect.cs [GIGABYTES, 4 by default]
// Needs Linux. The results come from a process of its own on loopback and are never on the disk; each picture is deleted once it is
// collected. Ends with 1 when the collection takes more than 1.5 times as long, or more than 16 MB above what the program has idle.
// Each method is compiled once, for the warm-up: to compile hot methods again takes about 10 MB, whatever is collected.
using System.Buffers.Text;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using GptImage.Sdk;

const int PictureBytes = 1_500_000;
const double MaxRatio = 1.5;
const double MaxMegabytes = 16;

if (args is ["serve", var servedPort])
{
    await ServeAsync(int.Parse(servedPort, CultureInfo.InvariantCulture));
    return 0;
}

double gigabytes = args.Length > 0 ? double.Parse(args[0], CultureInfo.InvariantCulture) : 4;
int count = (int)(gigabytes * 1e9 / (PictureBytes / 3 * 4));
int port = FreePort();
using Process server = Process.Start(
    new ProcessStartInfo(Environment.ProcessPath ?? "", ["serve", port.ToString(CultureInfo.InvariantCulture)])
    {
        RedirectStandardOutput = true,
    }) ?? throw new InvalidOperationException("The server could not be started.");
string folder = Directory.CreateTempSubdirectory("gptimage-collect-").FullName;
try
{
    await server.StandardOutput.ReadLineAsync();
    Uri address = new($"http://127.0.0.1:{port}/v1/");
    using GptImageClient client = new(new GptImageClientOptions { ApiKey = "sk-test", BaseAddress = address });
    await SubmitAsync(client, Path.Combine(folder, "warm"), 20);
    await client.CollectBatchAsync(Path.Combine(folder, "warm"), new Deleting());
    await SubmitAsync(client, Path.Combine(folder, "large"), count);

    TimeSpan baseline = await ReadAsync(new Uri(address, "everything"));
    GC.Collect();
    GC.WaitForPendingFinalizers();
    GC.Collect();
    double idle = Megabytes("VmRSS:");
    await File.WriteAllTextAsync("/proc/self/clear_refs", "5");
    long started = Stopwatch.GetTimestamp();
    ImageJobReport report = await client.CollectBatchAsync(Path.Combine(folder, "large"), new Deleting());
    TimeSpan collected = Stopwatch.GetElapsedTime(started);
    double above = Megabytes("VmHWM:") - idle;
    double ratio = collected / baseline;
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{gigabytes} GB, {count} pictures: {report}\nreading, decoding, hashing {baseline.TotalSeconds:0.0} s; collecting "
        + $"{collected.TotalSeconds:0.0} s, {ratio:0.00} times; {idle:0.0} MB idle, at most {above:0.0} MB more"));
    return report.IsComplete && ratio <= MaxRatio && above <= MaxMegabytes ? 0 : 1;
}
finally
{
    server.Kill();
    Directory.Delete(folder, recursive: true);
}

static Task SubmitAsync(GptImageClient client, string folder, int count) => client.SubmitBatchAsync(
    Enumerable.Range(0, count).Select(number => new TextToImageRequest($"Picture {number}")
    {
        Size = ImageSize.Square,
        Quality = ImageQuality.Low,
    }),
    new ImageBatchOptions { OutputDirectory = folder });

// What any client has to do: the bytes are read, as many are decoded, and what comes of that is hashed.
static async Task<TimeSpan> ReadAsync(Uri address)
{
    byte[] text = Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(48 * 1024)));
    byte[] block = new byte[text.Length];
    byte[] decoded = new byte[text.Length];
    using HttpClient http = new();
    using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    long started = Stopwatch.GetTimestamp();
    await using Stream stream = await http.GetStreamAsync(address);
    for (int read; (read = await stream.ReadAsync(block)) > 0;)
    {
        Base64.DecodeFromUtf8(text.AsSpan(0, read / 4 * 4), decoded, out _, out int written, isFinalBlock: false);
        hash.AppendData(decoded, 0, written);
    }

    return Stopwatch.GetElapsedTime(started);
}

static double Megabytes(string name)
{
    string line = File.ReadLines("/proc/self/status").First(line => line.StartsWith(name, StringComparison.Ordinal));
    return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[^2].Split('\t')[^1],
        CultureInfo.InvariantCulture) / 1024;
}

static int FreePort()
{
    using TcpListener listener = new(IPAddress.Loopback, 0);
    listener.Start();
    return ((IPEndPoint)listener.LocalEndpoint).Port;
}

// Files of lines, batches that are completed at once, and their results. "everything" is all results of the last submission.
static async Task ServeAsync(int port)
{
    byte[] picture = RandomNumberGenerator.GetBytes(PictureBytes);
    byte[] head = Convert.FromHexString("89504E470D0A1A0A0000000D494844520000040000000400080200000001020304");
    byte[] end = Convert.FromHexString("0000000049454E44AE426082");
    head.CopyTo(picture, 0);
    Convert.FromHexString("7FFFFFFF49444154").CopyTo(picture, head.Length);
    end.CopyTo(picture, picture.Length - end.Length);
    byte[] base64 = Encoding.ASCII.GetBytes(Convert.ToBase64String(picture));
    byte[] after = Encoding.ASCII.GetBytes("""
        "}],"usage":{"input_tokens":10,"input_tokens_details":{"image_tokens":0,"text_tokens":10},"output_tokens":196,"total_tokens":206}}},"error":null}
        """ + "\n");
    List<string[]> files = [];
    using HttpListener listener = new();
    listener.Prefixes.Add($"http://127.0.0.1:{port}/");
    listener.Start();
    Console.WriteLine("ready");
    while (true)
    {
        HttpListenerContext context = await listener.GetContextAsync();
        string path = context.Request.Url?.AbsolutePath ?? "";
        using StreamReader reader = new(context.Request.InputStream);
        string body = await reader.ReadToEndAsync();
        string file = Regex.Match(path + body, @"file-\d+").Value;
        if (path.EndsWith("/content", StringComparison.Ordinal) || path.EndsWith("everything", StringComparison.Ordinal))
        {
            string[][] wanted = file.Length > 0 ? [files[int.Parse(file[5..], CultureInfo.InvariantCulture)]] : [.. files.Skip(1)];
            byte[][] before =
                [.. wanted.SelectMany(ids => ids).Select(id => Encoding.ASCII.GetBytes(
                    $$"""{"id":"batch_req_1","custom_id":"{{id}}","response":{"status_code":200,"request_id":"req_1","body":{"created":1,"data":[{"b64_json":" """
                    .TrimEnd()))];
            context.Response.ContentLength64 = before.Sum(start => (long)start.Length + base64.Length + after.Length);
            foreach (byte[] start in before)
            {
                await context.Response.OutputStream.WriteAsync(start);
                await context.Response.OutputStream.WriteAsync(base64);
                await context.Response.OutputStream.WriteAsync(after);
            }
        }
        else
        {
            bool isUpload = path.EndsWith("/files", StringComparison.Ordinal);
            if (isUpload)
            {
                files.Add([.. Regex.Matches(body, "\"custom_id\":\"([^\"]+)\"").Select(match => match.Groups[1].Value)]);
                file = FormattableString.Invariant($"file-{files.Count - 1}");
            }

            int total = isUpload ? 0 : files[int.Parse(file[5..], CultureInfo.InvariantCulture)].Length;
            await context.Response.OutputStream.WriteAsync(Encoding.ASCII.GetBytes(isUpload
                ? $$"""{"id":"{{file}}","bytes":1}"""
                :
                    $$$"""
                    {"id":"batch-{{{file}}}","status":"completed","output_file_id":"{{{file}}}",
                     "request_counts":{"total":{{{total}}},"completed":{{{total}}},"failed":0}}
                    """));
        }

        context.Response.Close();
    }
}

internal sealed class Deleting : IProgress<ImageJobProgress>
{
    public void Report(ImageJobProgress value)
    {
        foreach (SavedImage file in value.Latest?.Files ?? [])
        {
            File.Delete(file.Path);
        }
    }
}
