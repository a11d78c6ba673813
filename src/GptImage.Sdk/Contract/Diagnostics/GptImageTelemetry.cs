namespace GptImage.Sdk;

/// <summary>Names what a host has to listen to in order to watch the client, for example with OpenTelemetry.</summary>
/// <remarks>The client makes one span a call, and measures calls, attempts, tokens, pictures and money. Prompts are in none of it unless
/// <see cref="GptImageClientOptions.LogContent"/> is set; pictures and keys never are.</remarks>
public static class GptImageTelemetry
{
    /// <summary>The name of the activity source: <c>tracing.AddSource(GptImageTelemetry.ActivitySourceName)</c>.</summary>
    public const string ActivitySourceName = "GptImage.Sdk";

    /// <summary>The name of the meter: <c>metrics.AddMeter(GptImageTelemetry.MeterName)</c>.</summary>
    public const string MeterName = "GptImage.Sdk";

    /// <summary>Gets the version of this library, for example <c>0.1.0</c>.</summary>
    internal static string? Version { get; } = typeof(GptImageTelemetry).Assembly.GetName().Version?.ToString(3);
}
