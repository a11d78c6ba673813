namespace GptImage.Sdk.Testing;

/// <summary>Counts text as the service does: by Unicode code points.</summary>
internal static class CodePoints
{
    public static int Count(string text)
    {
        int count = 0;
        foreach (System.Text.Rune _ in text.EnumerateRunes())
        {
            count++;
        }

        return count;
    }
}
