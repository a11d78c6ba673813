using System.Buffers;

namespace GptImage.Sdk;

/// <summary>Decides from the ends of pieces, in the order in which they end, whether the others would fail in the same way.</summary>
internal sealed class StopRule
{
    private static readonly SearchValues<char> Particular = SearchValues.Create("0123456789'\":(");

    private string? _lastUnusable;

    /// <summary>Takes note of an end.</summary>
    /// <param name="failure">Why the piece failed, or <see langword="null"/>.</param>
    /// <returns>Whether nothing new should start.</returns>
    public bool IsReached(GptImageException? failure)
    {
        string? unusable = failure is GptImageResponseException ? KindOf(failure) : null;
        bool isSecond = unusable is not null && unusable == _lastUnusable;
        _lastUnusable = unusable;
        return isSecond || failure is GptImageAuthenticationException or GptImageQuotaException or GptImageBudgetException
            || IsBlocked(failure);
    }

    /// <summary>Azure blocks a whole resource, and answers every call so until its support lifts that.</summary>
    private static bool IsBlocked(GptImageException? failure) => failure is GptImagePermissionException { Code: "Forbidden" };

    /// <summary>Tells unusable answers apart by what is said of them, up to what is particular: a number, an address, a
    /// quotation.</summary>
    private static string KindOf(GptImageException failure)
    {
        string message = failure.Message;
        int end = message.AsSpan().IndexOfAny(Particular);
        return end < 0 ? message : message[..end];
    }
}
