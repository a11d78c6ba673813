namespace GptImage.Sdk.PostgreSql.Tests;

public sealed class PurchaseRowTests
{
    [Theory]
    [InlineData(null)]
    [InlineData(PurchaseState.Unknown)]
    public void ToEntry_EndOfALaterVersion_SaysWhichAndWhatToDo(PurchaseState? ended)
    {
        const string end = """{"state":"Postponed","charge":"Rejected"}""";
        PurchaseRow row = new()
        {
            Key = new PurchaseKey("spring", "3f2a-1"),
            Number = 1,
            Name = "spring-1",
            Count = 1,
            State = PurchaseState.Failed,
            Ended = ended,
            Ending = ended is null ? null : end,
            Failure = ended is null ? end : null,
        };

        IOException exception = Assert.Throws<IOException>(row.ToEntry);

        Assert.StartsWith(
            "The end of the purchase '3f2a-1' of the order 'spring' cannot be read: ", exception.Message, StringComparison.Ordinal);
        Assert.EndsWith(". Update the package in this program. Nothing was changed.", exception.Message, StringComparison.Ordinal);
    }
}
