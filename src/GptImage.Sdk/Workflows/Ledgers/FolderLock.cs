using System.Runtime.InteropServices;

namespace GptImage.Sdk;

/// <summary>Holds a folder for one run at a time, within the process and across processes. The lock goes with the process, however that
/// ends; its empty file stays and means nothing.</summary>
internal sealed partial class FolderLock : IDisposable
{
    private const string LockName = "job.lock";
    private const int ExclusiveWithoutWait = 2 | 4;
    private const int ErrorAccessDenied = 13;
    private const int ErrorTryAgainLinux = 11;
    private const int ErrorTryAgainMac = 35;
    private const int WindowsLockViolation = unchecked((int)0x80070021);

    /// <summary>The folders that this process holds. A lock of the system may belong to the whole process.</summary>
    private static readonly HashSet<string> Held = new(OperatingSystem.IsWindows() || OperatingSystem.IsMacOS()
        ? StringComparer.OrdinalIgnoreCase
        : StringComparer.Ordinal);

    private readonly string _folder;
    private FileStream? _file;

    private FolderLock(string folder) => _folder = folder;

    /// <summary>Takes a folder, which exists.</summary>
    /// <exception cref="FolderInUseException">Another run holds it.</exception>
    /// <exception cref="IOException">It cannot be written, or its file system has no locks.</exception>
    public static FolderLock Take(string folder)
    {
        string name = Resolve(folder);
        lock (Held)
        {
            if (!Held.Add(name))
            {
                throw InUse(folder, null);
            }
        }

        FolderLock taken = new(name);
        try
        {
            taken._file = Open(folder);
            return taken;
        }
        catch
        {
            taken.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _file?.Dispose();
        lock (Held)
        {
            Held.Remove(_folder);
        }
    }

    private static string Resolve(string folder)
    {
        string full = Path.TrimEndingDirectorySeparator(folder);
        return Directory.ResolveLinkTarget(full, returnFinalTarget: true)?.FullName ?? full;
    }

    private static FileStream Open(string folder)
    {
        string path = Path.Combine(folder, LockName);
        FileStream file;
        try
        {
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (IOException exception) when (File.Exists(path))
        {
            throw InUse(folder, exception);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new IOException(
                $"The folder '{folder}' cannot be written: {exception.Message} Nothing was sent. Choose another folder, or allow this "
                + "program to write there.", exception);
        }

        try
        {
            Lock(file);
            return file;
        }
        catch (IOException exception)
        {
            file.Dispose();
            throw IsHeld(exception) ? InUse(folder, exception) : NoLocks(folder, exception);
        }
    }

    /// <summary>Locks by itself, since sharing can be switched off for a process.</summary>
    private static void Lock(FileStream file)
    {
        if (!OperatingSystem.IsMacOS())
        {
            file.Lock(0, 1);
        }
        else if (Flock(file.SafeFileHandle, ExclusiveWithoutWait) != 0)
        {
            int error = Marshal.GetLastPInvokeError();
            throw new IOException(Marshal.GetPInvokeErrorMessage(error), error);
        }
    }

    private static bool IsHeld(IOException exception) => exception.HResult is ErrorAccessDenied or ErrorTryAgainLinux or ErrorTryAgainMac
        or WindowsLockViolation;

    private static FolderInUseException InUse(string folder, Exception? cause) =>
        new($"Another run works in the folder '{folder}'. Nothing was sent. Wait for its end, or choose another folder.", cause);

    private static IOException NoLocks(string folder, Exception cause) =>
        new($"The file system of the folder '{folder}' ({FileSystemOf(folder)}) gives no lock: {cause.Message.TrimEnd('.')}. Without it "
            + "two runs could buy everything twice. Nothing was sent. Choose a folder on a disk that supports file locks.", cause);

    private static string FileSystemOf(string folder)
    {
        try
        {
            return new DriveInfo(folder).DriveFormat;
        }
        catch (Exception exception) when (exception is IOException or ArgumentException or UnauthorizedAccessException)
        {
            return "unknown";
        }
    }

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static partial int Flock(SafeHandle file, int operation);
}
