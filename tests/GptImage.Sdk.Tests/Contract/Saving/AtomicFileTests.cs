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
    public void CreateFolder_CannotBeMade_SaysWhatToDo()
    {
        using TemporaryFolder folder = new();
        string tooLong = folder.PathOf(new string('x', 300));

        IOException exception = Assert.ThrowsAny<IOException>(() => AtomicFile.CreateFolder(Path.Combine(tooLong, "poster.png")));

        Assert.StartsWith($"The folder '{tooLong}' cannot be made: ", exception.Message, StringComparison.Ordinal);
        Assert.EndsWith(
            ". Choose another folder, or allow this program to write there.", exception.Message, StringComparison.Ordinal);
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

    /// <summary>A power cut after the name and before the bytes would leave a torn picture that passes for a whole one.</summary>
    [Fact]
    public void Commit_Durable_FlushesToTheDiskBeforeTheFileHasItsName()
    {
        using TemporaryFolder folder = new();
        List<string> names = [];
        using AtomicFile file = AtomicFile.Create(
            folder.PathOf("poster.png"),
            path => new FlushedFile(path, () => names = [.. folder.Names]));
        file.Stream.Write([1, 2, 3]);

        string path = file.Commit(folder.PathOf("poster.png"), overwrite: false, isDurable: true);

        Assert.Equal(Path.GetFileName(file.TemporaryPath), Assert.Single(names));
        Assert.Equal([1, 2, 3], File.ReadAllBytes(path));
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

        IOException exception =
            Assert.ThrowsAny<IOException>(() => file.Commit(folder.PathOf("sub/poster.png"), overwrite: false));

        Assert.DoesNotContain("was left as", exception.Message, StringComparison.Ordinal);
        using MemorySink back = new();
        file.ReadBack(1, back);
        Assert.Equal([1], back.ToArray());
    }

    [Fact]
    public void Commit_EightAtOnceUnderOneName_EachHasAFileOfItsOwn()
    {
        for (int run = 0; run < 20; run++)
        {
            using TemporaryFolder folder = new();
            using Barrier barrier = new(8);
            string[] paths = new string[8];
            Thread[] threads = [.. Enumerable.Range(0, 8).Select(number => new Thread(() =>
            {
                using AtomicFile file = AtomicFile.Create(folder.PathOf("poster.png"));
                file.Stream.Write([(byte)number]);
                barrier.SignalAndWait();
                paths[number] = file.Commit(folder.PathOf("poster.png"), overwrite: false, isDurable: number % 2 == 0);
            }))];
            Array.ForEach(threads, thread => thread.Start());
            Array.ForEach(threads, thread => thread.Join());

            Assert.Equal(8, paths.Distinct().Count());
            Assert.All(paths, (path, number) => Assert.Equal([(byte)number], File.ReadAllBytes(path)));
            Assert.Equal(8, folder.Names.Count);
        }
    }

    [Fact]
    public void TryRename_TakenName_LeavesBothFiles()
    {
        using TemporaryFolder folder = new();
        string from = folder.Write("a.part", [1]);
        string to = folder.Write("b.png", [2]);

        Assert.False(FileClaim.TryRename(from, to, overwrite: false));

        Assert.Equal([1], File.ReadAllBytes(from));
        Assert.Equal([2], File.ReadAllBytes(to));
        Assert.True(FileClaim.TryRename(from, folder.PathOf("c.png"), overwrite: false));
        Assert.Equal(["b.png", "c.png"], folder.Names);
    }

    [Fact]
    public void Create_FolderThatTakesNoFiles_ThrowsWhatTheDocumentationNames()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "A folder that refuses even root is a thing of Linux.");

        IOException exception = Assert.Throws<IOException>(() => AtomicFile.Create("/sys/kernel/poster.png"));

        Assert.StartsWith("The folder '/sys/kernel' takes no new files: ", exception.Message, StringComparison.Ordinal);
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
        using Process stat = Process.Start(new ProcessStartInfo("stat", ["--format=%b", path]) { RedirectStandardOutput = true })
            ?? throw new InvalidOperationException("No process was started.");
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
