namespace GptImage.Sdk.Tests;

public sealed class ExifOrientationTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Read_CutAtAnyByte_NeverThrows(bool isLittle)
    {
        byte[] exif = SamplePictures.Exif(6, isLittle);

        for (int length = 0; length < 34; length++)
        {
            Assert.Equal(0, ExifOrientation.Read(exif.AsSpan(0, length)));
        }

        Assert.Equal(6, ExifOrientation.Read(exif));
    }

    [Fact]
    public void Read_DirectoryBeyondTheEnd_IsNothing()
    {
        byte[] exif = SamplePictures.Exif(6, isLittle: true);
        exif.AsSpan(4, 4).Fill(0xFF);

        Assert.Equal(0, ExifOrientation.Read(exif));
    }

    [Fact]
    public void Read_UnknownByteOrder_IsNothing()
    {
        byte[] exif = SamplePictures.Exif(6, isLittle: true);
        exif[0] = (byte)'X';

        Assert.Equal(0, ExifOrientation.Read(exif));
    }
}
