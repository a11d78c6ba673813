using System.Text.Json;

namespace GptImage.Sdk.Tests;

public sealed class JsonBodyTests
{
    [Fact]
    public async Task Write_PlainRequest_SendsNothingThatWasNotSet()
    {
        using RequestBody body = Bodies.Encode(new TextToImageRequest("A lighthouse"));

        Assert.Equal("""{"model":"gpt-image-2","prompt":"A lighthouse"}""", await body.WriteTextAsync());
        Assert.Equal("application/json", body.Headers.ContentType?.ToString());
    }

    [Fact]
    public async Task Write_EveryField_IsInItsWireNameAndOrder()
    {
        TextToImageRequest request = new("A lighthouse")
        {
            Model = ImageModel.GptImage26Sunburst,
            Count = 2,
            Size = new ImageSize(1536, 1024),
            Quality = ImageQuality.XHigh,
            Background = ImageBackground.Opaque,
            OutputFormat = OutputFormat.Webp,
            OutputCompression = 80,
            Moderation = ModerationLevel.Low,
            SafetyIdentifier = "user-1",
            Complexity = Complexity.High,
            AdditionalParameters = new Dictionary<string, object>
            {
                ["user"] = "u",
                ["flag"] = true,
                ["number"] = 7L,
                ["fraction"] = 0.5,
                ["exact"] = 1.10m,
                ["json"] = JsonDocument.Parse("""{"a":[1,"é"]}""").RootElement
            },
        };

        using RequestBody body = Bodies.Encode(request);

        Assert.Equal(
            """{"model":"gpt-image-2.6-sunburst","prompt":"A lighthouse","n":2,"size":"1536x1024","quality":"xhigh","background":"opaque","output_format":"webp","output_compression":80,"moderation":"low","safety_identifier":"user-1","complexity":"high","user":"u","flag":true,"number":7,"fraction":0.5,"exact":1.10,"json":{"a":[1,"é"]}}""",
            await body.WriteTextAsync());
    }

    [Fact]
    public async Task Write_GifAndSvg_HaveTheirFields()
    {
        using RequestBody gif = Bodies.Encode(new TextToImageRequest("x")
        {
            Model = ImageModel.GptImage26Flare,
            OutputFormat = OutputFormat.Gif,
            Animation = new ImageAnimation { FrameCount = 4, FrameDuration = TimeSpan.FromMilliseconds(120) },
        });
        using RequestBody svg = Bodies.Encode(new TextToImageRequest("x")
        {
            Model = ImageModel.GptImage26Flare,
            OutputFormat = OutputFormat.Svg,
            Svg = new SvgAuthor("gpt-6-astra") { Effort = "low" },
        });
        using RequestBody plain = Bodies.Encode(new TextToImageRequest("x")
        {
            Model = ImageModel.GptImage26Flare,
            OutputFormat = OutputFormat.Svg,
            Svg = new SvgAuthor("gpt-6-astra"),
        });

        Assert.Equal(
            """{"model":"gpt-image-2.6-flare","prompt":"x","output_format":"gif","frame_count":4,"frame_duration_ms":120}""",
            await gif.WriteTextAsync());
        Assert.Equal(
            """{"model":"gpt-image-2.6-flare","prompt":"x","output_format":"svg","svg":{"model":"gpt-6-astra","reasoning":{"effort":"low"}}}""", await svg.WriteTextAsync());
        Assert.Equal(
            """{"model":"gpt-image-2.6-flare","prompt":"x","output_format":"svg","svg":{"model":"gpt-6-astra"}}""",
            await plain.WriteTextAsync());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task Write_Stream_AsksForPartialImages(int partialImages)
    {
        using RequestBody body = RequestEncoder.Encode(Plans.ExplainStream(new TextToImageRequest("x"), partialImages).Fields);

        Assert.Equal(
            $$"""{"model":"gpt-image-2","prompt":"x","stream":true,"partial_images":{{partialImages}}}""", await body.WriteTextAsync());
    }

    [Fact]
    public async Task Write_SpecialCharacters_AreEscapedAsJsonDemands()
    {
        using RequestBody body = Bodies.Encode(new TextToImageRequest("say \"hi\" \\ <b>\n\u0001 żółć 新鮮 😀"));

        string text = await body.WriteTextAsync();

        Assert.Equal("say \"hi\" \\ <b>\n\u0001 żółć 新鮮 😀", JsonDocument.Parse(text).RootElement.GetProperty("prompt").GetString());
        Assert.Contains("<b>", text, StringComparison.Ordinal);
        Assert.Contains("新鮮", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_EditWithReferences_IsJsonWithImagesAsTheyCame()
    {
        byte[] png = SamplePictures.Png(10, 10);
        ImageToImageRequest request =
            new("Make it night", ImageInput.FromFileId("file-\"1\""), ImageInput.FromBytes(png),
            ImageInput.FromUri(new Uri("https://example.com/a.png?b=c&d=ä")))
            {
                Mask = ImageInput.FromFileId("file-mask"),
                Size = ImageSize.Square,
            };

        using RequestBody body = Bodies.Encode(request);
        string text = await body.WriteTextAsync();

        JsonElement root = JsonDocument.Parse(text).RootElement;
        Assert.Equal("file-\"1\"", root.GetProperty("images")[0].GetProperty("file_id").GetString());
        Assert.Equal(
            $"data:image/png;base64,{Convert.ToBase64String(png)}", root.GetProperty("images")[1].GetProperty("image_url").GetString());
        Assert.Equal("https://example.com/a.png?b=c&d=%C3%A4", root.GetProperty("images")[2].GetProperty("image_url").GetString());
        Assert.Equal("file-mask", root.GetProperty("mask").GetProperty("file_id").GetString());
        Assert.Equal(["model", "prompt", "size", "images", "mask"], root.EnumerateObject().Select(property => property.Name));
        Assert.Equal(body.Headers.ContentLength, System.Text.Encoding.UTF8.GetByteCount(text));
    }

    [Fact]
    public async Task Write_OneReference_IsTheExactText()
    {
        using RequestBody body = Bodies.Encode(new ImageToImageRequest("x", ImageInput.FromFileId("file-1")));

        Assert.Equal("""{"model":"gpt-image-2","prompt":"x","images":[{"file_id":"file-1"}]}""", await body.WriteTextAsync());
    }
}
