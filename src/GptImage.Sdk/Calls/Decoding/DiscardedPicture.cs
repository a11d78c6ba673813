namespace GptImage.Sdk;

/// <summary>Takes the bytes of a picture that is not kept: one that came twice, or is more than the service makes.</summary>
internal sealed class DiscardedPicture : IPictureSink
{
    private readonly byte[] _block = new byte[4096];

    public Memory<byte> GetMemory(int sizeHint = 0) => _block;

    public Span<byte> GetSpan(int sizeHint = 0) => _block;

    public void Advance(int count)
    {
    }

    public void Dispose()
    {
    }
}
