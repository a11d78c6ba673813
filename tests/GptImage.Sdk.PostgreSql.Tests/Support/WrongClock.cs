namespace GptImage.Sdk.PostgreSql.Tests;

/// <summary>The clock of a machine that is a year behind.</summary>
internal sealed class WrongClock : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddYears(-1);
}
