using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json;

namespace GptImage.Sdk.Tests;

/// <summary>The form of fingerprints is frozen: a change here lets a finished job buy everything again.</summary>
public sealed class RequestFingerprintTests : IDisposable
{
    private const string Lighthouse = "kind=13:text-to-image\nmodel=11:gpt-image-2\nprompt=12:A lighthouse\n";

    private readonly GptImageClient _client = new("sk-test");

    public void Dispose() => _client.Dispose();

    [Fact]
    public void Compute_WhatIsNotSet_LeavesNoTrace()
    {
        Assert.Equal(Hash(Lighthouse), Compute(new TextToImageRequest("A lighthouse")));
        Assert.Equal(
            Hash(Lighthouse),
            Compute(new TextToImageRequest("A lighthouse") { RequireExact = true, Retry = new RetryOptions { MaxAttempts = 1 } }));
        Assert.Equal(
            "24aec13517b5fd8f20b72289c7c451a3edf41d41d27f7e27f9919da49b8734f8", Compute(new TextToImageRequest("A lighthouse")));
    }

    [Fact]
    public void Compute_EveryParameter_StandsUnderItsWireName() => Assert.Equal(
        Hash(
            "kind=13:text-to-image\nmodel=22:gpt-image-2.6-sunburst\nprompt=12:A lighthouse\nn=1:2\nsize=9:1536x1024\nquality=4:high\n"
            + "background=6:opaque\noutput_format=3:gif\noutput_compression=2:80\nmoderation=3:low\nsafety_identifier=2:u1\n"
            + "complexity=4:high\nframe_count=1:4\nframe_duration_ms=3:250\nsvg=5:gpt-5\nsvg-effort=3:low\n"
            + "text=6:Pier 7\nplacement=4:sign\nlanguage=2:en\nsurface=4:wood\ntypography=4:bold\n"
            + "parameter=1:a\njson=22:{\"x\":\"é\",\"y\":[1,null]}\nparameter=1:b\njson=1:1\n"),
        Compute(new TextToImageRequest("A lighthouse")
        {
            Model = ImageModel.GptImage26Sunburst,
            Count = 2,
            Size = ImageSize.Landscape,
            Quality = ImageQuality.High,
            Background = ImageBackground.Opaque,
            OutputFormat = OutputFormat.Gif,
            OutputCompression = 80,
            Moderation = ModerationLevel.Low,
            SafetyIdentifier = "u1",
            Complexity = Complexity.High,
            Animation = new ImageAnimation { FrameCount = 4, FrameDuration = TimeSpan.FromMilliseconds(250) },
            Svg = new SvgAuthor("gpt-5") { Effort = "low" },
            Text = [new TextElement("Pier 7") { Placement = "sign", Language = "en", Surface = "wood", Typography = "bold" }],
            AdditionalParameters = new Dictionary<string, object> { ["b"] = 1, ["a"] = Json("""{"y":[1,null],"x":"é"}""") },
        }));

    [Fact]
    public void Compute_Edit_HasTheBytesOfItsInputs()
    {
        byte[] kitchen = "not even a picture"u8.ToArray();
        using TemporaryFolder scratch = new();
        string path = scratch.Write("kitchen", kitchen);
        string expected = Hash(
            "kind=14:image-to-image\nmodel=11:gpt-image-2\nprompt=4:Edit\ninput_fidelity=4:high\n"
            + "image=71:sha256:d186016519cf56c1d5a2ba0c6debd952bfe19ab8a184c37399349d01bf7ddd34\n"
            + "role=5:Style\nmask=14:file-id:file-1\nmarkup=29:address:https://example.org/m\n");

        foreach (ImageInput input in (ImageInput[])[ImageInput.FromFile(path), ImageInput.FromBytes(kitchen)])
        {
            Assert.Equal(
                expected,
                Compute(new ImageToImageRequest("Edit", input.As(ReferenceRole.Style))
                {
                    Mask = ImageInput.FromFileId("file-1"),
                    Markup = ImageInput.FromUri(new Uri("https://example.org/m")),
                    InputFidelity = InputFidelity.High,
                }));
        }
    }

    [Fact]
    public void Compute_Scene_HasAllThatIsSaidOfTheCharacters() => Assert.Equal(
        Hash(
            "kind=19:character-reference\nmodel=11:gpt-image-2\nprompt=10:Mia sleeps\ncharacter=3:Mia\nappearance=4:tall\n"
            + "outfit=7:pyjamas\nproportions=4:long\npalette=3:red\ndistinguishing-marks=4:scar\nstyle=3:ink\nmust-not-change=4:hair\n"
            + "dressed-anew=8:raincoat\nreference=14:file-id:file-1\nrole=4:Face\nother-reference=14:file-id:file-2\n"
            + "role=10:Background\nmask=14:file-id:file-3\nmarkup=14:file-id:file-4\n"),
        Compute(new CharacterReferenceRequest("Mia sleeps", new Character("Mia")
        {
            Appearance = "tall",
            Outfit = "raincoat",
            Proportions = "long",
            Palette = "red",
            DistinguishingMarks = "scar",
            Style = "ink",
            MustNotChange = ["hair"],
            References = [ImageInput.FromFileId("file-1").As(ReferenceRole.Face)],
        } with
        { Outfit = "pyjamas" })
        {
            References = [ImageInput.FromFileId("file-2").As(ReferenceRole.Background)],
            Mask = ImageInput.FromFileId("file-3"),
            Markup = ImageInput.FromFileId("file-4"),
        }));

    [Fact]
    public void Compute_CharacterInItsOwnClothes_SaysNothingOfOthers() => Assert.Equal(
        Hash("kind=19:character-reference\nmodel=11:gpt-image-2\nprompt=10:Mia sleeps\ncharacter=3:Mia\noutfit=8:raincoat\n"),
        Compute(new CharacterReferenceRequest("Mia sleeps", new Character("Mia") { Outfit = "raincoat" })));

    [Fact]
    public async Task Compute_SeveralModelsInOneJob_GetsEachItsOwn()
    {
        RequestFingerprint job = new(_client);
        var request = new TextToImageRequest("A lighthouse");

        foreach (ImageModel? model in (ImageModel?[])[null, ImageModel.GptImage25Flare, null, ImageModel.GptImage2])
        {
            ImageRequest asked = request with { Model = model };
            Assert.Equal(Compute(asked), await job.ComputeAsync(asked, TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public void Compute_ModelOfTheClient_IsPartOfIt()
    {
        var request = new TextToImageRequest("A lighthouse");
        using var flare = new GptImageClient(new GptImageClientOptions { ApiKey = "sk-test", DefaultModel = ImageModel.GptImage25Flare });

        Assert.NotEqual(Compute(request), Compute(flare, request));
        Assert.Equal(Compute(request), Compute(request with { Model = ImageModel.GptImage2 }));
        using var deployed = new GptImageClient(new GptImageClientOptions
        {
            ApiKey = "sk-test",
            Deployments = { ["mine"] = ImageModel.GptImage2 },
        });
        Assert.Equal(Compute(request), Compute(deployed, request with { Model = new ImageModel("mine") }));
        Assert.Equal(Compute(request), Compute(flare, request with { Model = ImageModel.GptImage2 }));
    }

    [Theory]
    [InlineData("[1,[2]]", "[[1,2]]")]
    [InlineData("[[],[]]", "[[[]]]")]
    [InlineData("[]", "{}")]
    [InlineData("[\"1\"]", "[1]")]
    [InlineData("\"null\"", "null")]
    [InlineData("{\"a\":{\"b\":1}}", "{\"a\":{},\"b\":1}")]
    [InlineData("\"a\\\",\\\"b\"", "\"a,b\"")]
    [InlineData("[\"a\",\"b\"]", "[\"a\\\",\\\"b\"]")]
    public void Compute_DifferentJson_Differs(string one, string other) =>
        Assert.NotEqual(Compute(WithParameter(Json(one))), Compute(WithParameter(Json(other))));

    [Theory]
    [InlineData("{\"b\": 1, \"a\": [ true ]}", "{\"a\":[true],\"b\":1}")]
    [InlineData("\"\\u0061\\u00e9\"", "\"aé\"")]
    public void Compute_SameJsonWrittenOtherwise_IsTheSame(string one, string other) =>
        Assert.Equal(Compute(WithParameter(Json(one))), Compute(WithParameter(Json(other))));

    [Fact]
    public void Compute_NumbersOfEveryType_CountByTheirText()
    {
        string[] ones = [.. ((object[])[1, 1L, 1.0, 1m, Json("1")]).Select(one => Compute(WithParameter(one)))];

        Assert.Single(ones.Distinct(StringComparer.Ordinal));
        Assert.NotEqual(ones[0], Compute(WithParameter("1")));
    }

    [Fact]
    public void Compute_EverySettingButRepeatsAndExactness_ChangesIt()
    {
        string[] without = [nameof(ImageSettings.Retry), nameof(ImageSettings.RequireExact)];
        string plain = Compute(new TextToImageRequest("A lighthouse"));

        foreach (PropertyInfo property in SampleSettings.Properties)
        {
            string[] others = [.. SampleSettings.Properties.Select(other => other.Name).Where(name => name != property.Name)];
            string changed = Compute(SampleSettings.Fill(new TextToImageRequest("A lighthouse"), others));

            Assert.Equal(without.Contains(property.Name), changed == plain);
        }
    }

    [Fact]
    public void Parameters_MembersOfRequests_AreAllInIt()
    {
        // What is new goes into the fingerprint, or a changed request passes for one that is finished. Then it goes here.
        Assert.Equal(
            ["Animation", "Characters", "Count", "Images", "InputFidelity", "Markup", "Mask", "Prompt", "References", "Size", "Svg",
                "Text"],
            NamesOf(typeof(TextToImageRequest), typeof(ImageToImageRequest), typeof(CharacterReferenceRequest))
                .Except(SampleSettings.Properties.Select(property => property.Name)));
        Assert.Equal(["FrameCount", "FrameDuration"], NamesOf(typeof(ImageAnimation)));
        Assert.Equal(["Effort", "Model"], NamesOf(typeof(SvgAuthor)));
        Assert.Equal(["Content", "Language", "Placement", "Surface", "Typography"], NamesOf(typeof(TextElement)));
        Assert.Equal(
            ["Appearance", "DistinguishingMarks", "MustNotChange", "Name", "Outfit", "Palette", "Proportions", "References", "Style"],
            NamesOf(typeof(Character)));

        static IEnumerable<string> NamesOf(params Type[] types) =>
            types.SelectMany(type => type.GetProperties()).Select(property => property.Name).Distinct().Order(StringComparer.Ordinal);
    }

    private static TextToImageRequest WithParameter(object value) =>
        new("A lighthouse") { AdditionalParameters = new Dictionary<string, object> { ["p"] = value } };

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;

    private static string Hash(string text) =>
        Convert.ToHexString(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text))).ToLowerInvariant();

    private string Compute(ImageRequest request) => Compute(_client, request);

    private static string Compute(GptImageClient client, ImageRequest request) =>
        new RequestFingerprint(client).ComputeAsync(request, CancellationToken.None).AsTask().GetAwaiter().GetResult();
}
