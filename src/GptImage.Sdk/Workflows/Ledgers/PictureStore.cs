namespace GptImage.Sdk;

/// <summary>Makes picture stores.</summary>
public static class PictureStore
{
    /// <summary>Makes a store of the files in a folder. The folder is made with the first picture.</summary>
    /// <param name="path">The folder.</param>
    /// <returns>The store.</returns>
    /// <exception cref="ArgumentException"><paramref name="path"/> is empty, or has a NUL character.</exception>
    public static IPictureStore Folder(string path) => new FolderPictureStore(FileNames.GetFullFolder(path));
}
