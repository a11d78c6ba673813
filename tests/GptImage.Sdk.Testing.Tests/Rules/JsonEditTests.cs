using System.Text;
using System.Text.Json;
using GptImage.Sdk.Testing.Tests.Support;
using SkiaSharp;

namespace GptImage.Sdk.Testing.Tests.Rules;

public sealed class JsonEditTests
{
    private static readonly string Teal = Url(TestPictures.Filled(64, 64, SKColors.Teal));

    [Theory]
    [InlineData("""{}""", "missing_required_parameter", "images", "Missing required parameter: 'images'.")]
    [InlineData("""{"images":null}""", "missing_required_parameter", "images", "Missing required parameter: 'images'.")]
    [InlineData(
        """{"image":"x"}""", "unknown_parameter", "image",
        "Unknown parameter: 'image'. For application/json on /v1/images/edits, use 'images' (array).")]
    [InlineData(
        """{"images":[]}""", "empty_array", "images",
        "Invalid 'images': empty array. Expected an array with minimum length 1, but got an empty array instead.")]
    [InlineData(
        """{"images":"x"}""", "invalid_type", "images",
        "Invalid type for 'images': expected an array of objects, but got a string instead.")]
    [InlineData(
        """{"images":{}}""", "invalid_type", "images",
        "Invalid type for 'images': expected an array of objects, but got an object instead.")]
    [InlineData(
        """{"images":["x"]}""", "invalid_type", "images[0]", "Invalid type for 'images[0]': expected an object, but got a string instead.")]
    [InlineData(
        """{"images":[{"image_url":7}]}""", "invalid_type", "images[0].image_url",
        "Invalid type for 'images[0].image_url': expected a string, but got an integer instead.")]
    [InlineData(
        """{"images":[{"file_id":"file-1","detail":"high"}]}""", "unknown_parameter", "images[0].detail",
        "Unknown parameter: 'images[0].detail'.")]
    [InlineData(
        """{"images":[{}]}""", "invalid_value", "images[0]", "Invalid 'images[0]': expected exactly one of 'image_url' and 'file_id'.")]
    [InlineData(
        """{"images":[{"file_id":"a","image_url":"https://example.com/a.png"}]}""", "invalid_value", "images[0]",
        "Invalid 'images[0]': expected exactly one of 'image_url' and 'file_id'.")]
    [InlineData(
        """{"images":[{"image_url":"http://example.com/a.png"}]}""", "invalid_image_url", "images[0].image_url",
        "Invalid 'images[0].image_url'. Expected an https URL or a base64-encoded data URL.")]
    [InlineData(
        """{"images":[{"image_url":"data:image/png,abc"}]}""", "invalid_image_url", "images[0].image_url",
        "Invalid 'images[0].image_url'. Expected an https URL or a base64-encoded data URL.")]
    [InlineData(
        """{"images":[{"image_url":"data:image/png;base64,*"}]}""", "invalid_base64_image", "images[0].image_url",
        "Invalid 'images[0].image_url'. The base64 data could not be decoded.")]
    [InlineData(
        """{"images":[{"image_url":"https://no.invalid/a.png"}]}""", "failed_to_download_image", "images[0].image_url",
        "Invalid 'images[0].image_url'. The image could not be downloaded.")]
    [InlineData(
        """{"images":[{"image_url":"data:image/gif;base64,R0lG"}]}""", "unsupported_file_mimetype", "images[0]",
        "Invalid file 'images[0]': unsupported mimetype ('image/gif'). Supported file formats are 'image/jpeg', 'image/png', and "
        + "'image/webp'.")]
    [InlineData(
        """{"images":[{"image_url":"data:image/png;base64,R0lG"}]}""", "invalid_image_file", "image",
        "Invalid image file or mode for image 1, please check your image file.")]
    [InlineData(
        """{"images":[{"image_url":"https://example.com/a.png"}],"n":0}""", "integer_below_min_value", "n",
        "Invalid 'n': integer below minimum value. Expected a value >= 1, but got 0 instead.")]
    [InlineData(
        """{"images":[{"image_url":"https://example.com/a.png"}],"mask":"x"}""", "invalid_type", "mask",
        "Invalid type for 'mask': expected an object, but got a string instead.")]
    [InlineData(
        """{"images":[{"image_url":"https://example.com/a.png"}],"markup":{}}""", "invalid_value", "markup",
        "The model 'gpt-image-2' does not support the 'markup' parameter.")]
    public async Task Edits_Fault_IsRefusedInTheServicesWords(string json, string code, string param, string message)
    {
        using var caller = new Caller();

        Answer answer = await EditAsync(caller, json);

        Assert.Equal(
            (400, code, param, message),
            ((int)answer.StatusCode, answer.Error.GetProperty("code").GetString(), answer.Error.GetProperty("param").GetString(),
            answer.ErrorMessage));
    }

    [Fact]
    public async Task Edits_UnknownFile_IsRefusedAs404()
    {
        using var caller = new Caller();

        Answer answer = await EditAsync(caller, """{"images":[{"file_id":"file-nope"}]}""");

        answer.AssertError(404, "invalid_request_error", null, "images[0].file_id", "No such File object: file-nope");
    }

    [Theory]
    [InlineData(16, 200)]
    [InlineData(17, 400)]
    public async Task Edits_NumberOfImages_EndsAtSixteen(int count, int status)
    {
        using var caller = new Caller();

        Answer answer =
            await EditAsync(caller, $$"""{"images":[{{string.Join(',', Enumerable.Repeat($$"""{"image_url":"{{Teal}}"}""", count))}}]}""");

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(status == 200, count == caller.Service.Requests[0].Images.Count && status == 200);
    }

    [Fact]
    public async Task Edits_ThousandsOfAddresses_AreCountedButNotDrawn()
    {
        using var caller = new Caller();

        Answer answer =
            await EditAsync(caller,
            $$"""{"images":[{{string.Join(',', Enumerable.Repeat("""{"image_url":"https://example.com/a.png"}""", 20_000))}}]}""");

        Assert.Equal(
            "Invalid 'images': array too long. Expected an array with maximum length 16, but got an array with length 20000 instead.",
            answer.ErrorMessage);
        Assert.Equal(17, caller.Service.Requests[0].Images.Count);
    }

    [Theory]
    [InlineData(20_971_520, "invalid_base64_image")]
    [InlineData(20_971_521, "string_above_max_length")]
    public async Task Edits_DataUrlLength_EndsAtTheLimit(int length, string code)
    {
        using var caller = new Caller();
        string url = "data:image/png;base64," + new string('*', length - "data:image/png;base64,".Length);

        Answer answer = await EditAsync(caller, $$"""{"images":[{"image_url":"{{url}}"}]}""");

        Assert.Equal((400, code), ((int)answer.StatusCode, answer.Error.GetProperty("code").GetString()));
        Assert.True(caller.Service.Requests[0].Fields["images"].Length < 300);
    }

    [Fact]
    public async Task Edits_DataUrls_DrawAsMultipartDoes()
    {
        using var caller = Caller.WithScenes();
        byte[] picture = TestPictures.Noise(1024, 768);
        byte[] mask = TestPictures.Mask(1024, 768, new SKRectI(100, 100, 500, 500));

        Answer json =
            await EditAsync(caller,
            $$"""{"images":[{"image_url":"{{Url(picture)}}"}],"mask":{"image_url":"{{Url(mask)}}"},"input_fidelity":null}""");
        Answer form = await caller.EditAsync(new Form().File("image", picture).File("mask", mask));

        Assert.Equal(form.Pictures[0], json.Pictures[0]);
        Assert.Equal(form.Json.GetProperty("usage").GetRawText(), json.Json.GetProperty("usage").GetRawText());
        FakeRequest logged = caller.Service.Requests[0];
        FakeImage image = Assert.Single(logged.Images);
        Assert.Equal(
            ("images[0]", "image/png", 1024, 768, null, null),
            (image.PartName, image.ContentType, image.Width, image.Height, image.Url, image.FileId));
        Assert.Equal(picture, image.Bytes.ToArray());
        Assert.Equal(mask, logged.Mask?.Bytes.ToArray());
    }

    [Fact]
    public async Task Edits_MaskOfAnotherSize_IsRefused()
    {
        using var caller = new Caller();

        Answer answer =
            await EditAsync(caller,
            $$"""{"images":[{"image_url":"{{Teal}}"}],"mask":{"image_url":"{{Url(TestPictures.Mask(32, 64, new SKRectI(0, 0, 8, 8)))}}"} }""");

        Assert.Equal("Invalid mask image format - mask size does not match image size", answer.ErrorMessage);
    }

    [Fact]
    public async Task Edits_WebAddress_ShowsAStandInThatDependsOnTheAddressAlone()
    {
        using var caller = Caller.WithScenes();

        foreach (string url in (string[])["https://example.com/cat.png", "https://example.com/cat.png", "https://example.com/dog.png"])
        {
            Assert.Equal(200, (int)(await EditAsync(caller, $$"""{"images":[{"image_url":"{{url}}"}]}""")).StatusCode);
        }

        FakeImage[] images = [.. caller.Service.Requests.Select(request => request.Images[0])];
        Assert.Equal((new Uri("https://example.com/cat.png"), 512, 512), (images[0].Url, images[0].Width, images[0].Height));
        Assert.Equal(images[0].Bytes.ToArray(), images[1].Bytes.ToArray());
        Assert.NotEqual(images[0].Bytes.ToArray(), images[2].Bytes.ToArray());
    }

    private static Task<Answer> EditAsync(Caller caller, string json)
    {
        string members = JsonDocument.Parse(json).RootElement.EnumerateObject().Any() ? "," + json[1..] : "}";
        return caller.PostAsync(
            "images/edits",
            new StringContent("""{"model":"gpt-image-2","prompt":"Make it night" """ + members, Encoding.UTF8, "application/json"));
    }

    private static string Url(byte[] png) => "data:image/png;base64," + Convert.ToBase64String(png);
}
