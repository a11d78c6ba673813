using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using GptImage.Sdk.Testing.Tests.Support;
using SkiaSharp;

namespace GptImage.Sdk.Testing.Tests.Writing;

public sealed class EventStreamTests
{
    private const string TwoPartials =
        """{"model":"gpt-image-1.5","prompt":"A lighthouse at dawn","stream":true,"partial_images":2,"quality":"high","safety_identifier":"u1"}""";

    [Fact]
    public async Task Generations_Stream_SendsTheServicesFramesByteForByte()
    {
        using var caller = new Caller();

        Answer answer = await caller.GenerateAsync(TwoPartials);

        IReadOnlyList<JsonElement> events = answer.Events;
        string first = events[0].GetProperty("b64_json").GetString()!;
        string second = events[1].GetProperty("b64_json").GetString()!;
        string final = events[2].GetProperty("b64_json").GetString()!;
        string expected = string.Concat(
            "event: image_generation.partial_image\n",
            $$"""data: {"type":"image_generation.partial_image","partial_image_index":0,"b64_json":"{{first}}","created_at":1795435200,"size":"1024x1024","quality":"high","background":"opaque","output_format":"png"}""" +
                "\n\n",
            "event: image_generation.partial_image\n",
            $$"""data: {"type":"image_generation.partial_image","partial_image_index":1,"b64_json":"{{second}}","created_at":1795435200,"size":"1024x1024","quality":"high","background":"opaque","output_format":"png"}""" +
                "\n\n",
            "event: image_generation.completed\n",
            $$$"""data: {"type":"image_generation.completed","b64_json":"{{{final}}}","created_at":1795435200,"usage":{"input_tokens":5,"output_tokens":4360,"total_tokens":4365,"input_tokens_details":{"text_tokens":5,"image_tokens":0}},"size":"1024x1024","quality":"high","background":"opaque","output_format":"png","safety_identifier":"u1"}""" +
                "\n\n");
        Assert.Equal(expected, answer.Body);
        Assert.Equal("text/event-stream; charset=utf-8", answer.Header("Content-Type"));
        Assert.True(answer.Message.Headers.TransferEncodingChunked);
    }

    [Fact]
    public async Task Edits_Stream_NamesItsEventsAfterEdits()
    {
        using var caller = new Caller();

        Answer answer =
            await caller.EditAsync(
                new Form("gpt-image-1.5").Text("stream", "true").Text("partial_images", "3").Text("quality", "high")
                .File("image", TestPictures.Opaque(512, 512)));

        Assert.Equal(
            ["image_edit.partial_image", "image_edit.partial_image", "image_edit.partial_image", "image_edit.completed"],
            answer.Events.Select(item => item.GetProperty("type").GetString()));
        Assert.Equal(
            """{"input_tokens":198,"output_tokens":4460,"total_tokens":4658,"input_tokens_details":{"text_tokens":4,"image_tokens":194}}""",
            answer.Events[3].GetProperty("usage").GetRawText());
    }

    [Theory]
    [InlineData("""{"model":"gpt-image-2","prompt":"x","stream":true}""")]
    [InlineData("""{"model":"gpt-image-2","prompt":"x","stream":true,"partial_images":0}""")]
    public async Task Generations_StreamWithoutPartials_SendsTheCompletedEventAlone(string json)
    {
        using var caller = new Caller();

        Answer answer = await caller.GenerateAsync(json);

        JsonElement completed = Assert.Single(answer.Events);
        Assert.Equal("image_generation.completed", completed.GetProperty("type").GetString());
        Assert.Equal(196, completed.GetProperty("usage").GetProperty("output_tokens").GetInt32());
    }

    [Theory]
    [InlineData("png", SKEncodedImageFormat.Png)]
    [InlineData("jpeg", SKEncodedImageFormat.Jpeg)]
    [InlineData("webp", SKEncodedImageFormat.Webp)]
    public async Task Generations_Partials_AreThePictureFromCoarseToFine(string format, SKEncodedImageFormat encoded)
    {
        using var caller = Caller.WithScenes();

        Answer answer =
            await caller.GenerateAsync(
                $$"""{"model":"gpt-image-2","prompt":"A lighthouse","size":"1024x768","stream":true,"partial_images":3,"output_format":"{{format}}"}""");
        Answer whole =
            await caller.GenerateAsync(
                $$"""{"model":"gpt-image-2","prompt":"A lighthouse","size":"1024x768","output_format":"{{format}}"}""");

        List<byte[]> files = [.. answer.Events.Select(item => item.GetProperty("b64_json").GetBytesFromBase64())];
        Assert.Equal(whole.Pictures[0], files[3]);
        using SKBitmap final = TestPictures.Decode(files[3]);
        double[] distances = [.. files.Take(3).Select(file => Distance(file, final, encoded))];
        Assert.True(distances[0] > distances[1] && distances[1] > distances[2] && distances[2] > 0, string.Join(", ", distances));
    }

    [Fact]
    public async Task Generations_StreamOfSeveral_CompletesEachWithItsOwnUsage()
    {
        using var caller = new Caller();

        Answer answer = await caller.GenerateAsync("""{"model":"gpt-image-2","prompt":"x","n":2,"stream":true,"partial_images":1}""");

        Assert.Equal(
            ["partial_image", "completed", "partial_image", "completed"],
            answer.Events.Select(item => item.GetProperty("type").GetString()!.Split('.')[1]));
        Assert.All([1, 3], index => Assert.Equal(296, answer.Events[index].GetProperty("usage").GetProperty("output_tokens").GetInt32()));
    }

    [Fact]
    public async Task Generations_FaultInAStreamedRequest_IsPlainJson()
    {
        using var caller = new Caller();
        caller.Service.Enqueue(FakeOutcome.ServerError());

        Answer failed = await caller.GenerateAsync(TwoPartials);
        Answer refused = await caller.GenerateAsync(TwoPartials.Replace("\"high\"", "\"hd\"", StringComparison.Ordinal));

        Assert.Equal((500, "application/json"), ((int)failed.StatusCode, failed.Header("Content-Type")));
        refused.AssertError(
            400, "invalid_request_error", "invalid_value", "quality",
            "Invalid value: 'hd'. Supported values are: 'low', 'medium', 'high', and 'auto'.");
    }

    [Fact]
    public async Task Generations_CallerLeavesInTheMiddle_ServiceGoesOn()
    {
        using var caller = Caller.WithScenes();
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(caller.Service.BaseAddress, "images/generations"))
        {
            Content =
                new StringContent("""{"model":"gpt-image-2","prompt":"x","size":"3840x2160","stream":true,"partial_images":3}""",
                Encoding.UTF8, "application/json"),
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", "sk-fake") },
        };

        using (
            HttpResponseMessage response =
            await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken))
        {
            Stream body = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
            await body.ReadExactlyAsync(new byte[100], TestContext.Current.CancellationToken);
        }

        Assert.Equal(200, (int)(await caller.GenerateAsync(TwoPartials)).StatusCode);
    }

    private static double Distance(byte[] file, SKBitmap final, SKEncodedImageFormat format)
    {
        using var codec = SKCodec.Create(new MemoryStream(file));
        Assert.Equal((format, 1024, 768), (codec.EncodedFormat, codec.Info.Width, codec.Info.Height));
        using SKBitmap partial = TestPictures.Decode(file);
        return partial.Pixels.Zip(final.Pixels, (one, other) => Math.Abs(one.Red - other.Red) + Math.Abs(one.Green - other.Green)
            + Math.Abs(one.Blue - other.Blue)).Average();
    }
}
