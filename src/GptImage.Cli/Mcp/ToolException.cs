namespace GptImage.Cli;

/// <summary>Ends the call of a tool with a message for the agent. Nothing was sent to the service.</summary>
internal sealed class ToolException(string status, string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>The arguments cannot be used.</summary>
    public const string Invalid = "invalid";

    /// <summary>The user did not agree to the purchase, or cannot be asked.</summary>
    public const string Refused = "refused";

    /// <summary>Gets the status of the answer.</summary>
    public string Status => status;
}
