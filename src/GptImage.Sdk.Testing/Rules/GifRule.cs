namespace GptImage.Sdk.Testing;

/// <summary>Which animations the service draws: all frames stand on one sheet, which has the limits of a picture.</summary>
internal static class GifRule
{
    public const int DefaultFrames = 9;
    public const int DefaultFrameMilliseconds = 200;

    private const int Step = 16;
    private const int MaxEdge = 3840;
    private const int MaxRatio = 3;
    private const long MinPixels = 655_360;
    private const long MaxPixels = 8_294_400;
    private const int UsualEdge = 512;

    /// <summary>Judges the size of a frame.</summary>
    /// <param name="size">The size, <c>auto</c> included.</param>
    /// <param name="frames">How many frames each animation has.</param>
    /// <param name="count">How many animations share the budget of the request.</param>
    public static ServiceError? Fault(string size, int frames, int count)
    {
        if (size == "auto")
        {
            return null;
        }

        if (!SizeRule.TryParse(size, out long width, out long height))
        {
            return ErrorWording.Size(size, "Expected WIDTHxHEIGHT, for example '1824x1024'.");
        }

        return Fault(width, height, frames, count) is { } reason ? ErrorWording.Size(size, reason) : null;
    }

    /// <summary>Finds the sheet on which the frames stand, all its cells: the first orientation that is a legal picture.</summary>
    public static (int Width, int Height) Sheet(int width, int height, int frames)
    {
        IReadOnlyList<(int Width, int Height)> sheets = [.. Sheets(width, height, frames)];
        return sheets.Where(sheet => SheetFault(sheet.Width, sheet.Height, 1) is null).DefaultIfEmpty(sheets[0]).First();
    }

    /// <summary>Finds a size for <c>auto</c>: 512 pixels wide or tall, less when many animations share the budget.</summary>
    /// <param name="ratio">Width to height of what is edited; 1 for nothing.</param>
    /// <param name="frames">How many frames each animation has.</param>
    /// <param name="count">How many animations share the budget of the request.</param>
    public static (int Width, int Height) Auto(double ratio, int frames, int count)
    {
        (int width, int height) = ratio switch { > 1.2 => (UsualEdge, 288), < 1 / 1.2 => (288, UsualEdge), _ => (UsualEdge, UsualEdge) };
        if (Fault(width, height, frames, count) is null)
        {
            return (width, height);
        }

        int edge = UsualEdge;
        while (edge > Step && Fault(edge, edge, frames, count) is not null)
        {
            edge -= Step;
        }

        return (edge, edge);
    }

    private static string? Fault(long width, long height, int frames, int count)
    {
        if (width % Step != 0 || height % Step != 0)
        {
            return "Width and height must both be divisible by 16.";
        }

        if (Math.Max(width, height) > MaxEdge)
        {
            return "The longest edge must be less than or equal to 3840.";
        }

        string?[] faults = [.. Sheets((int)width, (int)height, frames).Select(sheet => SheetFault(sheet.Width, sheet.Height, count))];
        return faults.Contains(null) ? null : faults[0];
    }

    private static (int Columns, int Rows) Grid(int frames) => frames switch { <= 8 => (4, 2), 9 => (3, 3), <= 12 => (4, 3), _ => (4, 4) };

    private static IEnumerable<(int Width, int Height)> Sheets(int width, int height, int frames)
    {
        (int columns, int rows) = Grid(frames);
        yield return (columns * width, rows * height);
        if (columns != rows)
        {
            yield return (rows * width, columns * height);
        }
    }

    private static string? SheetFault(int width, int height, int count)
    {
        long pixels = (long)width * height;
        if (pixels < MinPixels)
        {
            return "Requested resolution is below the current minimum pixel budget.";
        }

        if (Math.Max(width, height) > MaxEdge || pixels * count > MaxPixels)
        {
            return "Requested resolution exceeds the current pixel budget.";
        }

        return Math.Max(width, height) > MaxRatio * Math.Min(width, height)
            ? "The ratio of the longest edge to the shortest edge must be less than or equal to 3:1."
            : null;
    }
}
