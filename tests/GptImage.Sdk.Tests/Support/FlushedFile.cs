namespace GptImage.Sdk.Tests;

/// <summary>A new file that tells of its flushes to the disk.</summary>
internal sealed class FlushedFile(string path, Action flushed)
    : FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete, bufferSize: 0)
{
    public override void Flush(bool flushToDisk)
    {
        base.Flush(flushToDisk);
        if (flushToDisk)
        {
            flushed();
        }
    }
}
