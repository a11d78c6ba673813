namespace GptImage.Sdk;

/// <summary>A line that a reader saw in a picture.</summary>
public sealed record RecognizedText
{
    /// <summary>Describes a line.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    public RecognizedText(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Text = text;
    }

    /// <summary>Gets the text.</summary>
    public string Text { get; }

    /// <summary>Gets how sure the reader is.</summary>
    /// <value>0 to 1; 1 by default.</value>
    public double Confidence { get; init; } = 1;
}
