namespace GptImage.Sdk.Imaging;

/// <summary>What a line break does to a text, from harmless to bad.</summary>
internal enum LineBreak : byte
{
    /// <summary>It stands where a reader expects it.</summary>
    Allowed,

    /// <summary>It stands between letters of a script without blanks, perhaps in the middle of a word.</summary>
    Cluster,

    /// <summary>It breaks a long word.</summary>
    Word,

    /// <summary>It breaks any word.</summary>
    Anywhere,

    /// <summary>It would tear a letter apart.</summary>
    Never,
}
