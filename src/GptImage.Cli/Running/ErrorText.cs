using GptImage.Sdk;

namespace GptImage.Cli;

/// <summary>Says what went wrong.</summary>
internal static class ErrorText
{
    /// <summary>Says it for the command line.</summary>
    public static string ForUser(Exception exception) => OptionNames.ForUser(MessageOf(exception))
        + (exception is GptImageConnectionException { Charge: ChargeState.NotSent }
            ? " Check --base-address or OPENAI_BASE_URL; gptimage doctor looks for the reason."
            : "");

    /// <summary>Says it for an agent.</summary>
    public static string ForAgent(Exception exception) => OptionNames.ForAgent(MessageOf(exception));

    private static string MessageOf(Exception exception) => exception switch
    {
        GptImageCanceledException => exception.Message,
        OperationCanceledException => "Stopped.",
        _ => ArgumentText.WithoutParameter(exception),
    };
}
