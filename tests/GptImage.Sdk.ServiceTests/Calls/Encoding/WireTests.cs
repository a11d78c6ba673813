using System.Text;

namespace GptImage.Sdk.ServiceTests;

public class WireTests
{
    [Fact]
    public async Task GenerateAsync_TextToImage_SendsTheFieldsAsJson()
    {
        await using RawServer server = RawServer.Answering(200, "application/json", Pictures.Answer(Pictures.Png()));
        using GptImageClient client = Clients.For(server);

        await client.GenerateAsync(
            new TextToImageRequest("A \"quoted\" café\n日本 😀")
            {
                Model = ImageModel.GptImage25Flare,
                Count = 2,
                Size = new ImageSize(1536, 864),
                Quality = ImageQuality.XHigh,
                Background = ImageBackground.Opaque,
                OutputFormat = OutputFormat.Webp,
                OutputCompression = 80,
                Moderation = ModerationLevel.Low,
                SafetyIdentifier = "u-1",
            },
            TestContext.Current.CancellationToken);

        RawRequest request = Assert.Single(server.Requests);
        Assert.Equal("POST /v1/images/generations HTTP/1.1", request.RequestLine);
        Assert.Equal("application/json", request.Header("Content-Type"));
        Assert.Equal("Bearer sk-test", request.Header("Authorization"));
        Assert.Equal("application/json", request.Header("Accept"));
        Assert.StartsWith("GptImage.Sdk/", request.Header("User-Agent"), StringComparison.Ordinal);
        Assert.Equal("identity", request.Header("Accept-Encoding"));
        Assert.Equal(
            """{"model":"gpt-image-2.5-flare","prompt":"A \"quoted\" café\n日本 \uD83D\uDE00","n":2,"size":"1536x864","quality":"xhigh","background":"opaque","output_format":"webp","output_compression":80,"moderation":"low","safety_identifier":"u-1"}""",
            Encoding.UTF8.GetString(request.Body));
    }

    [Fact]
    public async Task GenerateAsync_NothingSet_SendsModelAndPromptOnly()
    {
        await using RawServer server = RawServer.Answering(200, "application/json", Pictures.Answer(Pictures.Png()));
        using GptImageClient client = Clients.For(server);

        await client.GenerateAsync("A lighthouse", TestContext.Current.CancellationToken);

        Assert.Equal("""{"model":"gpt-image-2","prompt":"A lighthouse"}""", Encoding.UTF8.GetString(Assert.Single(server.Requests).Body));
    }

    [Fact]
    public async Task GenerateAsync_OneInputAndMask_SendsAForm()
    {
        byte[] image = Pictures.Png();
        byte[] mask = Pictures.Mask();
        await using RawServer server = RawServer.Answering(200, "application/json", Pictures.Answer(Pictures.Png()));
        using GptImageClient client = Clients.For(server);

        await client.GenerateAsync(
            new ImageToImageRequest("Make it night", ImageInput.FromBytes(image))
            {
                Mask = ImageInput.FromBytes(mask),
                Moderation = ModerationLevel.Low,
            },
            TestContext.Current.CancellationToken);

        RawRequest request = Assert.Single(server.Requests);
        Assert.Equal("POST /v1/images/edits HTTP/1.1", request.RequestLine);
        string boundary = BoundaryOf(request);
        Assert.Equal(
            $"--{boundary}\r\nContent-Disposition: form-data; name=\"model\"\r\nContent-Type: text/plain; "
                + "charset=utf-8\r\n\r\ngpt-image-2\r\n"
            + $"--{boundary}\r\nContent-Disposition: form-data; name=\"prompt\"\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nMake "
                + "it night\r\n"
            + $"--{boundary}\r\nContent-Disposition: form-data; name=\"moderation\"\r\nContent-Type: text/plain; "
                + "charset=utf-8\r\n\r\nlow\r\n"
            + $"--{boundary}\r\nContent-Disposition: form-data; name=\"image\"; filename=\"image-1.png\"\r\nContent-Type: "
                + $"image/png\r\n\r\n{Encoding.Latin1.GetString(image)}\r\n"
            + $"--{boundary}\r\nContent-Disposition: form-data; name=\"mask\"; filename=\"mask.png\"\r\nContent-Type: "
                + $"image/png\r\n\r\n{Encoding.Latin1.GetString(mask)}\r\n"
            + $"--{boundary}--\r\n",
            request.BodyText);
    }

    [Fact]
    public async Task GenerateAsync_SeveralInputs_SendsThemInOrderAsAnArray()
    {
        await using RawServer server = RawServer.Answering(200, "application/json", Pictures.Answer(Pictures.Png()));
        using GptImageClient client = Clients.For(server);
        string secret = Path.Combine(Directory.CreateTempSubdirectory().FullName, "secret-name.png");
        await File.WriteAllBytesAsync(secret, Pictures.Jpeg(), TestContext.Current.CancellationToken);

        await client.GenerateAsync(
            new ImageToImageRequest(
                "Combine", ImageInput.FromBytes(Pictures.Webp()), ImageInput.FromFile(secret),
                ImageInput.FromStream(() => new MemoryStream(Pictures.Png()))),
            TestContext.Current.CancellationToken);

        string body = Assert.Single(server.Requests).BodyText;
        string[] heads = [.. body.Split("\r\n").Where(line => line.Contains("filename=", StringComparison.Ordinal))];
        Assert.Equal(
            [
                "Content-Disposition: form-data; name=\"image[]\"; filename=\"image-1.webp\"",
                "Content-Disposition: form-data; name=\"image[]\"; filename=\"image-2.jpg\"",
                "Content-Disposition: form-data; name=\"image[]\"; filename=\"image-3.png\"",
            ],
            heads);
        Assert.Contains("image-1.webp\"\r\nContent-Type: image/webp\r\n", body, StringComparison.Ordinal);
        Assert.Contains("image-2.jpg\"\r\nContent-Type: image/jpeg\r\n", body, StringComparison.Ordinal);
        Assert.Contains("image-3.png\"\r\nContent-Type: image/png\r\n", body, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-name", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GenerateAsync_FileIdAndBytes_SendsTheJsonForm()
    {
        await using RawServer server = RawServer.Answering(200, "application/json", Pictures.Answer(Pictures.Png()));
        using GptImageClient client = Clients.For(server);
        byte[] image = Pictures.Png();

        await client.GenerateAsync(
            new ImageToImageRequest(
                "Combine", ImageInput.FromFileId("file-abc"), ImageInput.FromUri(new Uri("https://example.com/a.png?x=1&y=2")),
                ImageInput.FromBytes(image))
            { Mask = ImageInput.FromFileId("file-mask") },
            TestContext.Current.CancellationToken);

        RawRequest request = Assert.Single(server.Requests);
        Assert.Equal("application/json", request.Header("Content-Type"));
        Assert.Equal(
            $$$"""{"model":"gpt-image-2","prompt":"Combine","images":[{"file_id":"file-abc"},{"image_url":"https://example.com/a.png?x=1\u0026y=2"},{"image_url":"data:image/png;base64,{{{Convert.ToBase64String(image)}}}"}],"mask":{"file_id":"file-mask"}}""",
            Encoding.UTF8.GetString(request.Body));
    }

    [Fact]
    public async Task GenerateAsync_OrganizationAndProject_AreHeaders()
    {
        await using RawServer server = RawServer.Answering(200, "application/json", Pictures.Answer(Pictures.Png()));
        using GptImageClient client = Clients.For(server, options =>
        {
            options.Organization = "org-1";
            options.Project = "proj_2";
        });

        await client.GenerateAsync("A lighthouse", TestContext.Current.CancellationToken);

        RawRequest request = Assert.Single(server.Requests);
        Assert.Equal("org-1", request.Header("OpenAI-Organization"));
        Assert.Equal("proj_2", request.Header("OpenAI-Project"));
    }

    [Fact]
    public async Task GenerateAsync_LargeBody_AsksBeforeUploading()
    {
        await using RawServer server = RawServer.Answering(200, "application/json", Pictures.Answer(Pictures.Png()));
        using GptImageClient client = Clients.For(server, options => options.ExpectContinueFromBytes = 1000);

        await client.GenerateAsync(
            new ImageToImageRequest("Edit", ImageInput.FromBytes(Pictures.Png())), TestContext.Current.CancellationToken);
        await client.GenerateAsync("Small", TestContext.Current.CancellationToken);

        Assert.Equal("100-continue", server.Requests[0].Header("Expect"));
        Assert.Null(server.Requests[1].Header("Expect"));
    }

    private static string BoundaryOf(RawRequest request)
    {
        const string Start = "multipart/form-data; boundary=";
        string contentType = request.Header("Content-Type") ?? "";
        Assert.StartsWith(Start, contentType, StringComparison.Ordinal);
        return contentType[Start.Length..];
    }
}
