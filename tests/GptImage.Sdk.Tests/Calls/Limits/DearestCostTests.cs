namespace GptImage.Sdk.Tests;

/// <summary>What a request without a known price may cost at most: never less than with any model, nor than with its own prices.</summary>
public sealed class DearestCostTests
{
    private static readonly TextToImageRequest Request = new("A lighthouse") { Size = new ImageSize(1024, 1024) };

    /// <summary>Per million tokens: text of most models, images into and out of gpt-image-1.</summary>
    [Fact]
    public void Prices_AreTheHighestOfEachKind() =>
        Assert.Equal(
            (5.00m, 10.00m, 40.00m), (DearestCost.Prices.TextInput, DearestCost.Prices.ImageInput, DearestCost.Prices.ImageOutput));

    [Fact]
    public void Compute_ModelWithLowerPrices_ReservesAsMuchAsForAnUnknownOne()
    {
        decimal cheap = DearestCost.Compute(Plans.Compose(Request with { Model = new ImageModel("gpt-image-1-mini") }));

        Assert.Equal(DearestCost.Compute(Plans.Compose(Request with { Model = new ImageModel("my-deployment") })), cheap);
        Assert.True(cheap > 0.16m, $"{cheap}"); // gpt-image-1 at high quality has 4,160 tokens at 40 USD a million.
    }

    [Fact]
    public void Compute_ModelWithHigherPrices_ReservesByThem()
    {
        ComposedRequest known = Plans.Compose(Request with { Model = ImageModel.GptImage2 });
        ModelFacts facts = known.Facts ?? throw new InvalidOperationException();
        ComposedRequest dear = known with
        {
            Facts = facts with { Prices = new ModelPrices { TextInput = 5, ImageInput = 10, ImageOutput = 80 } },
        };

        Assert.InRange(DearestCost.Compute(dear) / DearestCost.Compute(known), 1.9m, 2.0m);
    }

    /// <summary>No model draws these sizes: at least the largest picture that there is, and as many pixels as asked for, are
    /// reserved.</summary>
    [Fact]
    public void Compute_SizeThatNoModelDraws_ReservesTheLargestPicture()
    {
        decimal largest = CostOf(ImageSize.Auto);

        Assert.True(CostOf(new ImageSize(8, 8)) >= largest, $"{largest}");
        Assert.True(CostOf(new ImageSize(8000, 8000)) > largest, $"{largest}");

        static decimal CostOf(ImageSize size) =>
            DearestCost.Compute(Plans.Compose(Request with { Model = new ImageModel("my-deployment"), Size = size }));
    }
}
