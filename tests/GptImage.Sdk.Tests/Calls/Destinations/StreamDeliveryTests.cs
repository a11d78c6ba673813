namespace GptImage.Sdk.Tests;

public sealed class StreamDeliveryTests
{
    public static TheoryData<Exception> Refusals =>
        [new UnauthorizedAccessException("Access is denied."), new DirectoryNotFoundException("Access is denied.")];

    [Theory]
    [MemberData(nameof(Refusals))]
    public void CreateFolder_NoRoomForTemporaryFiles_SaysWhatToSet(Exception refusal)
    {
        IOException exception = Assert.Throws<IOException>(() => StreamDelivery.CreateFolder(() => throw refusal));

        Assert.Equal(
            $"The folder for temporary files '{Path.GetTempPath()}' takes no new files: Access is denied. Set TMPDIR (TMP on Windows) to "
            + "one that does. Nothing was sent.", exception.Message);
        Assert.Same(refusal, exception.InnerException);
    }
}
