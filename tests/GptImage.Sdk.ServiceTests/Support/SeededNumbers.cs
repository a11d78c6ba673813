namespace GptImage.Sdk.ServiceTests;

/// <summary>The same numbers for the same seed, on every runtime.</summary>
internal sealed class SeededNumbers(int seed)
{
    private uint _state = (uint)seed * 2_654_435_761u | 1u;

    /// <summary>Gives a number from <paramref name="least"/> to <paramref name="most"/>.</summary>
    public int Next(int least, int most)
    {
        _state ^= _state << 13;
        _state ^= _state >> 17;
        _state ^= _state << 5;
        return least + (int)(_state % (uint)(most - least + 1));
    }
}
