namespace GptImage.Sdk;

/// <summary>A text that must stand in the picture exactly as written.</summary>
public sealed record TextElement
{
    /// <summary>Names a text.</summary>
    /// <param name="content">The text, in any script. Quotation marks and line breaks in it stay as they are.</param>
    /// <exception cref="ArgumentNullException"><paramref name="content"/> is null.</exception>
    public TextElement(string content)
    {
        ArgumentNullException.ThrowIfNull(content);
        Content = content;
    }

    /// <summary>Gets the text.</summary>
    public string Content { get; }

    /// <summary>Gets where it stands, in words: <c>hand-painted sign above the door</c>.</summary>
    public string? Placement { get; init; }

    /// <summary>Gets its language as a BCP 47 tag or in words: <c>fr</c>.</summary>
    public string? Language { get; init; }

    /// <summary>Gets what it is written on and how that bends it: <c>the curved label of a bottle</c>.</summary>
    public string? Surface { get; init; }

    /// <summary>Gets how the letters look: <c>bold serif, gold</c>.</summary>
    public string? Typography { get; init; }

    /// <summary>Says how long the text is, without the text.</summary>
    /// <returns>For example <c>Text of 12 characters</c>.</returns>
    public override string ToString() => FormattableString.Invariant($"Text of {Content.Length} characters");
}
