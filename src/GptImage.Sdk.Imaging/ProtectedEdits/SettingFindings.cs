namespace GptImage.Sdk.Imaging;

/// <summary>Finds settings that a protected edit cannot follow.</summary>
internal static class SettingFindings
{
    public static IReadOnlyList<Finding> Find(ProtectedEdit edit) =>
    [
        .. edit.OutputFormat is null ? Array.Empty<Finding>() : [Refuse("output_format", "OutputFormat", "FinalFormat")],
        .. edit.OutputCompression is null ? Array.Empty<Finding>() : [Refuse("output_compression", "OutputCompression", "FinalQuality")],
    ];

    private static Finding Refuse(string parameter, string setting, string instead) => new()
    {
        Severity = FindingSeverity.Error,
        Parameter = parameter,
        RuleId = "protected-edit-format",
        Message = $"A protected edit always asks the service for PNG, so {setting} has no effect. For the final file set {instead}.",
        Source = "rule of this library",
    };
}
