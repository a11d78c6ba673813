using System.Buffers.Binary;
using GptImage.Sdk.Testing;

namespace GptImage.Sdk.ServiceTests;

/// <summary>Pictures that are stored lying and shown upright: client and service measure them alike.</summary>
public sealed class TurnedInputTests
{
    /// <summary>EXIF data with the orientation 6: turned by a quarter.</summary>
    private static readonly byte[] Exif =
        [.. "MM\0*\0\0\0\u0008\0\u0001\u0001\u0012\0\u0003\0\0\0\u0001\0\u0006\0\0\0\0\0\0"u8];

    [Fact]
    public async Task GenerateAsync_PngThatExifTurns_TakesAMaskOfTheShownSize()
    {
        using FakeGptImageService service = FakeGptImageService.Start(new FakeGptImageServiceOptions { Drawing = FakeDrawing.Plain });
        using GptImageClient client = Clients.For(service);

        await client.GenerateAsync(
            new ImageToImageRequest("Edit", ImageInput.FromBytes(WithExif(Pictures.Png(96, 64))))
            {
                Mask = ImageInput.FromBytes(Pictures.Mask(64, 96)),
            },
            TestContext.Current.CancellationToken);

        FakeImage image = Assert.Single(service.Requests[0].Images);
        Assert.Equal((64, 96), (image.Width, image.Height));
    }

    /// <summary>Puts an eXIf chunk behind IHDR, with a checksum that nobody looks at.</summary>
    private static byte[] WithExif(byte[] png)
    {
        byte[] length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, Exif.Length);
        return [.. png[..33], .. length, .. "eXIf"u8, .. Exif, 0, 0, 0, 0, .. png[33..]];
    }
}
