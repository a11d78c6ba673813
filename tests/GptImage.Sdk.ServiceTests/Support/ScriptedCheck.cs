namespace GptImage.Sdk.ServiceTests;

/// <summary>A check whose verdicts are given beforehand; the last one is given again and again.</summary>
internal sealed class ScriptedCheck(params Func<PictureVerdict>[] verdicts) : PictureCheck
{
    private int _next;

    public ScriptedCheck(params CheckOutcome[] outcomes)
        : this([.. outcomes.Select(outcome => (Func<PictureVerdict>)(() => new PictureVerdict { Outcome = outcome }))])
    {
    }

    public override string Name => "scripted";

    /// <summary>Gets what was looked at.</summary>
    public List<PictureToCheck> Seen { get; } = [];

    public override ValueTask<PictureVerdict> CheckAsync(PictureToCheck picture, CancellationToken cancellationToken)
    {
        Seen.Add(picture);
        return ValueTask.FromResult(verdicts[Math.Min(_next++, verdicts.Length - 1)]());
    }
}
