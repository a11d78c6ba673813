namespace GptImage.Sdk.Tests;

/// <summary>What a later run says of a frame or a turn that it does not have.</summary>
public sealed class RememberedFailureTests
{
    private static readonly ImageJobEntry Unknown = new()
    {
        Index = 0,
        Request = new TextToImageRequest("A fox"),
        Outcome = ImageJobOutcome.Unknown,
        Charge = ChargeState.PossiblyCharged,
        RequestId = "req_1",
    };

    [Fact]
    public void Create_FileWasChanged_SaysHowToBuyItAgain()
    {
        GptImageException failure = Create(Unknown with { Outcome = ImageJobOutcome.FilesChanged, Charge = ChargeState.Charged });

        Assert.Equal((ChargeState.Charged, "req_1"), (failure.Charge, failure.RequestId));
        Assert.StartsWith(
            "An earlier run finished this frame, and its file was deleted or changed since.", failure.Message, StringComparison.Ordinal);
        Assert.Contains("StoryboardOptions.RepeatChangedFiles", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Create_RunWasKilled_SaysThatItWasUnderWay()
    {
        GptImageException failure = Create(Unknown);

        Assert.IsType<GptImageResponseException>(failure);
        Assert.Equal((ChargeState.PossiblyCharged, "req_1"), (failure.Charge, failure.RequestId));
        Assert.Contains("StoryboardOptions.RepeatPossiblyCharged", failure.Message, StringComparison.Ordinal);
        Assert.EndsWith("The run ended while the frame was under way.", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GptImageModerationException", typeof(GptImageModerationException))]
    [InlineData("GptImageConnectionException", typeof(GptImageResponseException))]
    public void Create_EndedInAFailure_TellsItAndKeepsModeration(string name, Type type)
    {
        GptImageException failure = Create(Unknown with { ErrorName = name, ErrorMessage = "It broke." });

        Assert.IsType(type, failure);
        Assert.Equal((ChargeState.PossiblyCharged, "req_1"), (failure.Charge, failure.RequestId));
        Assert.EndsWith("It ended with: It broke.", failure.Message, StringComparison.Ordinal);
    }

    private static GptImageException Create(ImageJobEntry entry) => RememberedFailure.Create(entry, "frame", "StoryboardOptions");
}
