namespace GptImage.Sdk.Imaging;

/// <summary>A row of a contact sheet: pictures of one height, each as wide as its ratio asks.</summary>
/// <param name="First">The number of its first picture, from 0.</param>
/// <param name="Widths">How wide the place of each picture is.</param>
/// <param name="Height">How high each place is.</param>
internal sealed record SheetRow(int First, IReadOnlyList<int> Widths, int Height)
{
    /// <summary>A picture that is very narrow still has room for a caption.</summary>
    private const int NarrowestShare = 4;

    /// <summary>Gets how many pictures stand in a row, so that the sheet becomes about as wide as high.</summary>
    public static int CountFor(IReadOnlyList<ImageSize> sizes) =>
        Math.Clamp((int)Math.Ceiling(Math.Sqrt(sizes.Count / sizes.Average(RatioOf)) - 1e-9), 1, sizes.Count);

    /// <summary>Sorts pictures into rows. A row is as wide as squares of the cell's size would be, unless it would become higher than a
    /// cell.</summary>
    public static List<SheetRow> Arrange(IReadOnlyList<ImageSize> sizes, int columns, SheetOptions options)
    {
        List<SheetRow> rows = [];
        double width = ((double)columns * options.CellSize) + ((columns - 1.0) * options.Gap);
        double last = options.CellSize;
        foreach (ImageSize[] row in sizes.Chunk(columns))
        {
            double fill = (width - ((row.Length - 1.0) * options.Gap)) / row.Sum(RatioOf);
            double height = Math.Max(1, Math.Min(Math.Min(fill, options.CellSize), row.Length < columns ? last : options.CellSize));
            int narrowest = Math.Max(1, options.CellSize / NarrowestShare);
            rows.Add(new SheetRow(
                rows.Count * columns, [.. row.Select(size => Math.Max(narrowest, (int)Math.Round(height * RatioOf(size))))],
                (int)Math.Round(height)));
            last = height;
        }

        return rows;
    }

    private static double RatioOf(ImageSize size) => (double)size.Width / size.Height;
}
