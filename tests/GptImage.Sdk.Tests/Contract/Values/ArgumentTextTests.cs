namespace GptImage.Sdk.Tests;

public sealed class ArgumentTextTests
{
    public static TheoryData<Exception, string> Exceptions => new()
    {
        { new ArgumentException("The name is empty.", "name"), "The name is empty." },
        { new ArgumentOutOfRangeException("count", 3, "Set 1 or 2."), "Set 1 or 2." },
        { new ArgumentException("The name is empty."), "The name is empty." },
        { new FormatException("The text (Parameter 'name') stays."), "The text (Parameter 'name') stays." },
    };

    [Theory]
    [MemberData(nameof(Exceptions))]
    public void WithoutParameter_GetsWhatIsWrong(Exception exception, string expected) =>
        Assert.Equal(expected, ArgumentText.WithoutParameter(exception));
}
