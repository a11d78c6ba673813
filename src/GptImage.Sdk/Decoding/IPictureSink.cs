namespace GptImage.Sdk;

/// <summary>Takes the bytes of one picture. Disposed before it is kept, it leaves nothing behind.</summary>
internal interface IPictureSink : IDisposable
{
    void Write(ReadOnlySpan<byte> bytes);
}
