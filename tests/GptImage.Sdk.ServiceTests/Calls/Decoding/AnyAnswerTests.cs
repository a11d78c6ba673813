using System.Net;
using System.Text;

namespace GptImage.Sdk.ServiceTests;

/// <summary>Random answers that say what they are in every wrong way: label, coding, alphabet, framing, surplus, neighbours. The pictures
/// are what was put in.</summary>
public sealed class AnyAnswerTests
{
    private const int Runs = 300;

    private static readonly byte[][] Samples = [Pictures.Png(64, 48), Pictures.Jpeg(48, 64), Pictures.Webp(32, 32), Pictures.Png(1, 1)];

    private static readonly string[] MediaTypes =
        ["application/json", "text/event-stream", "text/html", "text/plain", "application/octet-stream", "image/png"];

    private static readonly string[] OddEvents =
    [
        ": keep-alive\n\n", "\n\n", "event: ping\ndata: ping\n\n", "data: {\"n\":\n\n", "data: [1]\n\n", "id: 7\nretry: 5\n\n",
        "data: {\"type\":\"something.new\",\"n\":[{}]}\n\n", "event: x\n\n", "data: {\"type\":\"x.partial_image\",\"b64_json\":\"AQ\n\n",
        "data: {\"type\":\"x.partial_image\",\"b64_json\":\"*\"}\n\n", "junk without a colon\n\n", "data: \"text\"\n\n",
        "data: {\"type\":\"x.in_progress\",\"error\":null,\"data\":[]}\n\n",
    ];

    public static MatrixTheoryData<Way, bool> Cases => new(Enum.GetValues<Way>(), [false, true]);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task AnyWay_AnyAnswer_BringsItsPictures(Way way, bool isEvents)
    {
        for (int seed = 0; seed < Runs; seed++)
        {
            SeededNumbers numbers = new((1000 * (int)way) + (isEvents ? 500 : 0) + seed);
            using Scratch scratch = new();
            Receiver receiver = new(way, scratch.Folder);
            int count = receiver.IsStream || isEvents ? 1 : numbers.Next(1, 3);
            int surplus = Math.Max(0, numbers.Next(-2, 2));
            byte[][] pictures =
                [.. Enumerable.Range(0, count + surplus).Select(_ => Samples[numbers.Next(0, Samples.Length - 1)])];
            string text = isEvents ? WriteEvents(pictures, numbers) : WriteDocument(pictures, numbers);
            using AnswerHandler handler = new(text, numbers);
            using GptImageClient client = new(
                new GptImageClientOptions { ApiKey = "sk-test", BaseAddress = new Uri("https://gateway.example/v1") }, handler);

            Exception? exception = await Record.ExceptionAsync(
                () => receiver.ReceiveAsync(client, new TextToImageRequest("Pictures") { Count = count }, Token));

            Assert.True(exception is null, $"seed {seed}, {handler.Description}: {exception}\n{text}");
            byte[][] expected = receiver.IsStream ? pictures[..1] : pictures;
            Assert.True(
                expected.Length == receiver.Pictures.Count && expected.Zip(receiver.Pictures, Enumerable.SequenceEqual).All(same => same),
                $"seed {seed}, {handler.Description}: {receiver.Pictures.Count} of {expected.Length} pictures\n{text}");
        }
    }

    private static string WriteDocument(byte[][] pictures, SeededNumbers numbers)
    {
        string entries = string.Join(',', pictures.Select(picture => WriteEntry(picture, numbers)));
        string document = numbers.Next(0, 3) switch
        {
            0 => $"[{entries}]",
            1 => $"{{\"usage\":{{\"x\":[]}},\"data\":[{entries}],\"url\":\"https://gateway.example/\"}}",
            2 => $"{{\"data\" : [ {entries} ] , \"error\" : null}}",
            _ => $"{{\"created\":1,\"data\":[{entries}]}}",
        };
        string before = Pick(numbers, "", "", "\uFEFF", "\r\n \t");
        return before + document + Pick(numbers, "", "", "\n", " trailing", "}", "{\"data\":[]}");
    }

    private static string WriteEvents(byte[][] pictures, SeededNumbers numbers)
    {
        // Something of a stream must come first: only the label could tell what junk is.
        StringBuilder stream = new(Pick(numbers, "data: 1\n\n", ": hello\n", "\uFEFFevent: x\n\n", "\n\nid: 1\n", "retry: 1\n\n"));
        foreach (byte[] picture in pictures)
        {
            for (int odd = numbers.Next(0, 3); odd > 0; odd--)
            {
                stream.Append(OddEvents[numbers.Next(0, OddEvents.Length - 1)]);
            }

            string entry = WriteEntry(picture, numbers);
            stream.Append(numbers.Next(0, 3) switch
            {
                0 => $"event: image_generation.completed\ndata: {entry}\n\n",
                1 => $"data: {{\"data\":[{entry}]}}\n\n",
                2 => $"data: {entry}\nevent: image_edit.completed\n\n",
                _ => $"data: {{\"type\":\"image_generation.completed\",{entry[1..]}\n\n",
            });
        }

        stream.Append(Pick(numbers, "", "data: [DONE]\n\n", ": bye\n\n", "data: {\"n\":\n\n"));
        return Pick(numbers, "\n", "\r\n") is { Length: 2 } end ? stream.Replace("\n", end).ToString() : stream.ToString();
    }

    private static string WriteEntry(byte[] picture, SeededNumbers numbers)
    {
        string base64 = Convert.ToBase64String(picture);
        base64 = numbers.Next(0, 1) == 0 ? base64 : base64.Replace('+', '-').Replace('/', '_');
        base64 = numbers.Next(0, 1) == 0 ? base64 : base64.TrimEnd('=');
        string head = Pick(
            numbers, "", "", "", "data:image/png;base64,", "DATA:image/png;BASE64,", "data:;base64,", "data:image\\/png;name=a,b;base64,",
            "data:image%2Fpng;base64%2C");
        base64 = head.Contains('%', StringComparison.Ordinal) ? Uri.EscapeDataString(base64) : base64;
        base64 = numbers.Next(0, 2) == 0 ? base64.Insert(numbers.Next(0, base64.Length), "\\n") : base64;
        return numbers.Next(0, 3) switch
        {
            0 when head.Length > 0 && head[4] == ':' => $"{{\"url\":\"{head}{base64}\"}}",
            1 => $"{{\"b64_json\":\"{head}{base64}\",\"url\":\"https://pictures.example/1.png\"}}",
            2 => $"{{\"url\":null,\"b64_json\":\"{head}{base64}\",\"revised_prompt\":\"x\"}}",
            _ => $"{{\"b64_json\":\"{head}{base64}\"}}",
        };
    }

    private static string Pick(SeededNumbers numbers, params string[] choices) => choices[numbers.Next(0, choices.Length - 1)];

    /// <summary>Sends a text in pieces, packed in one way or another, under any label.</summary>
    private sealed class AnswerHandler : HttpMessageHandler
    {
        private readonly byte[] _body;
        private readonly string _mediaType;
        private readonly string? _label;
        private readonly SeededNumbers _numbers;

        public AnswerHandler(string text, SeededNumbers numbers)
        {
            string packing = Pick(numbers, "", "", "gzip", "zlib", "deflate", "br");
            _body = AnswerLabelTests.Pack(Encoding.UTF8.GetBytes(text), packing);
            _mediaType = Pick(numbers, MediaTypes);
            _label = packing switch
            {
                "" => Pick(numbers, "", "", "gzip", "br", "deflate", "identity"),
                "gzip" => Pick(numbers, "gzip", "x-gzip", "", "br", "deflate"),
                "br" => "br",
                _ => "deflate",
            };
            _numbers = numbers;
            Description = $"{_mediaType}, packed '{packing}', labelled '{_label}'";
        }

        public string Description { get; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            StreamContent content = new(new PieceStream(_body, _numbers));
            content.Headers.TryAddWithoutValidation("Content-Type", _mediaType);
            if (!string.IsNullOrEmpty(_label))
            {
                content.Headers.TryAddWithoutValidation("Content-Encoding", _label);
            }

            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = content });
        }
    }

    private sealed class PieceStream(byte[] bytes, SeededNumbers numbers) : MemoryStream(bytes, writable: false)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, numbers.Next(1, 200))], cancellationToken);
    }
}
