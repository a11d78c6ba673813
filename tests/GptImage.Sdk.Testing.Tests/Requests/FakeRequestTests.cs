using System.Net.Http.Headers;
using System.Text;
using GptImage.Sdk.Testing.Tests.Support;
using SkiaSharp;

namespace GptImage.Sdk.Testing.Tests.Requests;

public sealed class FakeRequestTests
{
    [Fact]
    public async Task Requests_Generation_ShowsWhatWasSent()
    {
        using var caller = new Caller();
        const string Body = """{"model":"gpt-image-2","prompt":"Über \"alles\"","n":2}""";

        await caller.GenerateAsync(Body);

        FakeRequest request = Assert.Single(caller.Service.Requests);
        Assert.Equal(
            ("POST", "/v1/images/generations", "images/generations", 200),
            (request.Method, request.Path, request.Endpoint, request.StatusCode));
        Assert.Equal(Body, Encoding.UTF8.GetString(request.Body.Span));
        Assert.Equal("Über \"alles\"", request.Fields["prompt"]);
        Assert.Equal("2", request.Fields["n"]);
        Assert.Equal("application/json; charset=utf-8", request.Headers["content-type"]);
        Assert.Empty(request.Images);
        Assert.Null(request.Mask);
    }

    [Fact]
    public async Task Requests_Edit_ShowsPicturesInOrder()
    {
        using var caller = new Caller();
        byte[] red = TestPictures.Filled(64, 48, SKColors.Red);
        byte[] blue = TestPictures.Filled(32, 16, SKColors.Blue, SKEncodedImageFormat.Jpeg);
        byte[] mask = TestPictures.Mask(64, 48, new SKRectI(0, 0, 8, 8));

        await caller.EditAsync(
            new Form().File("image[]", red, fileName: "é.png").File("image[]", blue, "image/jpeg", "b.jpg")
            .File("mask", mask, fileName: "mask.png"));

        FakeRequest request = Assert.Single(caller.Service.Requests);
        Assert.Equal(
            [("image[]", "image/png", 64, 48), ("image[]", "image/jpeg", 32, 16)],
            request.Images.Select(image => (image.PartName, image.ContentType ?? "", image.Width, image.Height)));
        Assert.Equal(red, request.Images[0].Bytes.ToArray());
        Assert.Equal("b.jpg", request.Images[1].FileName);
        Assert.Equal(mask, request.Mask?.Bytes.ToArray());
        Assert.Equal("Make it night", request.Fields["prompt"]);
    }

    [Theory]
    [InlineData("B1uoPA", "multipart/form-data; boundary=\"B1uoPA\"", "name=image; filename=room.png; filename*=utf-8''room.png")]
    [InlineData("x;y", "multipart/form-data; charset=utf-8; boundary=\"x;y\"", "name=\"image\"; filename=\"dir/a;b.png\"")]
    public async Task Edits_RecordedShape_IsRead(string boundary, string contentType, string disposition)
    {
        using var caller = new Caller();
        byte[] picture = TestPictures.Noise(32, 32);
        byte[] body =
        [
            .. Encoding.UTF8.GetBytes($"--{boundary}\r\nContent-Disposition: form-data; {disposition}\r\n\r\n"), .. picture,
            .. Encoding.UTF8.GetBytes(
                $"\r\n--{boundary}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Disposition: form-data; name=prompt\r\n\r\nA "
                + $"big cat\r\nlooking\r\n--{boundary}"),
            .. Encoding.UTF8.GetBytes($"\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\ngpt-image-2\r\n--{boundary}--\r\n"),
        ];
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);

        Answer answer = await caller.PostAsync("images/edits", content);

        Assert.Equal(200, (int)answer.StatusCode);
        FakeRequest request = Assert.Single(caller.Service.Requests);
        Assert.Equal("A big cat\r\nlooking", request.Fields["prompt"]);
        Assert.Equal(picture, request.Images[0].Bytes.ToArray());
    }

    [Theory]
    [InlineData("multipart/form-data", "--x\r\n")]
    [InlineData("multipart/form-data; boundary=x", "no boundary at all")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=prompt\r\n\r\nnever ends")]
    public async Task Edits_BrokenForm_IsRefused(string contentType, string body)
    {
        using var caller = new Caller();
        var content = new StringContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);

        Answer answer = await caller.PostAsync("images/edits", content);

        Assert.Equal((400, "Could not parse multipart form."), ((int)answer.StatusCode, answer.ErrorMessage));
    }

    /// <summary>How .NET clients write names beyond ASCII; the service takes such a part by its extension.</summary>
    [Theory]
    [InlineData("filename=\"=?utf-8?B?esOpYnJlLnBuZw==?=\"; filename*=utf-8''z%C3%A9bre.png", "zébre.png")]
    [InlineData("filename*=utf-8''%E7%81%AF%E5%8F%B0.png", "灯台.png")]
    [InlineData("filename=\"=?utf-8?B?esOpYnJlLnBuZw==?=\"", "zébre.png")]
    [InlineData("filename=\"=?UTF-8?q?z=C3=A9bre_1.png?=\"", "zébre 1.png")]
    [InlineData("filename=\"=?utf-8?B?esOp?= =?utf-8?B?YnJlLnBuZw==?=\"", "zébre.png")]
    [InlineData("filename=\"=?koi8-r?B?AAAA?=.png\"", "=?koi8-r?B?AAAA?=.png")]
    [InlineData("filename=\"a=?b.png\"", "a=?b.png")]
    [InlineData("filename=plain.png; filename*=koi8-r''%C1.png", "plain.png")]
    public async Task Edits_FileNameBeyondAscii_IsDecoded(string parameters, string fileName)
    {
        using var caller = new Caller();
        var image = new ByteArrayContent(TestPictures.Opaque(64, 64));
        image.Headers.TryAddWithoutValidation("Content-Disposition", "form-data; name=image; " + parameters);
        var form = new MultipartFormDataContent
            { { new StringContent("gpt-image-2"), "model" }, { new StringContent("x"), "prompt" }, image };

        Answer answer = await caller.PostAsync("images/edits", form);

        Assert.Equal(200, (int)answer.StatusCode);
        Assert.Equal(fileName, Assert.Single(caller.Service.Requests[0].Images).FileName);
    }
}
