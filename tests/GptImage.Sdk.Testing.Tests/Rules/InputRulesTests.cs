using GptImage.Sdk.Testing.Tests.Support;
using SkiaSharp;

namespace GptImage.Sdk.Testing.Tests.Rules;

public sealed class InputRulesTests
{
    private static readonly byte[] Picture = TestPictures.Opaque(64, 64);

    [Fact]
    public async Task Edits_NoImage_IsRefused()
    {
        using var caller = new Caller();

        Answer answer = await caller.EditAsync(new Form());

        answer.AssertError(400, "invalid_request_error", "missing_required_parameter", "image", "Missing required parameter: 'image'.");
    }

    [Fact]
    public async Task Edits_RepeatedImage_IsADuplicate()
    {
        using var caller = new Caller();

        Answer answer = await caller.EditAsync(new Form().File("image", Picture).File("image", Picture));

        Assert.StartsWith(
            "Duplicate parameter: 'image'. You provided multiple values for this parameter, whereas only one is allowed.",
            answer.ErrorMessage, StringComparison.Ordinal);
        Assert.EndsWith("use the array syntax instead e.g. 'image[]=<value>'.", answer.ErrorMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(16, 200)]
    [InlineData(17, 400)]
    public async Task Edits_Images_SixteenAtMost(int count, int status)
    {
        using var caller = new Caller();
        Form form = Enumerable.Range(0, count).Aggregate(new Form(), (form, _) => form.File("image[]", Picture));

        Answer answer = await caller.EditAsync(form);

        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData("image", "image")]
    [InlineData("image[]", "image[0]")]
    public async Task Edits_OctetStream_IsAnUnsupportedMimeType(string name, string param)
    {
        using var caller = new Caller();

        Answer answer = await caller.EditAsync(new Form().File(name, Picture, "application/octet-stream"));

        answer.AssertError(
            400, "invalid_request_error", "unsupported_file_mimetype", param,
            $"Invalid file '{param}': unsupported mimetype ('application/octet-stream'). Supported file formats are 'image/jpeg', "
                + "'image/png', and 'image/webp'.");
    }

    [Fact]
    public async Task Edits_NoContentTypeButPngName_IsAccepted()
    {
        using var caller = new Caller();

        Answer answer = await caller.EditAsync(new Form().File("image", Picture, contentType: null));

        Assert.Equal(200, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Edits_BytesThatAreNoPicture_NamesTheImageFromOne()
    {
        using var caller = new Caller();
        byte[] gif = [.. "GIF89a"u8, .. new byte[20]];

        Answer answer = await caller.EditAsync(new Form().File("image[]", Picture).File("image[]", Picture).File("image[]", gif));

        Assert.Equal("invalid_image_file", answer.Error.GetProperty("code").GetString());
        Assert.Equal("Invalid image file or mode for image 3, please check your image file.", answer.ErrorMessage);
    }

    [Fact]
    public async Task Edits_TruncatedPicture_IsAnInvalidImageFile()
    {
        using var caller = new Caller();
        byte[] noise = TestPictures.Noise(64, 64);

        Answer answer = await caller.EditAsync(new Form().File("image", noise[..(noise.Length / 2)]));

        Assert.Equal("Invalid image file or mode for image 1, please check your image file.", answer.ErrorMessage);
    }

    [Theory]
    [InlineData(SKEncodedImageFormat.Jpeg, "image/jpeg")]
    [InlineData(SKEncodedImageFormat.Webp, "image/webp")]
    public async Task Edits_JpegAndWebp_AreAccepted(SKEncodedImageFormat format, string contentType)
    {
        using var caller = new Caller();

        Answer answer = await caller.EditAsync(new Form().File("image", TestPictures.Filled(64, 64, SKColors.Red, format), contentType));

        Assert.Equal(200, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Edits_FiftyMegabytes_IsRefused()
    {
        using var caller = new Caller();
        byte[] large = new byte[52_428_800];
        Picture.CopyTo(large, 0);

        Answer answer = await caller.EditAsync(new Form().File("image", large));

        Assert.Equal(400, (int)answer.StatusCode);
        Assert.Contains("50 MB", answer.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Edits_MaskWithoutAlpha_IsRefused()
    {
        using var caller = new Caller();

        Answer answer = await caller.EditAsync(new Form().File("image", Picture).File("mask", TestPictures.Opaque(64, 64)));

        Assert.Equal((400, "Invalid mask image format - mask image missing alpha channel"), ((int)answer.StatusCode, answer.ErrorMessage));
    }

    [Fact]
    public async Task Edits_MaskOfOtherSize_IsRefused()
    {
        using var caller = new Caller();

        Answer answer =
            await caller.EditAsync(new Form().File("image", Picture).File("mask", TestPictures.Mask(64, 48, new SKRectI(0, 0, 8, 8))));

        Assert.Equal(
            (400, "Invalid mask image format - mask size does not match image size"), ((int)answer.StatusCode, answer.ErrorMessage));
    }

    [Theory]
    [InlineData("gpt-image-2", false, 400)]
    [InlineData("gpt-image-2.5-flare", false, 200)]
    [InlineData("gpt-image-2.5-flare", true, 400)]
    public async Task Edits_Markup_NeedsAModelForItAndNoMask(string model, bool withMask, int status)
    {
        using var caller = new Caller();
        byte[] overlay = TestPictures.Mask(64, 64, new SKRectI(0, 0, 8, 8));
        Form form = new Form(model).File("image", Picture).File("markup", overlay);

        Answer answer = await caller.EditAsync(withMask ? form.File("mask", overlay) : form);

        Assert.Equal(status, (int)answer.StatusCode);
    }
}
