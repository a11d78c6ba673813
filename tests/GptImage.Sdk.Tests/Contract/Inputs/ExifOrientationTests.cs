namespace GptImage.Sdk.Tests;

public sealed class ExifOrientationTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void SwapsSides_CutAtAnyByte_NeverThrows(bool isLittle)
    {
        byte[] exif = SamplePictures.Exif(6, isLittle);

        for (int length = 0; length < 34; length++)
        {
            Assert.False(ExifOrientation.SwapsSides(exif.AsSpan(0, length)));
        }

        Assert.True(ExifOrientation.SwapsSides(exif));
    }

    [Fact]
    public void SwapsSides_DirectoryBeyondTheEnd_IsFalse()
    {
        byte[] exif = SamplePictures.Exif(6, isLittle: true);
        exif.AsSpan(4, 4).Fill(0xFF);

        Assert.False(ExifOrientation.SwapsSides(exif));
    }

    [Fact]
    public void SwapsSides_UnknownByteOrder_IsFalse()
    {
        byte[] exif = SamplePictures.Exif(6, isLittle: true);
        exif[0] = (byte)'X';

        Assert.False(ExifOrientation.SwapsSides(exif));
    }
}
