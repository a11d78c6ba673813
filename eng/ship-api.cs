// Moves the public API of all packages from PublicAPI.Unshipped.txt to PublicAPI.Shipped.txt, as the last step before a release:
//   dotnet run eng/ship-api.cs [-- FOLDER]   (by default src)
const string Removed = "*REMOVED*";
const string Header = "#nullable enable";
string root = args is [string given] ? given : "src";
string[] lists = Directory.GetFiles(root, "PublicAPI.Unshipped.txt", SearchOption.AllDirectories);
if (lists.Length == 0)
{
    Console.Error.WriteLine($"{root} has no PublicAPI.Unshipped.txt; run this at the root of the repository.");
    return 1;
}

foreach (string unshipped in lists.Order(StringComparer.Ordinal))
{
    string shipped = unshipped.Replace("Unshipped", "Shipped", StringComparison.Ordinal);
    string[] fresh = Members(unshipped);
    string[] gone = [.. fresh.Where(line => line.StartsWith(Removed, StringComparison.Ordinal)).Select(line => line[Removed.Length..])];
    string[] before = Members(shipped);
    if (gone.Except(before).FirstOrDefault() is string unknown)
    {
        Console.Error.WriteLine($"{unshipped} removes a member that {shipped} does not have: {unknown}");
        return 1;
    }

    string[] after =
    [
        .. before.Except(gone).Union(fresh.Where(line => !line.StartsWith(Removed, StringComparison.Ordinal)))
            .Order(StringComparer.Ordinal),
    ];
    File.WriteAllLines(shipped, [Header, .. after]);
    File.WriteAllLines(unshipped, [Header]);
    Console.WriteLine($"{shipped}: {before.Length} members before, {after.Length} now, {gone.Length} removed");
}

return 0;

static string[] Members(string file) =>
    [.. File.ReadAllLines(file).Where(line => line.Length > 0 && !line.StartsWith('#'))];
