namespace GptImage.Sdk.Tests;

public sealed class CostEstimatorTests
{
    [Theory]
    [InlineData("gpt-image-2", "low", "1024x1024", 1, 196)]
    [InlineData("gpt-image-2", "high", "3840x2160", 1, 13342)]
    [InlineData("gpt-image-2.5-flare", "max", "2048x2048", 2, 28544)]
    [InlineData("gpt-image-1.5", "high", "1024x1536", 10, 62400)]
    public void Estimate_SizeAndQualityGiven_HasOneCountOfOutput(string model, string quality, string size, int count, int tokens)
    {
        CostRange cost = Cost(new TextToImageRequest("1234")
        {
            Model = new ImageModel(model),
            Quality = new ImageQuality(quality),
            Size = ImageSize.Parse(size),
            Count = count,
        })!;

        Assert.Equal((tokens, tokens), (cost.MinimumOutputTokens, cost.MaximumOutputTokens));
        Assert.Equal((count, 4 * count), (cost.EstimatedTextTokens, cost.MaximumTextTokens));
        Assert.False(cost.IsProvisional);
    }

    [Fact]
    public void Estimate_KnownRequest_IsTheKnownPrice()
    {
        CostRange cost = Cost(new TextToImageRequest(new string('x', 4000)) { Quality = ImageQuality.Low, Size = ImageSize.Square })!;

        // 1,000 to 4,000 text tokens at 5 USD and 196 image tokens at 30 USD a million.
        Assert.Equal((0.01088m, 0.02588m), (cost.Minimum, cost.Maximum));
        Assert.Equal("0.0109 to 0.0259 USD", cost.ToString());
        Assert.Equal(new DateOnly(2026, 11, 23), cost.PricesReadOn);
    }

    [Theory]
    [InlineData("", 1, 1)]
    [InlineData("x", 1, 1)]
    [InlineData("1234", 1, 4)]
    [InlineData("12345", 2, 5)]
    [InlineData("夜明けの灯台", 2, 18)]
    [InlineData("😀😀", 1, 8)]
    public void Estimate_Prompt_IsAQuarterOfItsCharactersToAllItsBytes(string prompt, int estimated, int most)
    {
        CostRange cost = Cost(new TextToImageRequest(prompt))!;

        Assert.Equal((estimated, most), (cost.EstimatedTextTokens, cost.MaximumTextTokens));
    }

    /// <summary>The floor is the count of 2.5; the ceiling 34, 48, 48, 64 and 96 by the formula, and 5 percent.</summary>
    [Theory]
    [InlineData("low", "1536x1024", 158, 734)]
    [InlineData("medium", "1536x1024", 343, 1441)]
    [InlineData("high", "1536x1024", 1372, 1441)]
    [InlineData("xhigh", "1024x1024", 3122, 3279)]
    [InlineData("max", "1024x1024", 7024, 7376)]
    [InlineData("high", "3840x2160", 3336, 3503)]
    [InlineData("low", "2048x1024", 132, 623)]
    public void Estimate_26_IsFromTheFloorOf25ToTheMeasuredCeiling(string quality, string size, int fewest, int most)
    {
        CostRange cost = Cost(new TextToImageRequest("x")
        {
            Model = ImageModel.GptImage26Sunburst,
            Quality = new ImageQuality(quality),
            Size = ImageSize.Parse(size),
        })!;

        Assert.Equal((fewest, most), (cost.MinimumOutputTokens, cost.MaximumOutputTokens));
        Assert.True(cost.IsProvisional);
    }

    [Theory]
    [InlineData("gpt-image-2", 54, 23719)]
    [InlineData("gpt-image-2.5-flare", 54, 23719)]
    [InlineData("gpt-image-2.6-flare", 54, 24905)]
    [InlineData("gpt-image-1.5", 272, 6240)]
    public void Estimate_NothingGiven_IsTheWholeRange(string model, int fewest, int most)
    {
        CostRange cost = Cost(new TextToImageRequest("x") { Model = new ImageModel(model) })!;

        Assert.Equal((fewest, most), (cost.MinimumOutputTokens, cost.MaximumOutputTokens));
        Assert.Contains(" to ", cost.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gpt-image-1.5", "high", 1024, 1024, 4354, 4354)]
    [InlineData("gpt-image-1.5", "high", 1024, 1536, 4483, 6563)]
    [InlineData("gpt-image-1.5", "low", 1024, 1024, 194, 194)]
    [InlineData("gpt-image-1.5", null, 32, 32, 194, 194)]
    [InlineData("gpt-image-1.5", null, 4000, 1000, 581, 581)]
    [InlineData("gpt-image-2", "high", 1024, 1024, 1024, 1024)]
    public void Estimate_InputFidelity_CountsWhatHighAddsWhereItCanBeChosen(
        string model, string? fidelity, int width, int height, int tokens, int most)
    {
        ImageToImageRequest request = new("Edit", ImageInput.FromBytes(SamplePictures.Png(width, height)))
        {
            Model = new ImageModel(model),
            InputFidelity = fidelity is null ? null : new InputFidelity(fidelity),
        };

        Assert.Equal((tokens, most), (Cost(request)!.EstimatedImageTokens, Cost(request)!.MaximumImageTokens));
    }

    [Theory]
    [InlineData("gpt-image-2", "low", 3)]
    [InlineData("gpt-image-1.5", "low", 3)]
    [InlineData("gpt-image-1.5", "high", 3 + (3 * 4160))]
    public void Estimate_InputsOfUnknownSize_MayHaveFourThousandTokens(string model, string fidelity, int tokens)
    {
        ImageToImageRequest request = new(
            "Edit", ImageInput.FromFileId("file-1"), ImageInput.FromUri(new Uri("https://example.com/a.png")),
            ImageInput.FromFileId("file-2"))
        {
            Model = new ImageModel(model),
            InputFidelity = new InputFidelity(fidelity),
        };
        int fidelityTokens = fidelity == "high" ? 3 * 6240 : 0;

        Assert.Equal((tokens, (3 * 4096) + fidelityTokens), (Cost(request)!.EstimatedImageTokens, Cost(request)!.MaximumImageTokens));
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

    /// <summary>The lines of gpt-image-2.6 at low: floor 16, ceiling 34 and 5 percent, of a whole sheet.</summary>
    [Theory]
    [InlineData("512x512", null, 279, 1323)]
    [InlineData("512x512", 2, 132, 623)]
    [InlineData("512x512", 8, 132, 623)]
    [InlineData("512x288", 8, 179, 852)]
    [InlineData("1280x720", 9, 371, 1747)]
    [InlineData("720x720", 16, 659, 3125)]
    [InlineData("816x816", 12, 480, 2319)]
    [InlineData("960x320", 10, 160, 763)]
    [InlineData("960x720", 8, 181, 1547)]
    [InlineData("976x976", 9, null, null)]
    [InlineData("976x976", 8, null, null)]
    public void Estimate_Gif_CountsTheSheetOfItsFrames(string size, int? frames, int? fewest, int? most)
    {
        TextToImageRequest request = new("x")
        {
            Model = ImageModel.GptImage26Flare,
            OutputFormat = OutputFormat.Gif,
            Quality = ImageQuality.Low,
            Size = ImageSize.Parse(size),
            Animation = new ImageAnimation { FrameCount = frames },
        };

        CostRange? cost = Cost(request);

        Assert.Equal((fewest, most), (cost?.MinimumOutputTokens, cost?.MaximumOutputTokens));
    }

    [Theory]
    [InlineData(1024, 1024, 1024, 1024)]
    [InlineData(64, 33, 4, 512)]
    [InlineData(512, 512, 256, 512)]
    [InlineData(4096, 4096, 4096, 4096)]
    [InlineData(8192, 2048, 1024, 1024)]
    public void Estimate_InputImages_CountTheirPatches(int width, int height, int tokens, int most)
    {
        ImageInput input = ImageInput.FromBytes(SamplePictures.Png(width, height));

        CostRange one = Cost(new ImageToImageRequest("x", input))!;
        CostRange two = Cost(new ImageToImageRequest("x", input) { Mask = input, Count = 2 })!;

        Assert.Equal((tokens, most), (one.EstimatedImageTokens, one.MaximumImageTokens));
        Assert.Equal((4 * tokens, 4 * most), (two.EstimatedImageTokens, two.MaximumImageTokens));
    }

    private static CostRange? Cost(ImageRequest request) => Plans.Explain(request).Cost;
}
