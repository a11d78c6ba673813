namespace GptImage.Sdk.Tests;

public sealed class GptImageCanceledExceptionTests
{
    [Fact]
    public void Constructor_AllFacts_AreThere()
    {
        using CancellationTokenSource source = new();
        ImageJobReport report = new() { Entries = [], LedgerPath = "job.jsonl" };
        AttemptRecord attempt = new() { Number = 1 };
        SavedImage file = new() { Path = "a.png", Format = OutputFormat.Png, Length = 1, Sha256 = "00" };
        IOException cause = new("cut");

        GptImageCanceledException exception = new("Canceled.", cause, source.Token)
        {
            Charge = ChargeState.Charged,
            RequestId = "req_1",
            Attempts = [attempt],
            RecoveredFiles = [file],
            Report = report,
        };

        Assert.Equal(("Canceled.", cause, source.Token), (exception.Message, exception.InnerException, exception.CancellationToken));
        Assert.Equal((ChargeState.Charged, "req_1", report), (exception.Charge, exception.RequestId, exception.Report));
        Assert.Equal([attempt], exception.Attempts);
        Assert.Equal([file], exception.RecoveredFiles);
    }

    [Fact]
    public void JobException_ReportOfTheJob_IsThere()
    {
        ImageJobReport report = new() { Entries = [], LedgerPath = "job.jsonl" };

        GptImageJobException exception = new("The disk is full.") { Report = report };

        Assert.Same(report, exception.Report);
        Assert.Empty(new GptImageJobException("The disk is full.").Report.Entries);
    }
}
