namespace GptImage.Sdk.ServiceTests;

/// <summary>A check that a test answers.</summary>
internal sealed class AnsweringCheck(Func<PictureToCheck, PictureVerdict> answer) : PictureCheck
{
    public override string Name => "answering";

    public override ValueTask<PictureVerdict> CheckAsync(PictureToCheck picture, CancellationToken cancellationToken) =>
        ValueTask.FromResult(answer(picture));
}
