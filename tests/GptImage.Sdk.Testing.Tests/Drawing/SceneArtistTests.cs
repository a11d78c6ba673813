using GptImage.Sdk.Testing.Tests.Support;
using SkiaSharp;

namespace GptImage.Sdk.Testing.Tests.Drawing;

public sealed class SceneArtistTests
{
    [Fact]
    public async Task Generations_SameRequestTwice_GivesTheSameBytes()
    {
        using var one = Caller.WithScenes();
        using var other = Caller.WithScenes();
        const string Body = """{"model":"gpt-image-2","prompt":"A sign \"Café Lumière\" 中文","n":2}""";

        IReadOnlyList<byte[]> first = (await one.GenerateAsync(Body)).Pictures;
        IReadOnlyList<byte[]> second = (await other.GenerateAsync(Body)).Pictures;

        Assert.Equal(first[0], second[0]);
        Assert.Equal(first[1], second[1]);
        Assert.NotEqual(first[0], first[1]);
    }

    [Fact]
    public async Task Generations_OtherPrompt_GivesOtherBytes()
    {
        using var caller = Caller.WithScenes();

        Answer first = await caller.GenerateAsync("""{"model":"gpt-image-2","prompt":"A lighthouse at dawn"}""");
        Answer second = await caller.GenerateAsync("""{"model":"gpt-image-2","prompt":"A lighthouse at dusk"}""");

        Assert.NotEqual(first.Pictures[0], second.Pictures[0]);
    }

    [Theory]
    [InlineData("png", "89504E47")]
    [InlineData("jpeg", "FFD8FF")]
    [InlineData("webp", "52494646")]
    public async Task Generations_Format_IsRealAndOfTheSize(string format, string magic)
    {
        using var caller = Caller.WithScenes();

        Answer answer =
            await caller.GenerateAsync(
                $$"""{"model":"gpt-image-2","prompt":"A lighthouse","size":"1024x768","output_format":"{{format}}"}""");

        Assert.StartsWith(magic, Convert.ToHexString(answer.Pictures[0]), StringComparison.Ordinal);
        Assert.Equal(format, answer.Json.GetProperty("output_format").GetString());
        using SKBitmap picture = answer.Picture();
        Assert.Equal((1024, 768), (picture.Width, picture.Height));
    }

    [Theory]
    [InlineData("jpeg")]
    [InlineData("webp")]
    public async Task Generations_LowerCompressionLevel_GivesFewerBytes(string format)
    {
        using var caller = Caller.WithScenes();

        Answer best =
            await caller.GenerateAsync(
                $$"""{"model":"gpt-image-2","prompt":"A lighthouse","output_format":"{{format}}","output_compression":100}""");
        Answer least =
            await caller.GenerateAsync(
                $$"""{"model":"gpt-image-2","prompt":"A lighthouse","output_format":"{{format}}","output_compression":10}""");

        Assert.True(least.Pictures[0].Length < best.Pictures[0].Length / 2);
    }

    [Theory]
    [InlineData("png")]
    [InlineData("webp")]
    public async Task Generations_Transparent_HasAlphaZeroAndOpaquePixels(string format)
    {
        using var caller = Caller.WithScenes();

        Answer answer =
            await caller.GenerateAsync(
                $$"""{"model":"gpt-image-2.5-flare","prompt":"A sticker","background":"transparent","output_format":"{{format}}"}""");

        using SKBitmap picture = answer.Picture();
        Assert.Equal("transparent", answer.Json.GetProperty("background").GetString());
        Assert.Equal((0, 255), (picture.GetPixel(0, 0).Alpha, picture.GetPixel(512, 450).Alpha));
    }

    [Fact]
    public async Task Generations_Opaque_HasNoTransparentPixel()
    {
        using var caller = Caller.WithScenes();

        Answer answer = await caller.GenerateAsync("""{"model":"gpt-image-2","prompt":"A lighthouse \"Hello\""}""");

        using SKBitmap picture = answer.Picture();
        Assert.All(picture.Pixels, pixel => Assert.Equal(255, pixel.Alpha));
    }

    [Fact]
    public async Task Generations_QuotedText_IsLargeInkOnThePicture()
    {
        using var caller = Caller.WithScenes();

        Answer plain = await caller.GenerateAsync("""{"model":"gpt-image-2","prompt":"A sign OPEN"}""");
        Answer quoted = await caller.GenerateAsync("""{"model":"gpt-image-2","prompt":"A sign \"OPEN\""}""");

        Assert.True(Ink(quoted) > Ink(plain) + 10_000);

        static int Ink(Answer answer)
        {
            using SKBitmap picture = answer.Picture();
            return picture.Pixels.Take(1024 * 880).Count(pixel => pixel == new SKColor(0x1C, 0x20, 0x28));
        }
    }

    [Theory]
    [InlineData("A very long prompt ", 1_600)]
    [InlineData("Unbroken", 2_000)]
    [InlineData("中", 5_000)]
    [InlineData("\\n\\u0000\\u202e", 10)]
    public async Task Generations_AwkwardPrompt_IsDrawn(string piece, int times)
    {
        using var caller = Caller.WithScenes();

        Answer answer =
            await caller.GenerateAsync(
                $$"""{"model":"gpt-image-2","prompt":"\"{{string.Concat(Enumerable.Repeat(piece, times))}}\"","size":"1440x480"}""");

        Assert.Equal(200, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Generations_Plain_IsOneColour()
    {
        using var caller = new Caller();

        Answer answer = await caller.GenerateAsync("""{"model":"gpt-image-2","prompt":"A lighthouse"}""");

        using SKBitmap picture = answer.Picture();
        Assert.Single(picture.Pixels.Distinct());
    }
}
