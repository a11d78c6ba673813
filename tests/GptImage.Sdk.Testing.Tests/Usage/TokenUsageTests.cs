using System.Text.Json;
using GptImage.Sdk.Testing.Tests.Support;
using SkiaSharp;

namespace GptImage.Sdk.Testing.Tests.Usage;

public sealed class TokenUsageTests
{
    [Theory]
    [InlineData("gpt-image-2", "1024x1024", "low", 196)]
    [InlineData("gpt-image-2", "1024x1024", "medium", 1756)]
    [InlineData("gpt-image-2", "1024x1024", "high", 7024)]
    [InlineData("gpt-image-2", "1024x1024", "auto", 196)]
    [InlineData("gpt-image-2", "auto", "low", 196)]
    [InlineData("gpt-image-2", "1024x768", "low", 134)]
    [InlineData("gpt-image-2", "3840x2160", "low", 371)]
    [InlineData("gpt-image-2", "1024x1536", "medium", 1372)]
    [InlineData("gpt-image-2", "1536x1024", "low", 158)]
    [InlineData("gpt-image-2", "1536x864", "high", 4312)]
    [InlineData("gpt-image-2", "2880x2880", "high", 23719)]
    [InlineData("gpt-image-2", "1440x480", "medium", 517)]
    [InlineData("gpt-image-2.5-flare", "1024x1024", "medium", 439)]
    [InlineData("gpt-image-2.5-flare", "1024x1024", "xhigh", 3122)]
    [InlineData("gpt-image-2.5-flare", "1024x1024", "max", 7024)]
    [InlineData("gpt-image-2.5-sunburst", "1536x864", "medium", 280)]
    [InlineData("gpt-image-2.5-sunburst", "2048x1152", "medium", 367)]
    [InlineData("gpt-image-2.5-sunburst", "2560x1440", "xhigh", 3276)]
    [InlineData("gpt-image-2.6-flare", "1440x480", "xhigh", 905)]
    [InlineData("gpt-image-2.6-flare", "1536x1024", "low", 699)]
    [InlineData("gpt-image-2.6-sunburst", "1024x1024", "medium", 1756)]
    [InlineData("gpt-image-1.5", "1024x1024", "low", 272)]
    [InlineData("gpt-image-1.5", "1024x1536", "medium", 1584)]
    [InlineData("gpt-image-1.5", "1536x1024", "high", 6208)]
    public async Task Generations_OutputTokens_FollowTheTables(string model, string size, string quality, int tokens)
    {
        using var caller = new Caller();

        Answer answer =
            await caller.GenerateAsync($$"""{"model":"{{model}}","prompt":"twelve chars","size":"{{size}}","quality":"{{quality}}"}""");

        JsonElement usage = answer.Json.GetProperty("usage");
        Assert.Equal(
            (tokens, 3, 3 + tokens),
            (usage.GetProperty("output_tokens").GetInt32(), usage.GetProperty("input_tokens").GetInt32(),
            usage.GetProperty("total_tokens").GetInt32()));
    }

    [Fact]
    public async Task Generations_SeveralPictures_MultiplyBothSides()
    {
        using var caller = new Caller();

        Answer answer = await caller.GenerateAsync("""{"model":"gpt-image-2","prompt":"abcde","n":3}""");

        JsonElement usage = answer.Json.GetProperty("usage");
        Assert.Equal(3, answer.Pictures.Count);
        Assert.Equal(6, usage.GetProperty("input_tokens_details").GetProperty("text_tokens").GetInt32());
        Assert.Equal(588, usage.GetProperty("output_tokens").GetInt32());
        Assert.Equal(588, usage.GetProperty("output_tokens_details").GetProperty("image_tokens").GetInt32());
    }

    [Theory]
    [InlineData("gpt-image-1.5", "low", 512, 512, 1, 194)]
    [InlineData("gpt-image-1.5", "low", 1024, 1024, 2, 388)]
    [InlineData("gpt-image-1.5", "low", 1536, 1024, 1, 323)]
    [InlineData("gpt-image-1.5", "high", 1024, 1024, 1, 4354)]
    [InlineData("gpt-image-1.5", "high", 1536, 1024, 1, 6563)]
    [InlineData("gpt-image-2", null, 1024, 1024, 1, 1024)]
    [InlineData("gpt-image-2", null, 4096, 2048, 1, 2048)]
    [InlineData("gpt-image-2.5-flare", null, 33, 32, 2, 4)]
    public async Task Edits_InputImageTokens_FollowTheModel(string model, string? fidelity, int width, int height, int count, int tokens)
    {
        using var caller = new Caller();
        Form form = new Form(model).Text("n", FormattableString.Invariant($"{count}"))
            .File("image", TestPictures.Filled(width, height, SKColors.Red));

        Answer answer = await caller.EditAsync(fidelity is null ? form : form.Text("input_fidelity", fidelity));

        Assert.Equal(tokens, answer.Json.GetProperty("usage").GetProperty("input_tokens_details").GetProperty("image_tokens").GetInt32());
    }

    [Fact]
    public async Task Edits_Mask_CountsAsAnInput()
    {
        using var caller = new Caller();

        Answer answer =
            await caller.EditAsync(
                new Form().File("image", TestPictures.Opaque(64, 64)).File("mask", TestPictures.Mask(64, 64, new SKRectI(0, 0, 8, 8))));

        Assert.Equal(8, answer.Json.GetProperty("usage").GetProperty("input_tokens_details").GetProperty("image_tokens").GetInt32());
    }
}
