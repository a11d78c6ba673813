using System.Text;

namespace GptImage.Sdk.Tests;

public sealed class MultipartBodyTests
{
    [Fact]
    public async Task Write_OneImage_IsTheExactForm()
    {
        byte[] png = SamplePictures.Png(10, 10);
        using RequestBody body = Bodies.Encode(new ImageToImageRequest("Make it night – żółć", ImageInput.FromBytes(png)) { Count = 2 });

        byte[] bytes = await body.WriteAsync();

        string boundary = Assert.Single(body.Headers.ContentType!.Parameters).Value!;
        byte[] expected =
        [
            .. Text(
                $"--{boundary}\r\nContent-Disposition: form-data; name=\"model\"\r\nContent-Type: text/plain; "
                + "charset=utf-8\r\n\r\ngpt-image-2\r\n"),
            .. Text(
                $"--{boundary}\r\nContent-Disposition: form-data; name=\"prompt\"\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nMake "
                + "it night – żółć\r\n"),
            .. Text($"--{boundary}\r\nContent-Disposition: form-data; name=\"n\"\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n2\r\n"),
            .. Text(
                $"--{boundary}\r\nContent-Disposition: form-data; name=\"image\"; filename=\"image-1.png\"\r\nContent-Type: "
                + "image/png\r\n\r\n"),
            .. png,
            .. Text($"\r\n--{boundary}--\r\n"),
        ];
        Assert.Equal(expected, bytes);
        Assert.Equal(expected.Length, body.Headers.ContentLength);
    }

    [Fact]
    public void Write_Boundary_IsUnquotedAndItsOwn()
    {
        using RequestBody first = Bodies.Encode(new ImageToImageRequest("x", ImageInput.FromBytes(SamplePictures.Png())));
        using RequestBody second = Bodies.Encode(new ImageToImageRequest("x", ImageInput.FromBytes(SamplePictures.Png())));

        Assert.Matches("^multipart/form-data; boundary=[0-9a-z-]{20,70}$", first.Headers.ContentType?.ToString());
        Assert.NotEqual(first.Headers.ContentType, second.Headers.ContentType);
    }

    [Fact]
    public async Task Write_SeveralImages_AreAnArrayInOrderWithNeutralNames()
    {
        using TemporaryFolder folder = new();
        string secret = folder.Write("secret plan of müller.png", SamplePictures.Jpeg());
        ImageToImageRequest request =
            new("x", ImageInput.FromFile(secret), ImageInput.FromBytes(SamplePictures.WebpLossy(10, 10)),
            ImageInput.FromBytes(SamplePictures.Png()))
            {
                Mask = ImageInput.FromBytes(SamplePictures.Png()),
            };

        using RequestBody body = Bodies.Encode(request);
        string text = Encoding.Latin1.GetString(await body.WriteAsync());

        Assert.Equal(
            [
                "name=\"model\"", "name=\"prompt\"",
                "name=\"image[]\"; filename=\"image-1.jpg\"\r\nContent-Type: image/jpeg",
                "name=\"image[]\"; filename=\"image-2.webp\"\r\nContent-Type: image/webp",
                "name=\"image[]\"; filename=\"image-3.png\"\r\nContent-Type: image/png",
                "name=\"mask\"; filename=\"mask.png\"\r\nContent-Type: image/png",
            ],
            Parts(text));
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_MarkupAndSvg_HaveTheirNames()
    {
        ImageToImageRequest request = new("x", ImageInput.FromBytes(SamplePictures.Png()))
        {
            Model = ImageModel.GptImage26Flare,
            Markup = ImageInput.FromBytes(SamplePictures.Png()),
            OutputFormat = OutputFormat.Svg,
            Svg = new SvgAuthor("gpt-6-astra") { Effort = "low" },
            AdditionalParameters = new Dictionary<string, object> { ["flag"] = true, ["fraction"] = 0.5 },
        };

        using RequestBody body = Bodies.Encode(request);
        string text = Encoding.Latin1.GetString(await body.WriteAsync());

        Assert.Equal(
            [
                "name=\"model\"", "name=\"prompt\"", "name=\"output_format\"", "name=\"svg[model]\"", "name=\"svg[reasoning][effort]\"",
                    "name=\"flag\"", "name=\"fraction\"",
                "name=\"image\"; filename=\"image-1.png\"\r\nContent-Type: image/png",
                "name=\"markup\"; filename=\"markup.png\"\r\nContent-Type: image/png",
            ],
            Parts(text));
        Assert.Contains("\r\n\r\ntrue\r\n", text, StringComparison.Ordinal);
        Assert.Contains("\r\n\r\n0.5\r\n", text, StringComparison.Ordinal);
    }

    /// <summary>Whatever a field is called, its name stays within its quotes and its line.</summary>
    [Fact]
    public async Task Write_NameWithQuotesAndLineBreaks_OpensNoHeader()
    {
        RequestField[] fields = [new("a\"; filename=\"x\r\nX-Foreign: 1\r\n\r\nb", "value")];
        using RequestBody body = MultipartBody.Write(new RequestFields(fields) { IsMultipart = true });

        string text = Encoding.Latin1.GetString(await body.WriteAsync());

        Assert.Equal(["name=\"a%22; filename=%22x%0D%0AX-Foreign: 1%0D%0A%0D%0Ab\""], Parts(text));
        Assert.DoesNotContain("\nX-Foreign", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_LargeImage_ComesThroughUnchanged()
    {
        byte[] png = SamplePictures.Png(10, 10, chunks: ("caBX", [.. Enumerable.Range(0, 200_001).Select(index => (byte)(index * 31))]));
        using RequestBody body = Bodies.Encode(new ImageToImageRequest("x", ImageInput.FromBytes(png)));

        byte[] bytes = await body.WriteAsync();

        Assert.True(bytes.AsSpan().IndexOf(png) > 0);
        Assert.Equal(bytes.Length, body.Headers.ContentLength);
    }

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>Takes what the parts say of themselves; texts are all text/plain.</summary>
    private static IEnumerable<string> Parts(string form) => form
        .Split("Content-Disposition: form-data; ", StringSplitOptions.None)
        .Skip(1)
        .Select(part => part.Split("\r\n\r\n")[0].Replace("\r\nContent-Type: text/plain; charset=utf-8", "", StringComparison.Ordinal));
}
