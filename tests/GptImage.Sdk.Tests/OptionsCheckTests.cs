namespace GptImage.Sdk.Tests;

public sealed class OptionsCheckTests
{
    private static readonly Dictionary<string, Action<GptImageClientOptions>> Faults = new()
    {
        ["Retry is null; leave it at new RetryOptions()."] = options => options.Retry = null!,
        ["Retry.BaseDelay is -00:00:01; set 00:00:00 to 1.00:00:00 (1 day)."] = options =>
            options.Retry.BaseDelay = TimeSpan.FromSeconds(-1),
        ["Retry.MaxDelay is 1.00:00:01; set 00:00:00 to 1.00:00:00 (1 day)."] = options =>
            options.Retry.MaxDelay = new TimeSpan(1, 0, 0, 1),
        ["MaxImageBytes is 2,147,483,648; set 1 to 2,147,483,647 bytes."] = options => options.MaxImageBytes = 2_147_483_648,
        ["MaxAnswerBytes is 1,023; set 1,024 bytes or more."] = options => options.MaxAnswerBytes = 1023,
        ["ExpectContinueFromBytes is -1; set 0 bytes or more, or null for never."] = options => options.ExpectContinueFromBytes = -1,
        ["SpendLimit is -0.5; set 0 USD or more, or null for no limit."] = options => options.SpendLimit = -0.5m,
        ["Project has a line break or a character beyond ASCII; copy it again."] = options => options.Project = "proj\n",
    };

    public static TheoryData<string> Problems => [.. Faults.Keys];

    [Theory]
    [MemberData(nameof(Problems))]
    public void Problems_OptionThatCannotWork_NamesValueAndRange(string problem)
    {
        GptImageClientOptions options = new() { ApiKey = "sk-test" };
        Faults[problem](options);

        Assert.Equal([$"GptImageClientOptions.{problem}"], OptionsCheck.Problems(options));
    }
}
