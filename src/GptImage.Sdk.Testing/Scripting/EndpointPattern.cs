namespace GptImage.Sdk.Testing;

/// <summary>Names endpoints: a method and a path below the version in which <c>*</c> is any one part, <c>GET files/*/content</c>.</summary>
internal static class EndpointPattern
{
    /// <summary>Says what a pattern looks like.</summary>
    public const string Form = "a method and a path below the version, '*' for any one part: POST batches, GET files/*/content";

    public static bool IsValid(string pattern) =>
        pattern.Split(' ') is [{ Length: > 0 } method, { Length: > 0 } path] && method.All(char.IsAsciiLetterUpper) && path[0] != '/';

    public static bool Matches(string? pattern, FakeRequest request)
    {
        if (pattern is null)
        {
            return true;
        }

        string[] halves = pattern.Split(' ');
        string[] parts = halves[1].Split('/');
        string[] sent = request.Endpoint.Split('/');
        return halves[0] == request.Method && parts.Length == sent.Length
            && parts.Zip(sent).All(pair => pair.First is "*" || pair.First == pair.Second);
    }
}
