namespace GptImage.Sdk;

/// <summary>Takes the key out of texts that come from elsewhere: some relays repeat it.</summary>
internal static class KeyMask
{
    /// <summary>What is shorter is no key of a service, and could stand in any word.</summary>
    private const int ShortestKey = 6;

    public static string? Hide(string? text, string? key) =>
        Has(text, key) ? text?.Replace(key ?? "", "***", StringComparison.Ordinal) : text;

    public static bool Has(string? text, string? key) =>
        key is { Length: >= ShortestKey } && (text?.Contains(key, StringComparison.Ordinal) ?? false);

    /// <summary>Gets the key that a request was sent with.</summary>
    public static string? KeyOf(HttpResponseMessage response) => response.RequestMessage?.Headers.Authorization?.Parameter;
}
