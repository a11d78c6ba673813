namespace GptImage.Sdk;

/// <summary>Tells whether a text can be sent: half a surrogate pair is not a character in any encoding of the wire.</summary>
internal static class WholeText
{
    /// <summary>Finds half a surrogate pair.</summary>
    /// <returns>Its index, or -1 when the text is whole.</returns>
    public static int FindHalf(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
            {
                continue;
            }

            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
            {
                return i;
            }

            i++;
        }

        return -1;
    }
}
