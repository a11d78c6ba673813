namespace GptImage.Sdk;

/// <summary>What an object or a list of a document is to one who looks for pictures.</summary>
internal enum PicturePlace
{
    /// <summary>Nothing of ours.</summary>
    None,

    /// <summary>An answer or an event: the document itself, or the <c>response</c> or <c>body</c> in one.</summary>
    Answer,

    /// <summary>A <c>data</c> list.</summary>
    Entries,

    /// <summary>An entry of <c>data</c>.</summary>
    Entry,

    /// <summary>An <c>output</c> list.</summary>
    Items,

    /// <summary>An item of <c>output</c>.</summary>
    Item,
}
