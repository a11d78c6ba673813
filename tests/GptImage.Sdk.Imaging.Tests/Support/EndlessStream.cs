namespace GptImage.Sdk.Imaging.Tests.Support;

/// <summary>Says that it is 5 GB long.</summary>
internal sealed class EndlessStream : MemoryStream
{
    public override long Length => 5L * 1024 * 1024 * 1024;
}
