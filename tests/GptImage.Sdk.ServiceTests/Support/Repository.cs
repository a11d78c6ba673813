namespace GptImage.Sdk.ServiceTests;

/// <summary>Finds files of the repository that the tests run in.</summary>
internal static class Repository
{
    public static string PathOf(string relative)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "GptImage.Sdk.sln")))
            {
                return Path.Combine(folder.FullName, relative);
            }
        }

        throw new InvalidOperationException("The tests do not run below the solution.");
    }
}
