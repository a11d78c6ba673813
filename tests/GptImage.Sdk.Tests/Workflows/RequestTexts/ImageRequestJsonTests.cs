using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GptImage.Sdk.Tests;

public sealed class ImageRequestJsonTests : IDisposable
{
    private static readonly CancellationToken NoToken = TestContext.Current.CancellationToken;

    private readonly TemporaryFolder _folder = new();
    private readonly GptImageClient _client = new("sk-test");

    private RequestJsonOptions Below => new() { BaseDirectory = _folder.Path };

    private RequestJsonOptions WithStore => new() { BaseDirectory = _folder.Path, Inputs = PictureStore.Folder(_folder.PathOf("store")) };

    public void Dispose()
    {
        _client.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task WriteAsync_Poster_HasTheWireNames()
    {
        string json = await ImageRequestJson.WriteAsync(new TextToImageRequest("A bakery window")
        {
            Model = ImageModel.GptImage2,
            Count = 2,
            Size = ImageSize.Landscape,
            Quality = ImageQuality.High,
            Background = ImageBackground.Opaque,
            OutputFormat = OutputFormat.Webp,
            OutputCompression = 80,
            Moderation = ModerationLevel.Low,
            SafetyIdentifier = "user-1",
            Complexity = Complexity.High,
            RequireExact = true,
            Retry = new RetryOptions { MaxAttempts = 5 },
            Text = [new TextElement("Café Lumière") { Placement = "sign above the door", Language = "fr" }],
            AdditionalParameters = new Dictionary<string, object> { ["style_preset"] = "vivid" },
        }, cancellationToken: NoToken);

        AssertJson(
            """
            {"version":1,"kind":"text-to-image","prompt":"A bakery window","model":"gpt-image-2","n":2,"size":"1536x1024","quality":"high",
             "background":"opaque","output_format":"webp","output_compression":80,"moderation":"low","safety_identifier":"user-1",
             "complexity":"high","require_exact":true,
             "retry":{"max_attempts":5,"base_delay":"00:00:00.5000000","max_delay":"00:01:00","repeat_possibly_charged":false},
             "additional_parameters":{"style_preset":"vivid"},
             "text":[{"content":"Café Lumière","placement":"sign above the door","language":"fr"}]}
            """,
            json);
    }

    [Fact]
    public async Task WriteAsync_Edit_NamesEachInputByWhereItIs()
    {
        string json = await ImageRequestJson.WriteAsync(
            new ImageToImageRequest(
                "Make it night",
                ImageInput.FromFile(_folder.PathOf("in/kitchen.png")),
                ImageInput.FromUri(new Uri("https://example.org/a.png")).As(ReferenceRole.PreviousFrame))
            {
                Mask = ImageInput.FromFileId("file-1"),
                InputFidelity = InputFidelity.High,
            },
            Below,
            NoToken);

        AssertJson(
            """
            {"version":1,"kind":"image-to-image","prompt":"Make it night","input_fidelity":"high",
             "images":[{"file":"in/kitchen.png"},{"uri":"https://example.org/a.png","role":"previous_frame"}],"mask":{"file_id":"file-1"}}
            """,
            json);
    }

    [Fact]
    public async Task WriteAsync_Scene_HasTheWholeCharacter()
    {
        Character mia = new("Mia") { Outfit = "raincoat", References = [ImageInput.FromFileId("file-1").As(ReferenceRole.FullBody)] };

        string json = await ImageRequestJson.WriteAsync(
            new CharacterReferenceRequest("Mia sleeps", mia with { Outfit = "pyjamas", MustNotChange = ["hair colour"] }),
            cancellationToken: NoToken);

        AssertJson(
            """
            {"version":1,"kind":"character-reference","prompt":"Mia sleeps",
             "characters":[{"name":"Mia","outfit":"pyjamas","must_not_change":["hair colour"],"shown":{"outfit":"raincoat"},
               "references":[{"file_id":"file-1","role":"full_body"}]}]}
            """,
            json);
    }

    [Fact]
    public async Task WriteAsync_Storyboard_HasSettingsAndFrames()
    {
        string json = await ImageRequestJson.WriteAsync(
            new Storyboard("The lantern")
            {
                Style = "watercolour",
                Quality = ImageQuality.Low,
                Size = ImageSize.Landscape,
                Characters = [new Character("Mia")],
                Frames =
                [
                    new FrameRequest("Mia waves") { Characters = ["Mia"] },
                    new FrameRequest("a ship") { Characters = [], Size = ImageSize.Auto },
                ],
            },
            cancellationToken: NoToken);

        AssertJson(
            """
            {"version":1,"kind":"storyboard","title":"The lantern","style":"watercolour","size":"1536x1024","quality":"low",
             "characters":[{"name":"Mia"}],
             "frames":[{"prompt":"Mia waves","characters":["Mia"]},{"prompt":"a ship","size":"auto","characters":[]}]}
            """,
            json);
    }

    [Fact]
    [Trait("Category", "Heavy")]
    public async Task Read_RandomRequestsWithoutStore_EqualWhatWasWritten()
    {
        for (int seed = 0; seed < 7_000; seed++)
        {
            ImageRequest request = new RandomRequests(seed, _folder.Path, withBytes: false).Request();

            string json = await ImageRequestJson.WriteAsync(request, Below, NoToken);
            ImageRequest again = ImageRequestJson.Read(json, Below);

            Assert.True(request.Equals(again), $"Seed {seed} differs: {json}");
            Assert.Equal(json, await ImageRequestJson.WriteAsync(again, Below, NoToken));
        }
    }

    [Fact]
    [Trait("Category", "Heavy")]
    public async Task Read_RandomRequestsWithStore_SendTheSame()
    {
        RequestJsonOptions options = WithStore;
        for (int i = 0; i < 3; i++)
        {
            _folder.Write($"{i}.png", SamplePictures.Png(64 + (16 * i)));
        }

        for (int seed = 0; seed < 3_000; seed++)
        {
            ImageRequest request = new RandomRequests(seed, _folder.Path, withBytes: true).Request();

            string json = await ImageRequestJson.WriteAsync(request, options, NoToken);
            ImageRequest again = ImageRequestJson.Read(json, options);

            Assert.True(json == await ImageRequestJson.WriteAsync(again, options, NoToken), $"Seed {seed} differs: {json}");
            if (seed % 5 == 0)
            {
                AssertSentAlike(request, again);
            }
        }
    }

    [Fact]
    [Trait("Category", "Heavy")]
    public async Task ReadStoryboard_RandomStories_EqualWhatWasWritten()
    {
        for (int seed = 0; seed < 2_000; seed++)
        {
            Storyboard story = new RandomRequests(seed, _folder.Path, withBytes: false).Storyboard();

            string json = await ImageRequestJson.WriteAsync(story, Below, NoToken);

            Assert.True(story.Equals(ImageRequestJson.ReadStoryboard(json, Below)), $"Seed {seed} differs: {json}");
        }
    }

    [Fact]
    public async Task Read_EverySetting_IsThereAgain()
    {
        TextToImageRequest request = SampleSettings.Fill(new TextToImageRequest("A lighthouse"));
        Storyboard story = SampleSettings.Fill(new Storyboard("The lantern"));

        SampleSettings.AssertIn(ImageRequestJson.Read(await ImageRequestJson.WriteAsync(request, cancellationToken: NoToken)));
        Assert.Equal(story, ImageRequestJson.ReadStoryboard(await ImageRequestJson.WriteAsync(story, cancellationToken: NoToken)));
    }

    [Fact]
    public async Task Read_FileThatWasPinned_KeepsItsHash()
    {
        string hash = new('a', 64);
        ImageToImageRequest request = new("x", ImageInput.FromFile(_folder.PathOf("a.png")).Expecting(hash));

        string json = await ImageRequestJson.WriteAsync(request, Below, NoToken);

        Assert.Contains($$"""{"file":"a.png","sha256":"{{hash}}"}""", json, StringComparison.Ordinal);
        Assert.Equal<ImageRequest>(request, ImageRequestJson.Read(json, Below));
    }

    [Fact]
    public async Task WriteAsync_PictureFromMemoryWithoutStore_NamesTheInput()
    {
        ImageToImageRequest request = new("x", ImageInput.FromFileId("file-1"), ImageInput.FromBytes(new byte[1234]));

        ArgumentException exception =
            await Assert.ThrowsAsync<ArgumentException>(() => ImageRequestJson.WriteAsync(request, cancellationToken: NoToken));

        Assert.Equal(
            "The input at $.images[1] (the 1,234 bytes in memory) has no file, address or file id that a text can hold. Set "
            + "RequestJsonOptions.Inputs to a store that keeps its bytes.", exception.Message);
    }

    [Fact]
    public async Task WriteAsync_SamePictureTwice_IsStoredOnceByItsHash()
    {
        byte[] picture = SamplePictures.Png();
        string hash = Convert.ToHexString(SHA256.HashData(picture)).ToLowerInvariant();
        ImageToImageRequest request = new("x", ImageInput.FromBytes(picture), ImageInput.FromStream(() => new MemoryStream(picture)));

        string json = await ImageRequestJson.WriteAsync(request, WithStore, NoToken);
        ImageToImageRequest again = Assert.IsType<ImageToImageRequest>(ImageRequestJson.Read(json, WithStore));

        Assert.Equal(["store", $"store/{hash}"], _folder.Names);
        Assert.Equal(picture, ReadAll(again.Images[0]));
        Assert.Equal(again.Images[0], again.Images[1]);
        Assert.Equal(json, await ImageRequestJson.WriteAsync(again, cancellationToken: NoToken));
    }

    [Fact]
    public async Task WriteAsync_StreamThatFails_IsAnIOExceptionThatNamesTheInput()
    {
        ImageToImageRequest request = new("x", ImageInput.FromStream(() => throw new InvalidDataException("No disk.")));

        IOException exception =
            await Assert.ThrowsAsync<IOException>(() => ImageRequestJson.WriteAsync(request, WithStore, NoToken));

        Assert.StartsWith(
            "The input at $.images[0] was not stored. An input image (the stream) could not be read: InvalidDataException: No disk.",
            exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_HashThatTheStoreLacks_IsAFindingAndNothingIsSent()
    {
        string json = $$"""{"version":1,"kind":"image-to-image","prompt":"x","images":[{"sha256":"{{new string('0', 64)}}"}]}""";

        RequestPlan plan = _client.Explain(ImageRequestJson.Read(json, WithStore));

        Finding finding = Assert.Single(plan.Findings, finding => finding.RuleId == "input-unreadable");
        Assert.Equal(FindingSeverity.Error, finding.Severity);
        Assert.Contains($"The store has no picture '{new string('0', 64)}'", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("../secret.png")]
    [InlineData("a/../../secret.png")]
    [InlineData("a\\..\\secret.png")]
    [InlineData("\\\\server\\share\\a.png")]
    [InlineData("C:\\a.png")]
    [InlineData("C:a.png")]
    public void Read_PathOutsideOfTheFolder_IsRefusedUnlessAllowed(string path)
    {
        string json = Edit(new JsonObject { ["file"] = path });

        JsonException exception = Assert.Throws<JsonException>(() => ImageRequestJson.Read(json, Below));
        ImageRequest allowed = ImageRequestJson.Read(json, new RequestJsonOptions { BaseDirectory = _folder.Path, AllowAnyPath = true });

        Assert.Equal("$.images[0].file", exception.Path);
        Assert.Contains("is not below the base directory", exception.Message, StringComparison.Ordinal);
        Assert.Equal(
            ImageInput.FromFile(Path.GetFullPath(path, _folder.Path)), Assert.Single(Assert.IsType<ImageToImageRequest>(allowed).Images));
    }

    [Fact]
    public async Task WriteAsync_FileOutsideOfTheFolder_IsAbsolute()
    {
        string outside = Path.GetFullPath(Path.Combine(_folder.Path, "..", "a.png"));

        string json = await ImageRequestJson.WriteAsync(new ImageToImageRequest("x", ImageInput.FromFile(outside)), Below, NoToken);

        Assert.Equal(outside, JsonNode.Parse(json)!["images"]![0]!["file"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("""{"version":2,"kind":"text-to-image","future":1}""", "$.version", "version 2 of the format; this library reads")]
    [InlineData("""{"version":0,"kind":"text-to-image"}""", "$.version", "version 0")]
    [InlineData("""{"version":"1"}""", "$.version", "must be a whole number, but is a text")]
    [InlineData("""{"version":1.5}""", "$.version", "must be a whole number, but is the number 1.5")]
    [InlineData("""{"kind":"text-to-image"}""", "$", "'version' is missing")]
    [InlineData("""{"version":1,"kind":"video"}""", "$.kind", "'video' is not a kind of request")]
    [InlineData("""{"version":1,"kind":"storyboard","title":"x"}""", "$.kind", "ReadStoryboard")]
    [InlineData("""{"version":1,"kind":"text-to-image"}""", "$", "'prompt' is missing")]
    [InlineData("""[]""", "$", "must be an object, but is a list")]
    [InlineData("""{"version":1,"version":1}""", "$.version", "twice")]
    public void Read_TextThatIsNoRequest_SaysWhereAndWhy(string json, string path, string why) => AssertRefused(json, path, why);

    [Theory]
    [InlineData("""  "colour":1 """, "$.colour", "the member is unknown. Known here: version, kind, prompt, n, size")]
    [InlineData("""  "a b":1 """, "$['a b']", "unknown")]
    [InlineData("""  "n":"2" """, "$.n", "must be a whole number, but is a text")]
    [InlineData("""  "n":99999999999 """, "$.n", "must be a whole number, but is the number 99999999999")]
    [InlineData("""  "quality":["high"] """, "$.quality", "must be a text, but is a list")]
    [InlineData("""  "quality":" " """, "$.quality", "whitespace")]
    [InlineData("""  "size":"big" """, "$.size", "'big' is not a size")]
    [InlineData("""  "model":"" """, "$.model", "empty")]
    [InlineData("""  "input_fidelity":"high" """, "$.input_fidelity", "this kind of request has no such member")]
    [InlineData("""  "images":[] """, "$.images", "unknown")]
    [InlineData("""  "require_exact":1 """, "$.require_exact", "must be true or false, but is the number 1")]
    [InlineData("""  "retry":{"max_attempts":0} """, "$.retry", "MaxAttempts is 0; set 1 to 100")]
    [InlineData("""  "retry":{"base_delay":"soon"} """, "$.retry.base_delay", "'soon' is not a duration")]
    [InlineData("""  "retry":{"tries":2} """, "$.retry.tries", "unknown")]
    [InlineData("""  "svg":{"effort":"low"} """, "$.svg", "'model' is missing")]
    [InlineData("""  "text":[{"content":"a","colour":"red"}] """, "$.text[0].colour", "unknown. Known here: content, placement")]
    [InlineData("""  "text":[null] """, "$.text[0]", "must be an object, but is null")]
    [InlineData("""  "text":{} """, "$.text", "must be a list, but is an object")]
    [InlineData("""  "additional_parameters":{"a b":1} """, "$.additional_parameters", "is not a name of a parameter")]
    [InlineData("""  "additional_parameters":{"a":1,"a":2} """, "$.additional_parameters.a", "twice")]
    [InlineData("""  "safety_identifier":"\ud83d" """, "$.safety_identifier", "half a surrogate pair")]
    [InlineData("""  "\ud83d":1 """, "$", "half a surrogate pair")]
    public void Read_MemberThatIsWrong_SaysWhereAndWhy(string member, string path, string why) =>
        AssertRefused($$"""{"version":1,"kind":"text-to-image","prompt":"x",{{member}}}""", path, why);

    [Theory]
    [InlineData("""{}""", "$.images[0]", "one of file, uri, file_id and sha256")]
    [InlineData("""{"file":"a","uri":"https://example.org"}""", "$.images[0]", "one of file, uri, file_id and sha256")]
    [InlineData("""{"file_id":"file-1","sha256":"00"}""", "$.images[0]", "one of file, uri, file_id and sha256")]
    [InlineData("""{"bytes":"AAAA"}""", "$.images[0].bytes", "unknown")]
    [InlineData("""{"file":""}""", "$.images[0].file", "empty")]
    [InlineData("""{"file":"a\u0000b"}""", "$.images[0].file", "The path has a NUL character, which no file name may have.")]
    [InlineData("""{"uri":"http://example.org/a.png"}""", "$.images[0].uri", "https")]
    [InlineData(
        """{"uri":"cat"}""", "$.images[0].uri",
        "'cat' is not an absolute address. Write an https address that the service can reach.")]
    [InlineData("""{"file_id":"a b"}""", "$.images[0].file_id", "'a b' is not a file id")]
    [InlineData("""{"sha256":"../a"}""", "$.images[0].sha256", "'../a' is not a SHA-256")]
    [InlineData("""{"file":"a","sha256":"0"}""", "$.images[0].sha256", "'0' is not a SHA-256")]
    [InlineData("""{"file":"a","role":"hat"}""", "$.images[0].role", "'hat' is not a role. Known: unspecified, face, full_body")]
    public void Read_InputThatIsWrong_SaysWhereAndWhy(string input, string path, string why)
    {
        JsonException exception = Assert.Throws<JsonException>(() => ImageRequestJson.Read(Edit(JsonNode.Parse(input)!), WithStore));

        Assert.Equal(path, exception.Path);
        Assert.Contains(why, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_HashWithoutStore_NamesTheOption() => AssertRefused(
        Edit(new JsonObject { ["sha256"] = new string('0', 64) }), "$.images[0].sha256", "Set RequestJsonOptions.Inputs to that store");

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("{\"version\":1,}")]
    [InlineData("{\"version\":1 /* one */}")]
    [InlineData("{\"version\":1}{}")]
    [InlineData("\"\ud83d\"")]
    public void Read_NoJson_IsAJsonException(string json) => Assert.ThrowsAny<JsonException>(() => ImageRequestJson.Read(json));

    [Theory]
    [InlineData("")]
    [InlineData(" \n")]
    public void Read_NoText_SaysSo(string json) => Assert.Equal(
        "The text is empty. Write a request as ImageRequestJson.WriteAsync does.",
        Assert.Throws<JsonException>(() => ImageRequestJson.Read(json)).Message);

    [Fact]
    public void Read_NotJson_SaysWhereAsAnEditorCounts()
    {
        JsonException exception = Assert.Throws<JsonException>(() => ImageRequestJson.Read("{\n  \"version\": one\n}"));

        Assert.Equal("The text is not JSON: 'o' is an invalid start of a value (line 2, byte 14).", exception.Message);
        Assert.Equal((1L, 13L), (exception.LineNumber, exception.BytePositionInLine));
        Assert.IsType<JsonException>(exception.InnerException, exactMatch: false);
    }

    [Fact]
    public void Read_TooDeepOrTooLong_IsAJsonException()
    {
        string deep = new string('[', 100) + new string(']', 100);

        Assert.ThrowsAny<JsonException>(() => ImageRequestJson.Read(
            $$"""{"version":1,"kind":"text-to-image","prompt":"x","additional_parameters":{"a":{{deep}} } }"""));
        JsonException tooLong = Assert.Throws<JsonException>(() => ImageRequestJson.Read(new string(' ', (16 * 1024 * 1024) + 1)));
        Assert.Contains("longer than 16 MB", tooLong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NullsForWhatIsUnset_CountAsAbsent() => Assert.Equal<ImageRequest>(
        new TextToImageRequest("x"),
        ImageRequestJson.Read(
            """{"version":1,"kind":"text-to-image","prompt":"x","quality":null,"n":null,"text":null,"retry":null,"svg":null}"""));

    [Fact]
    public async Task WriteAsync_WhatJsonCannotHold_IsRefused()
    {
        string deep = new string('[', 61) + new string(']', 61);
        ImageRequest[] requests =
        [
            new TextToImageRequest("fox \ud83e"),
            new CharacterReferenceRequest("x", new Character("Mia") { Outfit = "\udd8a" }),
            new TextToImageRequest("x")
            {
                AdditionalParameters = new Dictionary<string, object> { ["deep"] = JsonDocument.Parse(deep).RootElement },
            },
        ];
        string[] places = ["$.prompt", "$.characters[0].outfit", "'deep'"];

        for (int i = 0; i < requests.Length; i++)
        {
            ArgumentException exception =
                await Assert.ThrowsAsync<ArgumentException>(() => ImageRequestJson.WriteAsync(requests[i], cancellationToken: NoToken));
            Assert.Contains(places[i], exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void ReadStoryboard_SingleRequestOrUnknownMember_SaysWhere()
    {
        JsonException single = Assert.Throws<JsonException>(
            () => ImageRequestJson.ReadStoryboard("""{"version":1,"kind":"text-to-image","prompt":"x"}"""));
        JsonException unknown = Assert.Throws<JsonException>(
            () => ImageRequestJson.ReadStoryboard("""{"version":1,"kind":"storyboard","title":"x","frames":[{"prompt":"a","n":2}]}"""));

        Assert.Equal(("$.kind", "$.frames[0].n"), (single.Path, unknown.Path));
    }

    private static string Edit(JsonNode input) =>
        $$"""{"version":1,"kind":"image-to-image","prompt":"x","images":[{{input.ToJsonString()}}]}""";

    private static byte[] ReadAll(ImageInput input)
    {
        using Stream stream = input.OpenRead();
        using MemoryStream copy = new();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    private static void AssertRefused(string json, string path, string why)
    {
        JsonException exception = Assert.Throws<JsonException>(() => ImageRequestJson.Read(json));

        Assert.Equal(path, exception.Path);
        Assert.Contains(why, exception.Message, StringComparison.Ordinal);
        Assert.Contains($"at {path}: ", exception.Message, StringComparison.Ordinal);
    }

    private static void AssertJson(string expected, string actual) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(actual)), actual);

    private void AssertSentAlike(ImageRequest request, ImageRequest again)
    {
        RequestPlan plan = _client.Explain(request);
        RequestPlan planAgain = _client.Explain(again);

        Assert.Equal(plan.Prompt, planAgain.Prompt);
        Assert.Equal(Said(plan), Said(planAgain));
        Assert.Equal(plan.Findings.Select(finding => finding.RuleId), planAgain.Findings.Select(finding => finding.RuleId));
        Assert.Equal(plan.Inputs.Count, planAgain.Inputs.Count);
    }

    private static IEnumerable<string> Said(RequestPlan plan) => plan.Fields.Select(field => $"{field.Name}={field.Value}");
}
