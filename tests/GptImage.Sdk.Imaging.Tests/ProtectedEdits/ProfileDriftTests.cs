using GptImage.Sdk.Imaging.Tests.Normalizing;
using GptImage.Sdk.Imaging.Tests.Support;
using SkiaSharp;

namespace GptImage.Sdk.Imaging.Tests.ProtectedEdits;

public sealed class ProfileDriftTests : IDisposable
{
    private readonly FakeClient _fake = new();

    public void Dispose() => _fake.Dispose();

    [Theory]
    [InlineData("none")]
    [InlineData("matrix")]
    [InlineData("gray")]
    [InlineData("table")]
    [InlineData("table and sRGB")]
    [InlineData("table and primaries")]
    [InlineData("damaged")]
    public async Task EditProtectedAsync_NothingChangedInAPictureWithAProfile_MeasuresNoDrift(string kind)
    {
        foreach ((int width, int height) in ((int, int)[])[(1024, 1024), (1003, 701), (240, 180)])
        {
            byte[] plain = Pictures.Png(Pictures.Photograph(width, height));
            byte[] png = kind == "none" ? plain : IccProfile.InPng(plain, EmbeddedProfileTests.ProfileFor(kind));
            using MaskBuilder mask = MaskBuilder.For(new ImageSize(width, height)).Rectangle(10, 10, width / 4, height / 4);

            ProtectedEditResult result = await new EchoingClient(_fake.Client).EditProtectedAsync(
                new ProtectedEdit(ImageInput.FromBytes(png), "Leave it", mask) { Policy = DriftPolicy.Fail, MaxChangedShare = 0 },
                TestContext.Current.CancellationToken);

            Assert.Equal(0, result.Drift.ChangedPixels);
            Assert.Equal(0, result.Drift.MaxDifference);
        }
    }

    [Theory]
    [InlineData(128, 128)]
    [InlineData(301, 222)]
    [InlineData(4100, 600)]
    public async Task EditProtectedAsync_OnlyTheMaskChangedInAScaledPicture_MeasuresNoDriftBesideIt(int width, int height)
    {
        using MaskBuilder mask =
            MaskBuilder.For(new ImageSize(width, height)).Rectangle(width / 4, height / 4, width / 3, height / 3);

        ProtectedEditResult result = await _fake.Client.EditProtectedAsync(
            new ProtectedEdit(Pictures.Input(Pictures.Photograph(width, height)), "Replace the mug", mask) { Policy = DriftPolicy.Fail },
            TestContext.Current.CancellationToken);

        Assert.True(result.Fit.IsScaled);
        Assert.Equal(0, result.Drift.ChangedPixels);
        Assert.InRange(result.Drift.MaxDifference, 0, 1);
    }

    [Fact]
    public async Task EditProtectedAsync_GrayPicture_MeasuresNoDrift()
    {
        byte[] gray = IccProfile.InPng(OddPng.Write(1024, 1024, 8, 0, 0x5A), IccProfile.Gray());
        using MaskBuilder mask = MaskBuilder.For(new ImageSize(1024, 1024)).Rectangle(10, 10, 200, 200);

        ProtectedEditResult result = await new EchoingClient(_fake.Client).EditProtectedAsync(
            new ProtectedEdit(ImageInput.FromBytes(gray), "Leave it", mask), TestContext.Current.CancellationToken);

        Assert.Equal(0, result.Drift.MaxDifference);
        Assert.Equal(Pictures.At(Pictures.Decode(gray), 700, 700), Pictures.At(Pictures.Decode(result.Image.Bytes), 700, 700));
    }
}
