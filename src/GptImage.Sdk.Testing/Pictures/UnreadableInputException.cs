namespace GptImage.Sdk.Testing;

/// <summary>An input image whose header is fine and whose pixels are not.</summary>
/// <param name="number">Which image, counted from 1.</param>
internal sealed class UnreadableInputException(int number) : Exception
{
    public int Number { get; } = number;
}
