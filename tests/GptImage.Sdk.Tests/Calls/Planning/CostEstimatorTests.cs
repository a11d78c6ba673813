namespace GptImage.Sdk.Tests;

public sealed class CostEstimatorTests
{
    [Theory]
    [InlineData("gpt-image-2", "low", "1024x1024", 1, 196)]
    [InlineData("gpt-image-2", "high", "3840x2160", 1, 13342)]
    [InlineData("gpt-image-2.5-flare", "max", "2048x2048", 2, 28544)]
    [InlineData("gpt-image-1.5", "high", "1024x1536", 10, 62400)]
    public void Estimate_SizeAndQualityGiven_IsOneNumber(string model, string quality, string size, int count, int tokens)
    {
        CostRange cost = Cost(new TextToImageRequest("1234")
        {
            Model = new ImageModel(model),
            Quality = new ImageQuality(quality),
            Size = ImageSize.Parse(size),
            Count = count,
        })!;

        Assert.Equal((tokens, tokens), (cost.MinimumOutputTokens, cost.MaximumOutputTokens));
        Assert.Equal((cost.Minimum, count), (cost.Maximum, cost.EstimatedTextTokens));
        Assert.False(cost.IsProvisional);
    }

    [Fact]
    public void Estimate_KnownRequest_IsTheKnownPrice()
    {
        CostRange cost = Cost(new TextToImageRequest(new string('x', 4000)) { Quality = ImageQuality.Low, Size = ImageSize.Square })!;

        // 1,000 text tokens at 5 USD and 196 image tokens at 30 USD a million.
        Assert.Equal(0.01088m, cost.Minimum);
        Assert.Equal("0.0109 USD", cost.ToString());
        Assert.Equal(new DateOnly(2026, 11, 23), cost.PricesReadOn);
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("x", 1)]
    [InlineData("1234", 1)]
    [InlineData("12345", 2)]
    public void Estimate_Prompt_IsAQuarterOfItsCharacters(string prompt, int tokens) =>
        Assert.Equal(tokens, Cost(new TextToImageRequest(prompt))!.EstimatedTextTokens);

    [Theory]
    [InlineData("gpt-image-2", 54, 23719)]
    [InlineData("gpt-image-2.5-flare", 54, 23719)]
    [InlineData("gpt-image-1.5", 272, 6240)]
    public void Estimate_NothingGiven_IsTheWholeRange(string model, int fewest, int most)
    {
        CostRange cost = Cost(new TextToImageRequest("x") { Model = new ImageModel(model) })!;

        Assert.Equal((fewest, most), (cost.MinimumOutputTokens, cost.MaximumOutputTokens));
        Assert.Contains(" to ", cost.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gpt-image-1.5", "high", 1024, 1024, 5184)]
    [InlineData("gpt-image-1.5", "high", 1024, 1536, 7776)]
    [InlineData("gpt-image-1.5", "low", 1024, 1024, 1024)]
    [InlineData("gpt-image-1.5", null, 1024, 1024, 1024)]
    [InlineData("gpt-image-2", "high", 1024, 1024, 1024)]
    public void Estimate_InputFidelity_CountsWhatHighAddsWhereItCanBeChosen(
        string model, string? fidelity, int width, int height, int tokens)
    {
        ImageToImageRequest request = new("Edit", ImageInput.FromBytes(SamplePictures.Png(width, height)))
        {
            Model = new ImageModel(model),
            InputFidelity = fidelity is null ? null : new InputFidelity(fidelity),
        };

        Assert.Equal(tokens, Cost(request)!.EstimatedImageTokens);
    }

    [Fact]
    public void Estimate_WholeRange_HoldsForEveryLegalSize()
    {
        OutputTokenRule tokens = ImageModelCatalog.Find(ImageModel.GptImage25Flare)!.OutputTokens!;
        foreach (
            ImageQuality quality in new[]
            { ImageQuality.Low, ImageQuality.Medium, ImageQuality.High, ImageQuality.XHigh, ImageQuality.Max })
        {
            int fewest = int.MaxValue;
            int most = 0;
            for (int width = 16; width <= 3840; width += 16)
            {
                for (int height = 16; height <= 3840; height += 16)
                {
                    if (SizeRule.Free.Allows(new ImageSize(width, height)))
                    {
                        int count = tokens.Count(quality, new ImageSize(width, height))!.Value;
                        (fewest, most) = (Math.Min(fewest, count), Math.Max(most, count));
                    }
                }
            }

            CostRange cost = Cost(new TextToImageRequest("x") { Model = ImageModel.GptImage25Flare, Quality = quality })!;
            Assert.Equal((fewest, most), (cost.MinimumOutputTokens, cost.MaximumOutputTokens));
        }
    }

    [Fact]
    public void Estimate_PartialImages_CostMoreAtMost()
    {
        CostRange cost = Plans.ExplainStream(new TextToImageRequest("x")
        {
            Quality = ImageQuality.Low,
            Size = ImageSize.Square,
        }, partialImages: 3).Cost!;

        Assert.Equal((196, 496), (cost.MinimumOutputTokens, cost.MaximumOutputTokens));
    }

    [Fact]
    public void Estimate_26_IsProvisionalAndSaysSo()
    {
        CostRange cost = Cost(new TextToImageRequest("x") { Model = ImageModel.GptImage26Flare })!;

        Assert.True(cost.IsProvisional);
        Assert.EndsWith("(provisional)", cost.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gpt-image-1-mini")]
    [InlineData("dall-e-3")]
    [InlineData("unheard-of")]
    public void Estimate_ModelWithoutTokens_IsNothing(string model) =>
        Assert.Null(Cost(new TextToImageRequest("x") { Model = new ImageModel(model) }));

    [Fact]
    public void Estimate_QualityTheModelLacks_IsNothing() => Assert.Null(Cost(new TextToImageRequest("x") { Quality = ImageQuality.Max }));

    [Theory]
    [InlineData("2147483647x2147483647")]
    [InlineData("1000x700")]
    public void Estimate_SizeTheModelLacks_IsNothing(string size) =>
        Assert.Null(Cost(new TextToImageRequest("x") { Size = ImageSize.Parse(size), Quality = ImageQuality.High }));

    [Theory]
    [InlineData("512x512", null, 279)]
    [InlineData("1280x720", 9, 371)]
    [InlineData("720x720", 16, 659)]
    [InlineData("816x816", 12, 480)]
    [InlineData("976x976", 9, null)]
    public void Estimate_Gif_CountsTheSheetOfItsFrames(string size, int? frames, int? tokens)
    {
        TextToImageRequest request = new("x")
        {
            Model = ImageModel.GptImage26Flare,
            OutputFormat = OutputFormat.Gif,
            Quality = ImageQuality.Low,
            Size = ImageSize.Parse(size),
            Animation = new ImageAnimation { FrameCount = frames },
        };

        Assert.Equal(tokens, Cost(request)?.MaximumOutputTokens);
    }

    [Theory]
    [InlineData(1024, 1024, 1024)]
    [InlineData(64, 33, 4)]
    [InlineData(4096, 4096, 4096)]
    [InlineData(8192, 2048, 1024)]
    public void Estimate_InputImages_CountTheirTiles(int width, int height, int tokens)
    {
        ImageInput input = ImageInput.FromBytes(SamplePictures.Png(width, height));

        Assert.Equal(tokens, Cost(new ImageToImageRequest("x", input))!.EstimatedImageTokens);
        Assert.Equal(4 * tokens, Cost(new ImageToImageRequest("x", input) { Mask = input, Count = 2 })!.EstimatedImageTokens);
    }

    private static CostRange? Cost(ImageRequest request) => Plans.Explain(request).Cost;
}
