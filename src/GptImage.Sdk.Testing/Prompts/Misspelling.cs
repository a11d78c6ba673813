using System.Text;

namespace GptImage.Sdk.Testing;

/// <summary>Puts a wrong letter into a text.</summary>
internal static class Misspelling
{
    private static readonly Rune[] Others = [new('X'), new('x'), new('7'), new('\u3042'), new('\u56FD'), new('\uD55C')];

    /// <summary>Replaces the letter in the middle by one of the same script and case, where one is known.</summary>
    public static PlacedText Misspell(PlacedText placed)
    {
        Rune[] letters = [.. placed.Text.EnumerateRunes()];
        int[] places = [.. Enumerable.Range(0, letters.Length).Where(index => Rune.IsLetterOrDigit(letters[index]))];
        if (places.Length > 0)
        {
            int middle = places[places.Length / 2];
            letters[middle] = Replace(letters[middle]);
        }

        return placed with { Text = string.Concat(letters.Select(letter => letter.ToString())) };
    }

    private static Rune Replace(Rune letter)
    {
        Rune other = Others[letter.Value switch
        {
            >= '0' and <= '9' => 2,
            >= 0x3040 and <= 0x30FF => 3,
            >= 0x3400 and <= 0x9FFF => 4,
            >= 0xAC00 and <= 0xD7AF => 5,
            _ => Rune.IsUpper(letter) ? 0 : 1,
        }];
        return other == letter ? new Rune(Rune.IsUpper(letter) ? 'K' : 'k') : other;
    }
}
