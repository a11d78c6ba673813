using System.Globalization;
using GptImage.Sdk;

namespace GptImage.Cli;

/// <summary>What a call wants to buy.</summary>
internal sealed record PurchaseOrder
{
    private const int DigitsInNames = 8;

    /// <summary>Gets what is asked for.</summary>
    public required ImageRequest Request { get; init; }

    /// <summary>Gets the folder of the pictures.</summary>
    public required string Folder { get; init; }

    /// <summary>Gets the name of the files that the agent wants, or <see langword="null"/>.</summary>
    public string? FileName { get; init; }

    /// <summary>Gets which of several pictures of the same request is wanted; the first is 1.</summary>
    public int Variation { get; init; } = 1;

    /// <summary>Gets the most that it costs in USD, or <see langword="null"/> when that is not known.</summary>
    public decimal? UpTo { get; init; }

    /// <summary>Gets what sets the purchase apart from others of the same request in the user's ledger.</summary>
    public string Difference => string.Create(CultureInfo.InvariantCulture, $"mcp\n{Variation}\n{Folder}\n{FileName}");

    /// <summary>Gets the path of the files, as <see cref="IGptImageClient.GenerateToFilesAsync"/> takes it.</summary>
    /// <param name="id">The id of the purchase.</param>
    /// <param name="number">How often the same was bought or tried before, and one more.</param>
    public string PatternFor(string id, int number)
    {
        string name = FileName ?? string.Create(
            CultureInfo.InvariantCulture, $"{Slug.FromText(Request.Prompt)}-{id.AsSpan(0, DigitsInNames)}");
        string numbered = number == 1 || FileName is not null ? name : string.Create(CultureInfo.InvariantCulture, $"{name}-{number}");
        return Path.Combine(Folder, Request.Count > 1 ? numbered + "-{0}" : numbered);
    }
}
