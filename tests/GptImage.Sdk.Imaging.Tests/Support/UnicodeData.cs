namespace GptImage.Sdk.Imaging.Tests.Support;

/// <summary>The conformance files of the Unicode Character Database, as Debian's package unicode-data installs them.</summary>
internal static class UnicodeData
{
    private const string Folder = "/usr/share/unicode";

    /// <summary>Reads the lines of a file, without comments.</summary>
    public static IEnumerable<string> Lines(string name)
    {
        string path = Path.Combine(Folder, name);
        Assert.True(File.Exists(path), $"'{path}' is missing. Install it with: apt-get install -y unicode-data");
        string version = File.ReadLines(path).First();
        Assert.True(
            version.Contains(BidiTable.UnicodeVersion, StringComparison.Ordinal),
            $"The tables are of Unicode {BidiTable.UnicodeVersion}, and '{path}' is '{version}'. Renew them: dotnet run "
                + "eng/unicode-tables.cs");
        return File.ReadLines(path).Select(line => line.Split('#')[0].Trim()).Where(line => line.Length > 0);
    }
}
