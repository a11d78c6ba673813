namespace GptImage.Sdk.Tests;

/// <summary>No two requests of a folder share the name of a file.</summary>
public sealed class JobNamesTests
{
    [Fact]
    public void Take_TakenName_GetsTheNextNumber()
    {
        JobNames names = new([]);

        Assert.Equal(
            ["mug", "mug-2", "MUG-3", "cup"],
            [names.Take("mug", 1), names.Take("mug", 1), names.Take("MUG", 1), names.Take("cup", 1)]);
    }

    [Fact]
    public void Take_OneOfSeveralFilesIsTaken_TakesAnotherNameForAll()
    {
        JobNames names = new([]);

        Assert.Equal(["mug-2", "mug", "fox"], [names.Take("mug-2", 1), names.Take("mug", 1), names.Take("fox", 3)]);
        Assert.Equal(["mug-2", "fox-1-2"], [names.Take("mug", 2), names.Take("fox-1", 1)]);
    }

    [Theory]
    [InlineData(0, "mug")]
    [InlineData(1, "mug-2")]
    public void Take_NameOfAnEarlierPurchase_IsTakenOnceItWasSent(int sent, string expected)
    {
        PurchaseEntry earlier = new()
        {
            Claim = new PurchaseClaim { Key = new PurchaseKey("job", "a-1"), Owner = "before", Attempt = 1 },
            State = PurchaseState.Unknown,
            Name = "mug",
            Sent = sent,
        };

        Assert.Equal(expected, new JobNames([earlier]).Take("mug", 1));
    }
}
