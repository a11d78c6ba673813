using GptImage.Sdk.Imaging.Tests.Support;

namespace GptImage.Sdk.Imaging.Tests.Provenance;

public sealed class LineageTests
{
    private static readonly byte[] Png = Pictures.Png(Pictures.Photograph(8, 8));

    [Fact]
    public void Find_PictureThatWasNotMadeHere_IsUnknown() => Assert.Null(Lineage.Find(new GeneratedImage(Png)));

    [Fact]
    public void Remember_OneStepAfterTheOther_GoesBackToTheFirst()
    {
        GeneratedImage signed = new(Png);
        ImageResult call = new() { Images = [signed], RequestId = "req_1" };
        GeneratedImage repaired = Lineage.Remember(new GeneratedImage(Png), signed, call, ["repaired"]);
        GeneratedImage lettered = Lineage.Remember(new GeneratedImage(Png), repaired, null, ["lettered", "logo"]);

        Derivation? found = Lineage.Find(lettered);

        Assert.NotNull(found);
        Assert.Same(signed, found.Origin);
        Assert.Same(call, found.Call);
        Assert.Equal(["repaired", "lettered", "logo"], found.Operations);
    }

    [Fact]
    public void WithCall_OnlyACallThatSentThePicture_IsTaken()
    {
        GeneratedImage signed = new(Png);
        Derivation derivation = new(signed, null, []);
        ImageResult other = new() { Images = [new GeneratedImage(Pictures.Png(Pictures.Photograph(8, 8, seed: 2)))] };
        ImageResult sameBytes = new() { Images = [new GeneratedImage(Png.ToArray())] };
        ImageResult addressOnly = new() { Images = [new GeneratedImage(default)] };

        Assert.Null(derivation.WithCall(other).Call);
        Assert.Null(derivation.WithCall(addressOnly).Call);
        Assert.Null(derivation.WithCall(null).Call);
        Assert.Same(sameBytes, derivation.WithCall(sameBytes).Call);
        Assert.Same(sameBytes, derivation.WithCall(sameBytes).WithCall(new ImageResult { Images = [signed] }).Call);
    }

    [Fact]
    public void Restore_PictureOffItsCanvas_KnowsTheCanvasItCameFrom()
    {
        CanvasFit fit = CanvasFit.For(new ImageSize(1000, 700), ImageModel.GptImage2);
        GeneratedImage canvas = new(Pictures.Png(Pictures.Photograph(1008, 704)));

        Derivation? found = Lineage.Find(fit.Restore(canvas));

        Assert.Same(canvas, found?.Origin);
        Assert.Equal(["Taken off the canvas: 1000x700."], found?.Operations);
    }
}
