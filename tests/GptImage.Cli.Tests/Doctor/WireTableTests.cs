using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;
using GptImage.Sdk;

namespace GptImage.Cli.Tests;

public class WireTableTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 28, 7, 0, 0, TimeSpan.Zero);

    /// <summary>What is changed in an answer, and the one difference that it makes.</summary>
    public static TheoryData<string, string, string, string> Changes => new()
    {
        { "created", "\"2026-11-28\"", "E.1", "created" },
        { "created", "1479366400000", "E.1", "created" },
        { "created", "", "E.1", "created" },
        { "data.0.url", "\"https://pictures.test/1\"", "E.1", "b64_json and nothing else" },
        { "data.0.b64_json", "\"data:image/png;base64,iVBORw0KGgo=\"", "E.1", "without a data: prefix" },
        { "data.0.b64_json", "\"R0lGODlh\"", "L", "89 50 4E 47" },
        { "background", "\"blue\"", "E.1", "background" },
        { "background", "", "E.1", "background" },
        { "output_format", "\"jpeg\"", "E.1", "output_format" },
        { "quality", "\"medium\"", "E.1", "quality" },
        { "size", "\"1024x1024\"", "E.1", "size is" },
        { "moderation_details", "{}", "E.1", "no other members" },
        { "usage", "", "E.1", "usage counts" },
        { "usage.input_tokens_details", "", "E.1", "input_tokens_details" },
        { "usage.input_tokens_details.image_tokens", "7", "E.1", "input_tokens_details" },
        { "usage.output_tokens_details", "", "E.1", "output_tokens_details" },
        { "usage.total_tokens", "63", "E.1", "total_tokens is the sum" },
        { "usage.cached_tokens", "0", "E.1", "usage has no other members" },
    };

    [Fact]
    public void Compare_AnAnswerAsDescribed_FindsNothing() => Assert.Empty(Compare(Body(), Headers()));

    [Fact]
    public void Rows_Sections_AreThoseOfTheReference()
    {
        string[] headings = [.. File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "service.md"))
            .Where(line => line.StartsWith("##", StringComparison.Ordinal)).Select(line => line.TrimStart('#', ' '))];

        Assert.All(
            WireTable.Rows, row => Assert.Contains(headings, heading => heading.TrimEnd('.').Split(' ')[0].TrimEnd('.') == row.Section));
        Assert.Equal(24, WireTable.Rows.Count);
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public void Compare_OneMemberIsOther_FindsOneDifference(string path, string value, string section, string expected)
    {
        WireDifference difference = Assert.Single(Compare(Changed(path, value), Headers()));

        Assert.Equal(section, difference.Section);
        Assert.Contains(expected, difference.Expected, StringComparison.Ordinal);
        Assert.NotEqual("", difference.Seen);
    }

    [Theory]
    [InlineData("Content-Type", "text/html")]
    [InlineData("Content-Type", null)]
    [InlineData("x-request-id", null)]
    [InlineData("openai-processing-ms", "soon")]
    [InlineData("openai-version", "2027-01-01")]
    [InlineData("x-ratelimit-limit-requests", "5")]
    public void Compare_OneHeaderIsOther_FindsOneDifference(string name, string? value)
    {
        Dictionary<string, string> headers = Headers();
        headers.Remove(name);
        if (value is not null)
        {
            headers.Add(name, value);
        }

        WireDifference difference = Assert.Single(Compare(Body(), headers));

        Assert.Equal("E.2", difference.Section);
        Assert.Contains(
            name.StartsWith("x-ratelimit", StringComparison.Ordinal) ? "x-ratelimit" : name, difference.Expected, StringComparison.Ordinal);
        Assert.Equal(value is null ? "nothing" : name.StartsWith("x-ratelimit", StringComparison.Ordinal) ? name : value, difference.Seen);
    }

    [Fact]
    public void Compare_TwoPictures_FindsOneDifference()
    {
        JsonObject body = Body();
        body["data"]?.AsArray().Add(body["data"]?[0]?.DeepClone());

        WireDifference difference = Assert.Single(Compare(body, Headers()));

        Assert.Equal(("data has one entry for the one picture", "2 entries"), (difference.Expected, difference.Seen));
    }

    [Fact]
    public void Compare_APictureOfAnotherSizeWithoutCredentials_FindsBoth()
    {
        JsonObject body = Body();
        body["data"] = new JsonArray(new JsonObject { ["b64_json"] = Convert.ToBase64String(Png(1024, 1024, hasCredentials: false)) });

        IReadOnlyList<WireDifference> differences = Compare(body, Headers());

        Assert.Equal([("L", "nothing"), ("C.2", "1024x1024")], differences.Select(difference => (difference.Section, difference.Seen)));
    }

    /// <summary>By the rule 16 · 5 · (2,000,000 + 1408 · 480) / 4,000,000, rounded up, they are 54.</summary>
    [Fact]
    public void Compare_MoreTokensThanTheRuleSays_FindsOneDifference()
    {
        JsonObject body = Body();
        body["usage"] = Usage(output: 196);

        WireDifference difference = Assert.Single(Compare(body, Headers()));

        Assert.Equal(("I", "196, where 54 to 54 were expected"), (difference.Section, difference.Seen));
    }

    [Theory]
    [InlineData("<html>")]
    [InlineData("[]")]
    [InlineData("")]
    public void Compare_AnotherBody_IsOneDifference(string body)
    {
        WireDifference difference = Assert.Single(Compare(body, Headers()));

        Assert.Equal("the body is a JSON object", difference.Expected);
    }

    private static IReadOnlyList<WireDifference> Compare(JsonObject body, Dictionary<string, string> headers) =>
        Compare(body.ToJsonString(), headers);

    private static IReadOnlyList<WireDifference> Compare(string body, Dictionary<string, string> headers)
    {
        using MemoryStream read = new();
        read.Write(Encoding.UTF8.GetBytes(body));
        TextToImageRequest request = new("A red circle on white")
        {
            Size = new ImageSize(1408, 480),
            Quality = ImageQuality.Low,
            OutputFormat = OutputFormat.Png,
        };
        using GptImageClient client = new("sk-unused");
        RecordedAnswer answer = new(200, headers, Now, Now, read);
        return WireTable.Compare(new WireAnswer(answer, request, client.Explain(request).Cost));
    }

    private static Dictionary<string, string> Headers() => new(StringComparer.OrdinalIgnoreCase)
    {
        ["content-type"] = "application/json",
        ["X-Request-Id"] = "req_1",
        ["openai-processing-ms"] = "12345",
        ["openai-version"] = "2020-10-01",
    };

    private static JsonObject Body() => new()
    {
        ["created"] = Now.ToUnixTimeSeconds(),
        ["background"] = "opaque",
        ["data"] = new JsonArray(new JsonObject { ["b64_json"] = Convert.ToBase64String(Png(1408, 480, hasCredentials: true)) }),
        ["output_format"] = "png",
        ["quality"] = "low",
        ["size"] = "1408x480",
        ["usage"] = Usage(output: 54),
    };

    private static JsonObject Usage(int output) => new()
    {
        ["input_tokens"] = 8,
        ["input_tokens_details"] = new JsonObject { ["image_tokens"] = 0, ["text_tokens"] = 8 },
        ["output_tokens"] = output,
        ["output_tokens_details"] = new JsonObject { ["image_tokens"] = output, ["text_tokens"] = 0 },
        ["total_tokens"] = output + 8,
    };

    /// <summary>Makes a body with another value at a path, or without the member when the value is empty.</summary>
    private static JsonObject Changed(string path, string value)
    {
        JsonObject body = Body();
        string[] names = path.Split('.');
        JsonNode? parent = names[..^1].Aggregate(
            (JsonNode?)body, (node, name) => node is JsonArray array ? array[0] : node?[name]);
        JsonObject changed = Assert.IsType<JsonObject>(parent);
        changed.Remove(names[^1]);
        if (value.Length > 0)
        {
            changed[names[^1]] = JsonNode.Parse(value);
        }

        return body;
    }

    private static byte[] Png(int width, int height, bool hasCredentials)
    {
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8;
        header[9] = 2;
        return
        [
            0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, .. Chunk("IHDR", header), .. hasCredentials ? Chunk("caBX", [1, 2, 3]) : [],
            .. Chunk("IEND", []),
        ];
    }

    private static byte[] Chunk(string type, byte[] data)
    {
        byte[] length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, data.Length);
        return [.. length, .. Encoding.ASCII.GetBytes(type), .. data, 0, 0, 0, 0];
    }
}
