namespace GptImage.Sdk;

/// <summary>The sheets on which the service draws the frames of a GIF before it cuts them apart. A sheet has all its cells, however few
/// frames there are, and must be a legal picture.</summary>
/// <remarks>Not published; inferred from refusals, price steps and token counts measured in November 2026.</remarks>
internal static class GifSheets
{
    /// <summary>The frames of an animation whose request does not say how many.</summary>
    public const int DefaultFrames = 9;

    public const int MinFrames = 2;
    public const int MaxFrames = 16;

    private static readonly (int Columns, int Rows)[] UpToEight = [(4, 2), (2, 4)];
    private static readonly (int Columns, int Rows)[] Nine = [(3, 3)];
    private static readonly (int Columns, int Rows)[] UpToTwelve = [(4, 3), (3, 4)];
    private static readonly (int Columns, int Rows)[] UpToSixteen = [(4, 4)];

    /// <summary>Finds the sheets on which frames fit: none, one, or both orientations.</summary>
    /// <param name="frame">The size of a frame.</param>
    /// <param name="frames">How many frames; <see langword="null"/> for <see cref="DefaultFrames"/>.</param>
    public static IReadOnlyList<ImageSize> FindFor(ImageSize frame, int? frames) =>
        frame.LongEdge > SizeRule.Free.MaxEdge
            || frame.Width % SizeRule.Free.Multiple != 0
            || frame.Height % SizeRule.Free.Multiple != 0
            ? []
            : [.. GridsFor(frames ?? DefaultFrames)
                .Select(grid => new ImageSize(frame.Width * grid.Columns, frame.Height * grid.Rows))
                .Where(SizeRule.Free.Allows)];

    private static (int Columns, int Rows)[] GridsFor(int frames) => frames switch
    {
        < MinFrames or > MaxFrames => [],
        <= 8 => UpToEight,
        9 => Nine,
        <= 12 => UpToTwelve,
        _ => UpToSixteen,
    };
}
