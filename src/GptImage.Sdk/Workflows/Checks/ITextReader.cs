using System.Text;

namespace GptImage.Sdk;

/// <summary>Reads the texts in a picture, for <see cref="TextCheck"/>. This library has no reader of its own: wrap the engine of your
/// choice.</summary>
public interface ITextReader
{
    /// <summary>Reads a picture.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    /// <returns>Its lines in reading order; empty when there is no text. A reader that cannot read, for example because its model is
    /// missing, throws instead of returning nothing.</returns>
    Task<IReadOnlyList<RecognizedText>> ReadAsync(GeneratedImage image, CancellationToken cancellationToken = default);

    /// <summary>Says whether the reader knows a letter. A text with a letter that it cannot read is never judged to be wrong.</summary>
    /// <param name="letter">A code point that is not a white space.</param>
    /// <returns><see langword="true"/> by default: the reader knows every letter.</returns>
    bool CanRead(Rune letter) => true;
}
