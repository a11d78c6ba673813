namespace GptImage.Cli;

/// <summary>A purchase that is under way or over.</summary>
/// <param name="Id">What calls name it by.</param>
/// <param name="Completion">Its end.</param>
internal sealed record Purchase(string Id, Task<PictureOutcome> Completion)
{
    /// <summary>Makes one that is over.</summary>
    public static Purchase FromOutcome(string id, PictureOutcome outcome) => new(id, Task.FromResult(outcome));
}
