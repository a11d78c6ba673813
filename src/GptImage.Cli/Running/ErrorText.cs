using GptImage.Sdk;

namespace GptImage.Cli;

/// <summary>Says what went wrong.</summary>
internal static class ErrorText
{
    /// <summary>Says it for the command line.</summary>
    public static string ForUser(Exception exception) => OptionNames.ForUser(MessageOf(exception));

    /// <summary>Says it for an agent.</summary>
    public static string ForAgent(Exception exception) => OptionNames.ForAgent(MessageOf(exception));

    private static string MessageOf(Exception exception) => exception switch
    {
        GptImageCanceledException => exception.Message,
        OperationCanceledException => "Stopped.",
        ArgumentException { ParamName: { } name } => WithoutParameter(exception.Message, name),
        _ => exception.Message,
    };

    /// <summary>Takes out what .NET adds to the message: the name of a parameter, and its value.</summary>
    private static string WithoutParameter(string message, string name)
    {
        int end = message.IndexOf($" (Parameter '{name}')", StringComparison.Ordinal);
        return end < 0 ? message : message[..end];
    }
}
