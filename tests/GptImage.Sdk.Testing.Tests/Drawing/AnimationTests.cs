using GptImage.Sdk.Testing.Tests.Support;
using SkiaSharp;

namespace GptImage.Sdk.Testing.Tests.Drawing;

public sealed class AnimationTests
{
    [Theory]
    [InlineData("", 9, 200)]
    [InlineData(",\"frame_count\":2,\"frame_duration_ms\":96", 2, 100)]
    [InlineData(",\"frame_count\":16,\"size\":\"720x720\",\"frame_duration_ms\":20", 16, 20)]
    public async Task Generations_Gif_MovesAndLoops(string members, int frames, int milliseconds)
    {
        using var caller = Caller.WithScenes();

        Answer answer = await GifAsync(caller, members);

        using var codec = SKCodec.Create(new MemoryStream(Assert.Single(answer.Pictures)));
        Assert.Equal((SKEncodedImageFormat.Gif, frames, -1), (codec.EncodedFormat, codec.FrameCount, codec.RepetitionCount));
        Assert.All(codec.FrameInfo, frame => Assert.Equal(milliseconds, frame.Duration));
        Assert.Equal(
            ("gif", $"{codec.Info.Width}x{codec.Info.Height}"),
            (answer.Json.GetProperty("output_format").GetString(), answer.Json.GetProperty("size").GetString()));
        string[] shown = [.. Enumerable.Range(0, frames).Select(frame => Convert.ToBase64String(Frame(codec, frame)))];
        Assert.Equal(frames, shown.Distinct().Count());
    }

    [Theory]
    [InlineData(9, 1, "960x960", null)]
    [InlineData(9, 1, "976x976", "Requested resolution exceeds the current pixel budget.")]
    [InlineData(2, 1, "960x960", null)]
    [InlineData(10, 1, "816x816", null)]
    [InlineData(12, 1, "832x832", "Requested resolution exceeds the current pixel budget.")]
    [InlineData(13, 1, "720x720", null)]
    [InlineData(16, 1, "736x736", "Requested resolution exceeds the current pixel budget.")]
    [InlineData(9, 1, "1280x720", null)]
    [InlineData(9, 1, "720x1280", null)]
    [InlineData(10, 1, "960x720", null)]
    [InlineData(10, 1, "720x960", null)]
    [InlineData(16, 1, "960x528", null)]
    [InlineData(16, 1, "960x540", "Width and height must both be divisible by 16.")]
    [InlineData(9, 1, "272x272", null)]
    [InlineData(9, 1, "256x256", "Requested resolution is below the current minimum pixel budget.")]
    [InlineData(9, 1, "512x288", null)]
    [InlineData(9, 3, "512x512", null)]
    [InlineData(9, 4, "512x512", "Requested resolution exceeds the current pixel budget.")]
    [InlineData(9, 10, "auto", null)]
    [InlineData(16, 10, "auto", null)]
    [InlineData(9, 1, "1024x256", "The ratio of the longest edge to the shortest edge must be less than or equal to 3:1.")]
    [InlineData(9, 1, "banana", "Expected WIDTHxHEIGHT, for example '1824x1024'.")]
    public async Task Generations_GifSize_FollowsTheSheet(int frames, int count, string size, string? reason)
    {
        using var caller = new Caller();

        Answer answer = await GifAsync(caller, FormattableString.Invariant($",\"frame_count\":{frames},\"n\":{count},\"size\":\"{size}\""));

        Assert.Equal(reason is null ? 200 : 400, (int)answer.StatusCode);
        if (reason is not null)
        {
            answer.AssertError(400, "image_generation_user_error", "invalid_value", "size", $"Invalid size '{size}'. {reason}");
        }
        else
        {
            Assert.Equal(count, answer.Pictures.Count);
        }
    }

    [Theory]
    [InlineData(",\"stream\":true", "The 'stream' parameter is not supported when 'output_format' is 'gif'.")]
    [InlineData(",\"partial_images\":1", "The 'partial_images' parameter is not supported when 'output_format' is 'gif'.")]
    [InlineData(",\"output_compression\":80", "The 'output_compression' parameter is not supported when 'output_format' is 'gif'.")]
    [InlineData(",\"frame_count\":1", "Invalid 'frame_count': integer below minimum value. Expected a value >= 2, but got 1 instead.")]
    [InlineData(",\"frame_count\":17", "Invalid 'frame_count': integer above maximum value. Expected a value <= 16, but got 17 instead.")]
    [InlineData(
        ",\"frame_duration_ms\":19",
        "Invalid 'frame_duration_ms': integer below minimum value. Expected a value >= 20, but got 19 instead.")]
    [InlineData(
        ",\"output_format\":\"png\",\"frame_count\":9", "The 'frame_count' parameter is only supported when 'output_format' is 'gif'.")]
    public async Task Generations_WhatGifCannot_IsRefused(string members, string message)
    {
        using var caller = new Caller();

        Answer answer = await GifAsync(caller, members);

        Assert.Equal((400, message), ((int)answer.StatusCode, answer.ErrorMessage));
    }

    [Fact]
    public async Task Generations_GifWithoutPreviewAccess_IsForbidden()
    {
        using var caller = new Caller(new FakeGptImageServiceOptions { PreviewAccess = false, Drawing = FakeDrawing.Plain });

        Answer answer = await GifAsync(caller, "");

        answer.AssertError(403, "invalid_request_error", null, "output_format", "GIF output requires access to the GIF preview.");
    }

    [Fact]
    public async Task Edits_Gif_AnimatesTheInputButTakesNoMask()
    {
        using var caller = Caller.WithScenes();
        byte[] input = TestPictures.Filled(640, 360, SKColors.Teal);

        Answer drawn =
            await caller.EditAsync(
                new Form("gpt-image-2.6-flare").Text("output_format", "gif").Text("frame_count", "3").File("image", input));
        Answer refused =
            await caller.EditAsync(
                new Form("gpt-image-2.6-flare").Text("output_format", "gif").File("image", input)
                .File("mask", TestPictures.Mask(640, 360, new SKRectI(0, 0, 9, 9))));

        Assert.Equal("512x288", drawn.Json.GetProperty("size").GetString());
        Assert.Equal("The 'mask' parameter is not supported when 'output_format' is 'gif'.", refused.ErrorMessage);
    }

    [Fact]
    public async Task Generations_GifUsage_IsThatOfTheSheet()
    {
        using var caller = new Caller();

        Answer gif = await GifAsync(caller, ",\"size\":\"960x960\",\"quality\":\"high\"");

        Assert.Equal(5930, gif.Json.GetProperty("usage").GetProperty("output_tokens").GetInt32());
    }

    private static byte[] Frame(SKCodec codec, int frame)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        Assert.Equal(SKCodecResult.Success, codec.GetPixels(bitmap.Info, bitmap.GetPixels(), new SKCodecOptions(frame)));
        return bitmap.GetPixelSpan().ToArray();
    }

    private static Task<Answer> GifAsync(Caller caller, string members) =>
        caller.GenerateAsync(members.Contains("output_format", StringComparison.Ordinal)
            ? $$"""{"model":"gpt-image-2.6-flare","prompt":"A balloon"{{members}}}"""
            : $$"""{"model":"gpt-image-2.6-flare","prompt":"A balloon","output_format":"gif"{{members}}}""");
}
