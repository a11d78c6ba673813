namespace GptImage.Cli.Tests;

public class MachineChecksTests
{
    [Fact]
    public void CheckFolder_Writable_LeavesNothingBehind()
    {
        using TemporaryFolder folder = new();

        Check check = MachineChecks.CheckFolder("folder", folder.PathOf("new/below"), "pictures");

        Assert.Equal((CheckState.Ok, 0), (check.State, check.Code));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.PathOf("")));
    }

    [Fact]
    public void CheckFolder_AFileIsInTheWay_IsTwo()
    {
        using TemporaryFolder folder = new();
        string file = folder.Write("file", [1]);

        Check check = MachineChecks.CheckFolder("folder", Path.Combine(file, "below"), "pictures");

        Assert.Equal((CheckState.Problem, 2), (check.State, check.Code));
        Assert.Contains(file + " is a file", check.Seen, StringComparison.Ordinal);
    }

    [Fact]
    public void CheckFolder_NotWritable_IsTwo()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has a folder in which nobody can make files.");

        Check check = MachineChecks.CheckFolder("folder", "/proc/self", "pictures");

        Assert.Equal((CheckState.Problem, 2), (check.State, check.Code));
        Assert.Equal("Make it writable: it is for pictures.", check.Advice);
    }

    [Fact]
    public void CheckFonts_None_IsTwoAndSaysWhatToInstall()
    {
        Check check = MachineChecks.CheckFonts([]);

        Assert.Equal((CheckState.Problem, 2), (check.State, check.Code));
        Assert.Contains("fonts-noto-core", check.Advice, StringComparison.Ordinal);
    }
}
