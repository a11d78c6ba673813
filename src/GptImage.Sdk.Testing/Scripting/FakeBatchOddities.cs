namespace GptImage.Sdk.Testing;

/// <summary>How the result files of a batch are written differently.</summary>
[Flags]
public enum FakeBatchOddities
{
    /// <summary>As usual: JSON Lines with spaces after separators, in any order, <c>custom_id</c> before the response.</summary>
    None = 0,

    /// <summary><c>custom_id</c> is the last member of its line.</summary>
    CustomIdLast = 1,

    /// <summary>Lines end with CR LF.</summary>
    CrlfLines = 2,

    /// <summary>Lines carry members that the service does not document.</summary>
    UnknownMembers = 4,

    /// <summary>The first result is written twice.</summary>
    DuplicateLine = 8,

    /// <summary>The first result is in neither file.</summary>
    MissingLine = 16,

    /// <summary>The first result has neither a response nor an error, and stands in the error file.</summary>
    EmptyResult = 32,
}
