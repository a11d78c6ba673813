namespace GptImage.Cli.Tests;

/// <summary>An output that takes nothing, as a file on a full disk.</summary>
internal sealed class FullWriter : StringWriter
{
    public override void WriteLine(string? value) => throw new IOException("No space left on device.");
}
