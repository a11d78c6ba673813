using System.Runtime.InteropServices;

namespace GptImage.Sdk;

/// <summary>Gives a file its name and never takes one that is taken, whoever else asks for it at the same moment.</summary>
internal static partial class FileClaim
{
    private const int CurrentFolder = -100;
    private const uint NoReplace = 1;
    private const uint Exclusive = 4;

    private const int NotPermitted = 1;
    private const int Exists = 17;
    private const int Invalid = 22;

    /// <summary>What a kernel or a file system says that does not know the call: ENOSYS, ENOTSUP, EOPNOTSUPP of Linux and macOS.</summary>
    private static readonly int[] Unsupported = [38, 45, 78, 95, 102];

    /// <summary>Renames a file within its file system.</summary>
    /// <param name="from">The file.</param>
    /// <param name="to">Its new name.</param>
    /// <param name="overwrite">Whether a file of that name gives way.</param>
    /// <returns>Whether it has the name; not when something has it already.</returns>
    /// <exception cref="IOException">The name cannot be given.</exception>
    public static bool TryRename(string from, string to, bool overwrite)
    {
        if (overwrite || OperatingSystem.IsWindows())
        {
            return TryMove(from, to, overwrite);
        }

        int error = RenameExclusively(from, to);
        if (error == Invalid || Unsupported.Contains(error))
        {
            error = LinkAndDelete(from, to);
        }

        return error switch
        {
            0 => true,
            Exists => false,

            // No names without replacing and no second names, as on FAT: what is left is to look first.
            _ when error == NotPermitted || Unsupported.Contains(error) => TryMove(from, to, overwrite: false),
            _ => throw new IOException($"'{to}' cannot be made: {Marshal.GetPInvokeErrorMessage(error)}"),
        };
    }

    /// <summary>Writes the names of a folder to the disk, where the system does not do so by itself.</summary>
    public static void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        int descriptor = Open(folder, flags: 0);
        if (descriptor >= 0)
        {
            _ = Flush(descriptor);
            _ = Close(descriptor);
        }
    }

    private static bool TryMove(string from, string to, bool overwrite)
    {
        try
        {
            File.Move(from, to, overwrite);
            return true;
        }
        catch (IOException) when ((!overwrite && File.Exists(to)) || Directory.Exists(to))
        {
            return false;
        }
    }

    /// <returns>0, or the number of the error.</returns>
    private static int RenameExclusively(string from, string to)
    {
        try
        {
            int result = OperatingSystem.IsMacOS()
                ? RenameMac(from, to, Exclusive)
                : RenameLinux(CurrentFolder, from, CurrentFolder, to, NoReplace);
            return result == 0 ? 0 : Marshal.GetLastPInvokeError();
        }
        catch (Exception exception) when (exception is EntryPointNotFoundException or DllNotFoundException)
        {
            return Unsupported[0];
        }
    }

    /// <returns>0, or the number of the error.</returns>
    private static int LinkAndDelete(string from, string to)
    {
        try
        {
            if (Link(from, to) != 0)
            {
                return Marshal.GetLastPInvokeError();
            }
        }
        catch (Exception exception) when (exception is EntryPointNotFoundException or DllNotFoundException)
        {
            return Unsupported[0];
        }

        File.Delete(from);
        return 0;
    }

    [LibraryImport("libc", EntryPoint = "renameat2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int RenameLinux(int fromFolder, string from, int toFolder, string to, uint flags);

    [LibraryImport("libc", EntryPoint = "renamex_np", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int RenameMac(string from, string to, uint flags);

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Link(string from, string to);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Flush(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int descriptor);
}
