namespace GptImage.Sdk;

/// <summary>Gives each request names of its own, whatever the caller calls them: what a killed run left under a name must be the picture of
/// that request.</summary>
internal sealed class JobNames
{
    private readonly object _gate = new();
    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="earlier">The purchases that the ledger knows.</param>
    public JobNames(IEnumerable<PurchaseEntry> earlier)
    {
        foreach (PurchaseEntry entry in earlier.Where(entry => entry.Sent > 0))
        {
            _taken.UnionWith(FilesOf(entry.Name, entry.Count));
        }
    }

    /// <summary>Takes a name, or the next free one.</summary>
    public string Take(string wanted, int count)
    {
        lock (_gate)
        {
            string name = wanted;
            for (int number = 2; FilesOf(name, count).Any(_taken.Contains); number++)
            {
                name = FileNames.Alternative(wanted, number);
            }

            _taken.UnionWith(FilesOf(name, count));
            return name;
        }
    }

    private static IEnumerable<string> FilesOf(string name, int count) =>
        Enumerable.Range(1, Math.Max(count, 1))
            .Select(number => FileNames.WithExtension(FileNames.Numbered(name, number, count), OutputFormat.Png));
}
