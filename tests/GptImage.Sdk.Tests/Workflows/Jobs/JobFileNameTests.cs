namespace GptImage.Sdk.Tests;

/// <summary>The names that pictures of a job get: a change here lets a later run look for killed pictures under other names.</summary>
public sealed class JobFileNameTests
{
    private const string Fingerprint = "0123456789abcdef-12";

    private static readonly TextToImageRequest Request = new("A fox");

    [Theory]
    [InlineData(0, 1, "0001-01234567-12")]
    [InlineData(41, 2, "0042-01234567-12-r2")]
    [InlineData(9999, 3, "10000-01234567-12-r3")]
    public void CreateFor_NoNameOfTheCaller_HasPlaceFingerprintOrdinalAndStart(int index, int start, string expected) =>
        Assert.Equal(expected, JobFileName.CreateFor(new ImageJobOptions { OutputDirectory = "out" }, Request, index, Fingerprint, start));

    [Theory]
    [InlineData("mug", 1, "mug")]
    [InlineData("mug", 2, "mug-r2")]
    [InlineData("../mug", 1, "-mug")]
    [InlineData("", 1, "0005")]
    [InlineData("", 2, "0005-r2")]
    public void CreateFor_NameOfTheCaller_IsOneNameWithinTheFolder(string name, int start, string expected) =>
        Assert.Equal(
            expected,
            JobFileName.CreateFor(
                new ImageJobOptions { OutputDirectory = "out", FileName = (_, _) => name }, Request, index: 4, Fingerprint, start));

    [Fact]
    public void Candidates_OnePicture_HasANameForEachFormat() => Assert.Equal(
        ["out/mug.png", "out/mug.jpg", "out/mug.webp", "out/mug.gif", "out/mug.svg", "out/mug.bin"],
        JobFileName.Candidates("out/mug"));
}
