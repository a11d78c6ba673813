using System.Diagnostics;
using System.Globalization;

namespace GptImage.Sdk.Tests;

public sealed class AtomicFileTests
{
    [Fact]
    public void Commit_NewName_GivesTheCompleteFileAlone()
    {
        using TemporaryFolder folder = new();

        string path = Save(folder.PathOf("deep/er/poster.png"), [1, 2, 3]);

        Assert.Equal(folder.PathOf("deep/er/poster.png"), path);
        Assert.Equal([1, 2, 3], File.ReadAllBytes(path));
        Assert.Equal(["deep", "deep/er", "deep/er/poster.png"], folder.Names);
    }

    [Fact]
    public void Dispose_NotCommitted_LeavesNothing()
    {
        using TemporaryFolder folder = new();

        using (AtomicFile file = AtomicFile.Create(folder.PathOf("poster.png")))
        {
            file.Stream.Write([1, 2, 3]);
            Assert.DoesNotContain("poster.png", folder.Names);
        }

        Assert.Empty(folder.Names);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100_000)]
    [InlineData(200_000)]
    public void Commit_RoomMadeBefore_LeavesWhatWasWritten(long expectedBytes)
    {
        using TemporaryFolder folder = new();
        byte[] bytes = [.. Enumerable.Range(0, 100_000).Select(index => (byte)index)];
        using AtomicFile file = AtomicFile.Create(folder.PathOf("poster.png"), expectedBytes: expectedBytes);
        file.Stream.Write(bytes);

        string path = file.Commit(folder.PathOf("poster.png"), overwrite: false);

        Assert.Equal(bytes, File.ReadAllBytes(path));
    }

    [Fact]
    public async Task Commit_MoreRoomMadeThanNeeded_GivesTheRestBack()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "How much room a file takes is asked of a command of Linux.");
        using TemporaryFolder folder = new();
        using AtomicFile file = AtomicFile.Create(folder.PathOf("poster.png"), expectedBytes: 4_000_000);
        file.Stream.Write([1, 2, 3]);
        long before = await RoomOfAsync(file.TemporaryPath);

        string path = file.Commit(folder.PathOf("poster.png"), overwrite: false);

        Assert.InRange(before, 4_000_000, long.MaxValue);
        Assert.InRange(await RoomOfAsync(path), 0, 100_000);
    }

    [Fact]
    public void Create_NoRoomForWhatIsExpected_ThrowsAndLeavesNothing()
    {
        using TemporaryFolder folder = new();

        Assert.Throws<IOException>(() => AtomicFile.Create(folder.PathOf("poster.png"), expectedBytes: long.MaxValue / 2));

        Assert.Empty(folder.Names);
    }

    [Fact]
    public void Commit_TakenNames_TakesTheNextFreeOne()
    {
        using TemporaryFolder folder = new();
        folder.Write("poster.png", [9]);
        folder.Write("poster-2.png", [9]);

        string path = Save(folder.PathOf("poster.png"), [1]);

        Assert.Equal(folder.PathOf("poster-3.png"), path);
        Assert.Equal([9], File.ReadAllBytes(folder.PathOf("poster.png")));
    }

    [Fact]
    public void Commit_Overwrite_ReplacesTheFile()
    {
        using TemporaryFolder folder = new();
        folder.Write("poster.png", [9]);

        string path = Save(folder.PathOf("poster.png"), [1], overwrite: true);

        Assert.Equal(folder.PathOf("poster.png"), path);
        Assert.Equal([1], File.ReadAllBytes(path));
        Assert.Equal(["poster.png"], folder.Names);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Commit_FolderOfThatName_TakesTheNextFreeOne(bool overwrite)
    {
        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder.PathOf("poster.png"));

        string path = Save(folder.PathOf("poster.png"), [1], overwrite);

        Assert.Equal(folder.PathOf("poster-2.png"), path);
        Assert.Equal([1], File.ReadAllBytes(path));
    }

    [Fact]
    public void Commit_FolderThatIsGone_ThrowsInsteadOfTryingForEver()
    {
        using TemporaryFolder folder = new();
        using AtomicFile file = AtomicFile.Create(folder.PathOf("sub/poster.png"));
        file.Stream.Write([1]);
        Directory.Delete(folder.PathOf("sub"), recursive: true);

        Assert.ThrowsAny<IOException>(() => file.Commit(folder.PathOf("sub/poster.png"), overwrite: false));
    }

    [Fact]
    public void Create_FileWhereTheFolderShouldBe_ThrowsAndNamesIt()
    {
        using TemporaryFolder folder = new();
        string file = folder.Write("out", [9]);

        IOException exception = Assert.Throws<IOException>(() => AtomicFile.Create(folder.PathOf("out/deep/poster.png")));

        Assert.Contains($"'{file}' is a file", exception.Message, StringComparison.Ordinal);
    }

    /// <summary>Asks how many bytes a file takes on the disk.</summary>
    private static async Task<long> RoomOfAsync(string path)
    {
        using Process stat = Process.Start(new ProcessStartInfo("stat", ["--format=%b", path]) { RedirectStandardOutput = true }) ?? throw new InvalidOperationException("No process was started.");
        string blocks = await stat.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        return 512 * long.Parse(blocks, CultureInfo.InvariantCulture);
    }

    private static string Save(string path, byte[] bytes, bool overwrite = false)
    {
        using AtomicFile file = AtomicFile.Create(path);
        file.Stream.Write(bytes);
        return file.Commit(path, overwrite);
    }
}
