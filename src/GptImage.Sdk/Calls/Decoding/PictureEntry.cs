namespace GptImage.Sdk;

/// <summary>One entry of an answer: one picture, whether it comes as bytes, as an address, or as both.</summary>
internal sealed class PictureEntry
{
    /// <summary>Gets whether the entry stands in the document itself rather than in a list of pictures.</summary>
    public required bool IsLoose { get; init; }

    /// <summary>Gets or sets the picture, once it is complete.</summary>
    public IPictureSink? Picture { get; set; }

    /// <summary>Gets or sets the address of the picture as it was written.</summary>
    public string? Address { get; set; }

    /// <summary>Gets or sets what is wrong with the bytes.</summary>
    public FormatException? Failure { get; set; }

    /// <summary>Gets whether there was nothing in it.</summary>
    public bool IsEmpty => Picture is null && Address is null && Failure is null;
}
