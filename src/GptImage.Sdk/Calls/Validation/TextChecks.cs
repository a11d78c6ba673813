using System.Globalization;

namespace GptImage.Sdk;

/// <summary>Checks that the values of a request are texts that can be sent.</summary>
internal static class TextChecks
{
    public static void Check(ComposedRequest composed, FindingList findings)
    {
        Check("model", composed.Model.Value, findings);
        foreach (WireParameter parameter in ImageRequest.Parameters)
        {
            object? value = parameter.Read(composed.Request);
            Check(parameter.Name, value as string ?? (value as SvgAuthor)?.Model, findings);
            Check(parameter.Name, (value as SvgAuthor)?.Effort, findings);
        }
    }

    private static void Check(string parameter, string? text, FindingList findings)
    {
        if (text is not null && WholeText.FindHalf(text) is >= 0 and int index)
        {
            findings.Add(
                Rules.ValueSurrogate,
                string.Create(CultureInfo.InvariantCulture,
                $"The value of '{parameter}' has half a surrogate pair at index {index}, which is not a character."), parameter: parameter);
        }
    }
}
