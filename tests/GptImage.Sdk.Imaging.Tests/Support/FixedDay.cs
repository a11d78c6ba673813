namespace GptImage.Sdk.Imaging.Tests.Support;

/// <summary>A clock whose time runs and whose day stays 2026-11-27, when all models of these tests are in service.</summary>
internal sealed class FixedDay : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => new(2026, 11, 27, 12, 0, 0, TimeSpan.Zero);
}
