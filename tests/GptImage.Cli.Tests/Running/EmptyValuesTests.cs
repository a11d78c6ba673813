namespace GptImage.Cli.Tests;

public class EmptyValuesTests
{
    [Theory]
    [InlineData("--model is empty. Write a value, or leave the option out.", "generate", "A ship", "--model", "")]
    [InlineData("--quality is empty. Write a value, or leave the option out.", "generate", "A ship", "--quality", "")]
    [InlineData("--size is empty. Write a value, or leave the option out.", "explain", "A ship", "--size", "")]
    [InlineData("--model is empty. Write a value, or leave the option out.", "doctor", "--model", " ")]
    [InlineData("--model is empty. Write a value, or leave the option out.", "size", "1:1", "--model", " ")]
    [InlineData("--output is empty. Write a value, or leave the option out.", "generate", "A ship", "-o", "")]
    [InlineData("--base-address is empty. Write a value, or leave the option out.", "models", "--base-address", "")]
    [InlineData("--key-file is empty. Name a file.", "doctor", "--key-file", "")]
    [InlineData("--request is empty. Name a file.", "generate", "--request", "")]
    [InlineData("--prompt-file is empty. Name a file.", "generate", "--prompt-file", "")]
    [InlineData("--image is empty. Name a file.", "edit", "Night", "-i", "")]
    [InlineData("--character is empty. Name a folder.", "generate", "A ship", "--character", "")]
    [InlineData("--output is empty. Name a folder.", "job", "x", "-o", "")]
    [InlineData("FILE is empty. Name a file.", "job", "")]
    [InlineData("FILE is empty. Name a file.", "story", "")]
    [InlineData("FILE is empty. Name a file.", "batch", "submit", "")]
    [InlineData("FOLDER is empty. Name a folder.", "batch", "collect", "")]
    [InlineData("FOLDER is empty. Name a folder.", "character", "show", "")]
    [InlineData("PICTURE is empty. Name a file.", "poster", "", "--text", "a")]
    [InlineData("PICTURE is empty. Name a file.", "mask", "", "--rect", "1,2,3,4")]
    public async Task Run_AnEmptyValue_IsOneAndNamesIt(string said, params string[] arguments)
    {
        using Shell shell = new();

        int code = await shell.RunOfflineAsync(arguments);

        Assert.Equal((1, "", $"gptimage: {said}{Environment.NewLine}"), (code, shell.Output, shell.Error));
    }
}
