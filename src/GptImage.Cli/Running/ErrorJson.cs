using System.Text.Json;
using GptImage.Sdk;

namespace GptImage.Cli;

/// <summary>Writes what ended a command as JSON.</summary>
internal static class ErrorJson
{
    /// <summary>Writes the members of a line of the type <c>error</c>.</summary>
    public static void Write(Utf8JsonWriter writer, int code, Exception exception)
    {
        GptImageException? failure = exception as GptImageException;
        writer.WriteNumber("exit_code", code);
        writer.WriteString("error", exception is CliException ? "refused" : exception.GetType().Name);
        writer.WriteString("message", ErrorText.ForUser(exception));
        writer.WriteString("charge", ChargeWords.NameOf(ChargeOf(exception)));
        writer.WriteString("request_id", failure?.RequestId);
        FileJson.WriteNumber(writer, "repeat_cost_usd", failure?.RepeatCost);
        FileJson.Write(writer, failure?.RecoveredFiles ?? []);
        FindingText.Write(writer, (exception as GptImageValidationException)?.Findings ?? []);
    }

    private static ChargeState ChargeOf(Exception exception) => exception switch
    {
        GptImageException failure => failure.Charge,
        GptImageCanceledException canceled => canceled.Charge,
        CliException { Code: ExitCode.MayBeCharged } => ChargeState.PossiblyCharged,
        _ => ChargeState.NotSent,
    };
}
