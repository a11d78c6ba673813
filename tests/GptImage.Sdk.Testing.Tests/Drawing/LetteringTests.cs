using GptImage.Sdk.Testing.Tests.Support;
using SkiaSharp;

namespace GptImage.Sdk.Testing.Tests.Drawing;

public sealed class LetteringTests
{
    private static readonly SKColor Ink = new(0x1C, 0x20, 0x28);
    private static readonly SKColor Paper = new(0xFF, 0xFC, 0xF2);

    [Theory]
    [InlineData("large, across the sky", 0.05, 0.95, 0, 0.4)]
    [InlineData("small, along the bottom edge", 0.3, 0.7, 0.75, 1)]
    [InlineData("in the lower right corner", 0.5, 1, 0.6, 1)]
    [InlineData("upper left", 0, 0.5, 0, 0.3)]
    [InlineData("right", 0.5, 1, 0.3, 0.7)]
    public async Task Generations_Placement_IsObeyed(string placement, double left, double right, double top, double bottom)
    {
        using var caller = Caller.WithScenes();

        Answer answer = await caller.GenerateAsync(
            $$"""{"model":"gpt-image-2","prompt":"A lighthouse\n\n- \"Ferries 7:30\"; placement: {{placement}}","size":"1536x1024"}""");

        using SKBitmap picture = answer.Picture();
        (int X, int Y)[] ink = [.. Find(picture, Ink)];
        Assert.NotEmpty(ink);
        Assert.All(
            ink,
            at => Assert.True(
                at.X >= left * 1536 && at.X <= right * 1536 && at.Y >= top * 1024 && at.Y <= bottom * 1024,
                FormattableString.Invariant($"Ink at {at.X},{at.Y}.")));
    }

    [Fact]
    public async Task Generations_SmallAndLarge_DifferInSize()
    {
        using var caller = Caller.WithScenes();
        Task<Answer> Ask(string size) => caller.GenerateAsync(
            $$"""{"model":"gpt-image-2","prompt":"A lighthouse\n\n- \"Ferries\"; placement: {{size}}, at the top"}""");

        using SKBitmap small = (await Ask("small")).Picture();
        using SKBitmap large = (await Ask("large")).Picture();

        Assert.True(Find(large, Ink).Count() > 6 * Find(small, Ink).Count());
    }

    [Theory]
    [InlineData("A lighthouse", true)]
    [InlineData("A lighthouse. No lettering.", false)]
    [InlineData("A lighthouse\\n\\nKeep these parts of the picture calm and uncluttered: the upper third", false)]
    public async Task Generations_Caption_StandsWhereNothingForbidsIt(string prompt, bool hasCaption)
    {
        using var caller = Caller.WithScenes();

        Answer answer = await caller.GenerateAsync($$"""{"model":"gpt-image-2","prompt":"{{prompt}}"}""");

        using SKBitmap picture = answer.Picture();
        Assert.Equal(hasCaption, Find(picture, Paper).Any(at => at is { X: < 600, Y: > 940 }));
        Assert.Contains(Find(picture, Paper), at => at is { X: > 800, Y: > 990 });
    }

    [Fact]
    public async Task Generations_LongScene_TakesTwoLinesAtMost()
    {
        using var caller = Caller.WithScenes();
        string words = string.Concat(Enumerable.Repeat("and then a lighthouse ", 200));

        Answer answer = await caller.GenerateAsync($$"""{"model":"gpt-image-2","prompt":"{{words}}"}""");

        using SKBitmap picture = answer.Picture();
        int[] rows = [.. Find(picture, Paper).Where(at => at is { X: < 600, Y: > 800 }).Select(at => at.Y).Distinct().Order()];
        Assert.InRange(rows[^1] - rows[0], 20, 80);
    }

    [Fact]
    public void TextFor_SecondPicture_NamesTheModelAndItsNumber()
    {
        var plan = new PicturePlan { Model = new ModelRule("gpt-image-2"), Prompt = "x", FileFormat = "png" };

        Assert.Equal("FAKE · gpt-image-2 · 2", Badge.TextFor(plan, 1));
    }

    private static IEnumerable<(int X, int Y)> Find(SKBitmap picture, SKColor color)
    {
        SKColor[] pixels = picture.Pixels;
        for (int index = 0; index < pixels.Length; index++)
        {
            if (pixels[index] == color)
            {
                yield return (index % picture.Width, index / picture.Width);
            }
        }
    }
}
