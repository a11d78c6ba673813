namespace GptImage.Sdk;

/// <summary>What a stream brings: previews, then the finished picture.</summary>
public abstract record ImageUpdate
{
    private protected ImageUpdate()
    {
    }
}
