namespace GptImage.Sdk.Tests;

public sealed class CostRangeTests
{
    private static readonly CostRange One = new()
    {
        Minimum = 0.01m,
        Maximum = 0.02m,
        MinimumOutputTokens = 100,
        MaximumOutputTokens = 200,
        EstimatedTextTokens = 10,
        EstimatedImageTokens = 1024,
        PricesReadOn = new DateOnly(2026, 11, 23),
    };

    private static readonly CostRange Other = new()
    {
        Minimum = 0.1m,
        Maximum = 0.1m,
        MinimumOutputTokens = 1,
        MaximumOutputTokens = 2,
        EstimatedTextTokens = 3,
        EstimatedImageTokens = 4,
        IsProvisional = true,
        PricesReadOn = new DateOnly(2026, 10, 1),
    };

    [Fact]
    public void Sum_Several_AddsEachFigure() => Assert.Equal(
        new CostRange
        {
            Minimum = 0.12m,
            Maximum = 0.14m,
            MinimumOutputTokens = 201,
            MaximumOutputTokens = 402,
            EstimatedTextTokens = 23,
            EstimatedImageTokens = 2052,
            IsProvisional = true,
            PricesReadOn = new DateOnly(2026, 10, 1),
        },
        CostRange.Sum([One, Other, One]));

    [Theory]
    [InlineData(0.05271, 0.05274, "0.0527 USD")]
    [InlineData(0.05271, 0.05281, "0.0527 to 0.0528 USD")]
    public void ToString_EndsThatReadTheSame_AreOne(double minimum, double maximum, string expected) =>
        Assert.Equal(expected, (One with { Minimum = (decimal)minimum, Maximum = (decimal)maximum, IsProvisional = false }).ToString());

    [Fact]
    public void Sum_One_IsThatOne() => Assert.Equal(One, CostRange.Sum([One]));

    [Fact]
    public void Sum_OneUnknownOrNone_IsUnknown()
    {
        Assert.Null(CostRange.Sum([One, null]));
        Assert.Null(CostRange.Sum([]));
    }
}
