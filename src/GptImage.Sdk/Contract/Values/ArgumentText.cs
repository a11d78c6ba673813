namespace GptImage.Sdk;

/// <summary>Takes the message of an exception into a text whose reader did not call the method that refused the argument.</summary>
internal static class ArgumentText
{
    /// <summary>Gets a message without the name of the parameter and the value that .NET writes behind it.</summary>
    public static string WithoutParameter(Exception exception)
    {
        if (exception is not ArgumentException { ParamName: { } parameter })
        {
            return exception.Message;
        }

        int end = exception.Message.LastIndexOf($" (Parameter '{parameter}')", StringComparison.Ordinal);
        return end < 0 ? exception.Message : exception.Message[..end];
    }
}
