namespace GptImage.Sdk;

/// <summary>Says how many things there are.</summary>
internal static class CountWords
{
    /// <param name="count">How many.</param>
    /// <param name="noun">What one of them is called, in English; its plural ends in <c>s</c>.</param>
    public static string Describe(int count, string noun) => FormattableString.Invariant($"{count:N0} {noun}{(count == 1 ? "" : "s")}");
}
