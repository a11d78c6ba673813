using System.Globalization;

namespace GptImage.Sdk.Testing;

/// <summary>Which sizes the service draws.</summary>
internal static class SizeRule
{
    private const int Step = 16;
    private const int MaxEdge = 3840;
    private const int MaxRatio = 3;
    private const long MinPixels = 655_360;
    private const long MaxPixels = 8_294_400;

    private static readonly string[] FixedSizes = ["1024x1024", "1024x1536", "1536x1024", "auto"];

    public static ServiceError? Fault(string size, ModelRule model)
    {
        if (size == "auto")
        {
            return null;
        }

        if (!model.HasFlexibleSizes)
        {
            return FixedSizes.Contains(size) ? null : ErrorWording.NotOneOf("size", FixedSizes, size);
        }

        if (!TryParse(size, out long width, out long height))
        {
            return ErrorWording.Size(size, "Expected WIDTHxHEIGHT, for example '1824x1024'.");
        }

        return Fault(width, height) is { } reason ? ErrorWording.Size(size, reason) : null;
    }

    public static bool IsLegal(int width, int height, ModelRule model) => model.HasFlexibleSizes
        ? Fault(width, height) is null
        : FixedSizes.Contains(string.Create(CultureInfo.InvariantCulture, $"{width}x{height}"));

    public static bool TryParse(string size, out long width, out long height)
    {
        height = 0;
        int cross = size.IndexOf('x', StringComparison.Ordinal);
        return TryParseEdge(size.AsSpan(0, Math.Max(cross, 0)), out width) && TryParseEdge(size.AsSpan(cross + 1), out height);
    }

    private static bool TryParseEdge(ReadOnlySpan<char> text, out long edge)
    {
        edge = 0;
        return text.Length is > 0 and < 10 && !text.ContainsAnyExceptInRange('0', '9')
            && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out edge) && edge > 0;
    }

    private static string? Fault(long width, long height)
    {
        if (width % Step != 0 || height % Step != 0)
        {
            return "Width and height must both be divisible by 16.";
        }

        long longEdge = Math.Max(width, height);
        if (longEdge > MaxEdge)
        {
            return "The longest edge must be less than or equal to 3840.";
        }

        if (longEdge > MaxRatio * Math.Min(width, height))
        {
            return "The ratio of the longest edge to the shortest edge must be less than or equal to 3:1.";
        }

        return (width * height) switch
        {
            < MinPixels => "Requested resolution is below the current minimum pixel budget.",
            > MaxPixels => "Requested resolution exceeds the current pixel budget.",
            _ => null,
        };
    }
}
