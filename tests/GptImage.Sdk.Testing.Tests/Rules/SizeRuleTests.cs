using GptImage.Sdk.Testing.Tests.Support;

namespace GptImage.Sdk.Testing.Tests.Rules;

public sealed class SizeRuleTests
{
    [Theory]
    [InlineData("banana", "Invalid size 'banana'. Expected WIDTHxHEIGHT, for example '1824x1024'.")]
    [InlineData("0x0", "Invalid size '0x0'. Expected WIDTHxHEIGHT, for example '1824x1024'.")]
    [InlineData("1024X1024", "Invalid size '1024X1024'. Expected WIDTHxHEIGHT, for example '1824x1024'.")]
    [InlineData("1024 x1024", "Invalid size '1024 x1024'. Expected WIDTHxHEIGHT, for example '1824x1024'.")]
    [InlineData("1024x", "Invalid size '1024x'. Expected WIDTHxHEIGHT, for example '1824x1024'.")]
    [InlineData("1500x1500", "Invalid size '1500x1500'. Width and height must both be divisible by 16.")]
    [InlineData("4096x4096", "Invalid size '4096x4096'. The longest edge must be less than or equal to 3840.")]
    [InlineData("3856x2160", "Invalid size '3856x2160'. The longest edge must be less than or equal to 3840.")]
    [InlineData("768x768", "Invalid size '768x768'. Requested resolution is below the current minimum pixel budget.")]
    [InlineData("800x800", "Invalid size '800x800'. Requested resolution is below the current minimum pixel budget.")]
    [InlineData("3072x3072", "Invalid size '3072x3072'. Requested resolution exceeds the current pixel budget.")]
    [InlineData("2896x2880", "Invalid size '2896x2880'. Requested resolution exceeds the current pixel budget.")]
    [InlineData(
        "1456x480", "Invalid size '1456x480'. The ratio of the longest edge to the shortest edge must be less than or equal to 3:1.")]
    public async Task Generations_IllegalSize_IsRefused(string size, string message)
    {
        using var caller = new Caller();

        Answer answer = await caller.GenerateAsync($$"""{"model":"gpt-image-2","prompt":"x","size":"{{size}}"}""");

        answer.AssertError(400, "image_generation_user_error", "invalid_value", "size", message);
    }

    [Theory]
    [InlineData("gpt-image-2", "816x816")]
    [InlineData("gpt-image-2", "3840x2160")]
    [InlineData("gpt-image-2.5-flare", "2880x2880")]
    [InlineData("gpt-image-2.6-sunburst", "1440x480")]
    [InlineData("gpt-image-1.5", "1024x1536")]
    public async Task Generations_LegalSize_IsDrawnAtThatSize(string model, string size)
    {
        using var caller = new Caller();

        Answer answer = await caller.GenerateAsync($$"""{"model":"{{model}}","prompt":"x","size":"{{size}}"}""");

        Assert.Equal(size, answer.Json.GetProperty("size").GetString());
        using SkiaSharp.SKBitmap picture = answer.Picture();
        Assert.Equal(size, FormattableString.Invariant($"{picture.Width}x{picture.Height}"));
    }

    [Fact]
    public async Task Generations_FlexibleSizeOnFixedModel_NamesTheThree()
    {
        using var caller = new Caller();

        Answer answer = await caller.GenerateAsync("""{"model":"gpt-image-1.5","prompt":"x","size":"816x816"}""");

        Assert.Equal(
            "Invalid value: '816x816'. Supported values are: '1024x1024', '1024x1536', '1536x1024', and 'auto'.", answer.ErrorMessage);
    }
}
