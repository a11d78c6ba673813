using System.Buffers;

namespace GptImage.Sdk.PostgreSql;

/// <summary>The name of an order, which is part of the names of its pictures.</summary>
internal static class OrderName
{
    private const int MaxLength = 100;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-");

    /// <exception cref="ArgumentException">It cannot be part of a file's name on every system.</exception>
    public static void ThrowIfInvalid(string orderId)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(orderId);
        if (orderId.Length > MaxLength || orderId.AsSpan().ContainsAnyExcept(Allowed))
        {
            throw new ArgumentException(
                "The name of an order has 1 to 100 letters (a to z, A to Z), digits, dots, underscores and hyphens: 'spring-2027'.",
                nameof(orderId));
        }
    }
}
