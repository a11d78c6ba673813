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
        ArgumentNullException.ThrowIfNull(orderId);
        if (orderId.Length is 0 or > MaxLength || orderId.AsSpan().ContainsAnyExcept(Allowed))
        {
            throw new ArgumentException(
                $"'{orderId}' is not a name of an order. Use 1 to 100 letters (a to z, A to Z), digits, dots, underscores and hyphens, "
                + "such as 'spring-2027'.", nameof(orderId));
        }
    }
}
