namespace GptImage.Cli;

/// <summary>The argument <c>inline</c>.</summary>
internal static class InlineChoice
{
    /// <summary>The words of the argument.</summary>
    public static IReadOnlyList<string> Words { get; } = ["none", "preview", "full"];

    /// <exception cref="ToolException">It is none of the words.</exception>
    public static InlinePictures Read(ToolArguments arguments) => arguments.Text("inline") switch
    {
        null or "preview" => InlinePictures.Preview,
        "none" => InlinePictures.None,
        "full" => InlinePictures.Full,
        _ => throw ToolArguments.Fail("inline", $"is not one of {string.Join(", ", Words)}."),
    };
}
