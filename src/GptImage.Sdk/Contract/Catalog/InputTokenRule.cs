namespace GptImage.Sdk;

/// <summary>How the tokens of an input image are counted.</summary>
/// <remarks>Source: guide and recorded usage, read 2026-11-27. The rule of gpt-image-2 and later is not published.</remarks>
internal enum InputTokenRule
{
    /// <summary>One token for 32x32 pixels, after the long edge is limited to 2048: 4,096 at most, and up to 512 for a small
    /// picture.</summary>
    Patches,

    /// <summary>65 tokens and 129 for each tile of 512x512 pixels, after the short edge is scaled to 512; high input fidelity adds 4,160
    /// (squares) or 6,240.</summary>
    Tiles,
}
