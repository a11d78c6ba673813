namespace GptImage.Sdk.Tests;

public sealed class BatchSplitTests
{
    [Theory]
    [InlineData(50_000, new[] { 50_000 })]
    [InlineData(50_001, new[] { 50_000, 1 })]
    public void Divide_ManyLines_TakesUpTo50000(int count, int[] expected) =>
        Assert.Equal(expected, Sizes(Enumerable.Range(0, count).Select(_ => Item(bytes: 1, size: new ImageSize(16, 16)))));

    [Theory]
    [InlineData(95_000_000, new[] { 2, 1 })]
    [InlineData(95_000_001, new[] { 1, 1, 1 })]
    public void Divide_LongLines_TakesUpTo190MB(long bytes, int[] expected) =>
        Assert.Equal(expected, Sizes(Enumerable.Range(0, 3).Select(_ => Item(bytes))));

    /// <summary>1,000 pictures of 1024x1024 were seen to come as 2 to 3.5 GB.</summary>
    [Fact]
    public void Divide_LargeResults_ExpectsAbout2GBOfEach()
    {
        int[] sizes = Sizes(Enumerable.Range(0, 1000).Select(_ => Item(500)));

        Assert.Equal(2, sizes.Length);
        Assert.InRange(sizes[0], 571, 1000);
    }

    [Fact]
    public void Divide_SeveralPicturesOfARequest_CountEach() => Assert.Equal(
        2 * Sizes(Enumerable.Range(0, 1260).Select(_ => Item(500))).Length,
        Sizes(Enumerable.Range(0, 1260).Select(_ => Item(500, count: 2))).Length);

    [Fact]
    public void Divide_ModelsAndEndpointsMixed_KeepsEachToItself()
    {
        BatchItem[] items =
        [
            Item(1), Item(1, model: "gpt-image-2.6-flare"), Item(1, endpoint: "images/edits"), Item(1),
            Item(1, model: "gpt-image-2.6-flare"),
        ];

        IReadOnlyList<BatchItem>[] batches = [.. BatchSplit.Divide(items)];

        Assert.Equal([2, 2, 1], batches.Select(batch => batch.Count));
        Assert.All(batches, batch => Assert.Single(batch.Select(item => (item.Endpoint, item.WireModel)).Distinct()));
    }

    private static int[] Sizes(IEnumerable<BatchItem> items) => [.. BatchSplit.Divide(items).Select(batch => batch.Count)];

    private static BatchItem Item(
        long bytes, ImageSize? size = null, int count = 1, string model = "gpt-image-2", string endpoint = "images/generations") => new(
        new JobItem(0, new TextToImageRequest("A harbour") { Size = size ?? ImageSize.Square, Count = count }, "f-1", null),
        new RequestPlan
        {
            Prompt = "A harbour",
            Model = new ImageModel(model),
            Endpoint = endpoint,
            Fields = new RequestFields([new RequestField("model", model)]),
        })
        {
            Wanted = new PurchaseRequest { Name = "a" },
            LineBytes = bytes,
        };
}
