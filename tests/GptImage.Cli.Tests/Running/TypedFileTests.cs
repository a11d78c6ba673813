namespace GptImage.Cli.Tests;

public class TypedFileTests
{
    [Theory]
    [InlineData(2, "generate", "--prompt-file", "FOLDER")]
    [InlineData(2, "generate", "--request", "FOLDER")]
    [InlineData(2, "edit", "Night", "-i", "FOLDER")]
    [InlineData(2, "job", "FOLDER")]
    [InlineData(2, "story", "FOLDER")]
    [InlineData(2, "poster", "FOLDER", "--text", "a")]
    [InlineData(2, "poster", "sea.png", "--logo", "FOLDER")]
    [InlineData(2, "poster", "sea.png", "--text", "a", "--font", "FOLDER")]
    [InlineData(2, "mask", "FOLDER", "--rect", "1,2,3,4")]
    [InlineData(3, "generate", "A ship", "--key-file", "FOLDER")]
    public async Task Run_AFolderForAFile_SaysThatItIsAFolder(int expected, params string[] arguments)
    {
        using Shell shell = new();
        string folder = Directory.CreateDirectory(shell.PathOf("album")).FullName;

        int code = await shell.RunOfflineAsync([.. arguments.Select(argument => argument == "FOLDER" ? folder : argument)]);

        Assert.Equal(
            (expected, "", $"gptimage: '{folder}' is a folder. Name a file. Nothing was sent.{Environment.NewLine}"),
            (code, shell.Output, shell.Error));
    }
}
