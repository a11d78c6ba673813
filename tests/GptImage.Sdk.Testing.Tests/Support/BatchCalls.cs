using System.Globalization;
using System.Text;
using System.Text.Json;

namespace GptImage.Sdk.Testing.Tests.Support;

/// <summary>Batches over plain HTTP.</summary>
internal static class BatchCalls
{
    public const string Endpoint = "/v1/images/generations";

    /// <summary>Writes a line that asks for a small picture.</summary>
    public static string Line(int number, string body = """{"model":"gpt-image-2","prompt":"A lighthouse","size":"1024x640"}""") =>
        string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"custom_id":"img-{{number:0000}}","method":"POST","url":"/v1/images/generations","body":{{body}}}""");

    public static string[] Lines(int count) => [.. Enumerable.Range(1, count).Select(number => Line(number))];

    public static Task<Answer> UploadAsync(
        this Caller caller, IEnumerable<string> lines, string purpose = "batch", string fileName = "batch.jsonl") =>
        caller.PostAsync(
            "files",
            new Form(null, null).Text("purpose", purpose)
                .File("file", Encoding.UTF8.GetBytes(string.Join('\n', lines)), "application/jsonl", fileName).Content);

    /// <summary>Creates a batch of lines; the id of their file takes the place of FILE.</summary>
    public static async Task<Answer> CreateAsync(
        this Caller caller, IEnumerable<string> lines,
        string json = """{"input_file_id":"FILE","endpoint":"/v1/images/generations","completion_window":"24h"}""")
    {
        string fileId = Text((await caller.UploadAsync(lines)).Json, "id");
        return await caller.PostAsync(
            "batches", new StringContent(json.Replace("FILE", fileId, StringComparison.Ordinal), Encoding.UTF8, "application/json"));
    }

    /// <summary>Creates a batch that must be accepted, and returns its id.</summary>
    public static async Task<string> SubmitAsync(this Caller caller, IEnumerable<string> lines)
    {
        Answer created = await caller.CreateAsync(lines);
        Assert.Equal(200, (int)created.StatusCode);
        return Text(created.Json, "id");
    }

    public static Task<Answer> GetAsync(this Caller caller, string path) =>
        caller.SendAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(caller.Service.BaseAddress, path)));

    public static async Task<JsonElement> BatchAsync(this Caller caller, string id) => (await caller.GetAsync("batches/" + id)).Json;

    public static Task<Answer> CancelAsync(this Caller caller, string id) =>
        caller.PostAsync($"batches/{id}/cancel", new ByteArrayContent([]));

    /// <summary>Reads the lines of a result file; none when the batch has no such file.</summary>
    public static async Task<IReadOnlyList<JsonElement>> ResultsAsync(this Caller caller, JsonElement batch, string member)
    {
        if (batch.GetProperty(member).GetString() is not { } id)
        {
            return [];
        }

        string content = (await caller.GetAsync($"files/{id}/content")).Body;
        Assert.EndsWith("\n", content, StringComparison.Ordinal);
        return [.. content.TrimEnd('\n').Split('\n').Select(line => JsonDocument.Parse(line).RootElement)];
    }

    public static string Text(JsonElement element, string member) => element.GetProperty(member).GetString() ?? "";

    public static (int Total, int Completed, int Failed) Counts(JsonElement batch)
    {
        JsonElement counts = batch.GetProperty("request_counts");
        return (
            counts.GetProperty("total").GetInt32(), counts.GetProperty("completed").GetInt32(), counts.GetProperty("failed").GetInt32());
    }
}
