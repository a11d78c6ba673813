using System.Text.Json;
using GptImage.Sdk;
using GptImage.Sdk.Imaging;

namespace GptImage.Cli;

/// <summary>The exit codes. A script can tell from them whether a picture may have been charged.</summary>
internal static class ExitCode
{
    /// <summary>All is done.</summary>
    public const int Done = 0;

    /// <summary>The command line cannot be understood. Nothing was sent.</summary>
    public const int Usage = 1;

    /// <summary>The request breaks rules or was refused by the service, a file is in the way, or a file or folder cannot be used. Nothing
    /// was charged.</summary>
    public const int Invalid = 2;

    /// <summary>The key is missing or refused, it has no permission, or the model cannot be used. Nothing was charged.</summary>
    public const int Key = 3;

    /// <summary>The service refused what was asked for. Nothing was charged.</summary>
    public const int Moderation = 4;

    /// <summary>The rate limit or the quota is reached. Nothing was charged.</summary>
    public const int Rate = 5;

    /// <summary>The cost is above the limit, nobody agreed to it, or the same purchase is under way or of unknown outcome. Nothing more was
    /// sent.</summary>
    public const int NotAgreed = 6;

    /// <summary>A picture may have been charged: repeating the command may cost again. Wins over every other code.</summary>
    public const int MayBeCharged = 7;

    /// <summary>The service failed. Nothing was charged.</summary>
    public const int Service = 8;

    /// <summary>There was no connection. Nothing was sent.</summary>
    public const int Connection = 9;

    /// <summary>The command was stopped. Nothing was charged but the pictures that are in files.</summary>
    public const int Canceled = 130;

    /// <summary>Gets the code of a failure.</summary>
    public static int FromException(Exception exception) => exception switch
    {
        CliException failure => failure.Code,
        GptImageCanceledException canceled => IsCharged(canceled.Charge) ? MayBeCharged : Canceled,
        GptImageException failure when IsCharged(failure.Charge) => MayBeCharged,
        GptImageValidationException or GptImageJobException => Invalid,
        GptImageAuthenticationException or GptImagePermissionException or GptImageModelUnavailableException => Key,
        GptImageModerationException => Moderation,
        GptImageRateLimitException or GptImageQuotaException => Rate,
        GptImageBudgetException => NotAgreed,
        GptImageConnectionException or GptImageTimeoutException { Charge: ChargeState.NotSent } => Connection,
        GptImageApiException { StatusCode: >= 400 and < 500 and not 408 } => Invalid,
        GptImageException => Service,
        OperationCanceledException => Canceled,
        _ => Invalid,
    };

    /// <summary>Tells whether a failure is one that a command ends with, and not a fault of the program.</summary>
    public static bool IsExpected(Exception exception) => exception is CliException or GptImageException or OperationCanceledException
        or IOException or UnauthorizedAccessException or ArgumentException or JsonException or NotSupportedException
        or InvalidOperationException or FormatException or ImagingException;

    private static bool IsCharged(ChargeState charge) => charge is ChargeState.PossiblyCharged or ChargeState.Charged;
}
