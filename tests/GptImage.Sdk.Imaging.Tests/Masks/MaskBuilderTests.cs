using GptImage.Sdk.Imaging.Tests.Support;
using SkiaSharp;

namespace GptImage.Sdk.Imaging.Tests.Masks;

public sealed class MaskBuilderTests
{
    private static readonly ImageSize Seven = new(7, 5);

    [Fact]
    public void Rectangle_InPixels_MarksExactlyThose()
    {
        using MaskBuilder builder = MaskBuilder.For(Seven);

        EditMask mask = builder.Rectangle(1, 2, 3, 2).Build();

        Assert.Equal(".......\n.......\n.###...\n.###...\n.......", Support.Masks.Letters(mask));
        Assert.Equal(6.0 / 35, mask.EditShare, 9);
        Assert.Empty(mask.Findings);
    }

    [Fact]
    public void Rectangle_InFractions_FollowsTheSize()
    {
        using MaskBuilder builder = MaskBuilder.For(new ImageSize(8, 4));

        Assert.Equal(
            "....####\n....####\n........\n........",
            Support.Masks.Letters(builder.Rectangle(0.5, 0, 0.5, 0.5, ImageUnit.Fractions).Build()));
    }

    [Fact]
    public void Rectangle_OverTheEdge_IsCutOff()
    {
        using MaskBuilder builder = MaskBuilder.For(new ImageSize(4, 3));

        Assert.Equal("##..\n##..\n....", Support.Masks.Letters(builder.Rectangle(-5, -5, 7, 7).Build()));
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(5, 0)]
    [InlineData(-1, 5)]
    [InlineData(double.NaN, 5)]
    public void Rectangle_WithoutArea_SaysSo(double width, double height)
    {
        using MaskBuilder builder = MaskBuilder.For(Seven);

        Assert.Contains(
            "no area", Assert.Throws<ArgumentOutOfRangeException>(() => builder.Rectangle(0, 0, width, height)).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => builder.Rectangle(default));
    }

    [Fact]
    public void Ellipse_IsRoundAndSymmetrical()
    {
        using MaskBuilder builder = MaskBuilder.For(new ImageSize(7, 7));

        Assert.Equal(
            "..###..\n.#####.\n#######\n#######\n#######\n.#####.\n..###..", Support.Masks.Letters(builder.Ellipse(0, 0, 7, 7).Build()));
    }

    [Fact]
    public void Polygon_Triangle_MarksItsInside()
    {
        using MaskBuilder builder = MaskBuilder.For(new ImageSize(6, 6));

        EditMask mask = builder.Polygon([new(0, 0), new(6, 0), new(0, 6)]).Build();

        Assert.Equal(0, Support.Masks.AlphaAt(mask, 1, 1));
        Assert.Equal(255, Support.Masks.AlphaAt(mask, 5, 5));
        Assert.Throws<ArgumentException>(() => builder.Polygon([new(0, 0), new(6, 0)]));
    }

    [Fact]
    public void Brush_StrokeAndDot_AreRoundAndWide()
    {
        using MaskBuilder stroke = MaskBuilder.For(new ImageSize(20, 9));
        using MaskBuilder dot = MaskBuilder.For(new ImageSize(9, 9));

        string[] rows = Support.Masks.Letters(stroke.Brush([new(4, 4.5), new(16, 4.5)], 5).Build()).Split('\n');
        string[] dots = Support.Masks.Letters(dot.Brush([new(0.5, 0.5)], 5.0 / 9, ImageUnit.Fractions).Build()).Split('\n');

        Assert.Equal("....................", rows[1]);
        Assert.Equal("..################..", rows[2]);
        Assert.Equal(5, rows.Count(row => row.Contains('#', StringComparison.Ordinal)));
        Assert.Equal(["..#####..", "...###..."], [dots[4], dots[2]]);
        Assert.Throws<ArgumentOutOfRangeException>(() => dot.Brush([new(1, 1)], 0));
        Assert.Throws<ArgumentException>(() => dot.Brush([], 3));
    }

    [Fact]
    public void BlackAndWhite_LightHalf_IsMarkedOrTheDark()
    {
        ImageInput picture = Pictures.Input(Pictures.Draw(4, 2, (x, _) => x < 2 ? new SKColor(128, 128, 128) : new SKColor(127, 127, 127)));
        using MaskBuilder white = MaskBuilder.For(new ImageSize(4, 2));
        using MaskBuilder black = MaskBuilder.For(new ImageSize(4, 2));

        Assert.Equal("##..\n##..", Support.Masks.Letters(white.BlackAndWhite(picture).Build()));
        Assert.Equal("..##\n..##", Support.Masks.Letters(black.BlackAndWhite(picture, whiteIsEdit: false).Build()));
    }

    [Fact]
    public void Alpha_TransparentPixels_AreMarked()
    {
        ImageInput picture = Pictures.Input(Pictures.Draw(3, 1, (x, _) => new SKColor(9, 9, 9, (byte)(x * 127)), isOpaque: false));
        using MaskBuilder builder = MaskBuilder.For(new ImageSize(3, 1));

        Assert.Equal("#++", Support.Masks.Letters(builder.Alpha(picture).Build()));
    }

    [Fact]
    public void BlackAndWhite_OfAnotherSize_NamesBothSizes()
    {
        using MaskBuilder builder = MaskBuilder.For(Seven);

        ImagingException exception =
            Assert.Throws<ImagingException>(() => builder.BlackAndWhite(Pictures.Input(Pictures.Plain(5, 5, SKColors.White))));

        Assert.Contains("5x5", exception.Message, StringComparison.Ordinal);
        Assert.Contains("7x5", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Combinations_AddSubtractIntersectInvert()
    {
        ImageSize size = new(6, 1);
        using MaskBuilder left = MaskBuilder.For(size).Rectangle(0, 0, 4, 1);
        using MaskBuilder right = MaskBuilder.For(size).Rectangle(2, 0, 4, 1);

        Assert.Equal("######", Letters(size, builder => builder.Add(left).Add(right)));
        Assert.Equal("##....", Letters(size, builder => builder.Add(left).Subtract(right)));
        Assert.Equal("..##..", Letters(size, builder => builder.Add(left).Intersect(right)));
        Assert.Equal("....##", Letters(size, builder => builder.Add(left).Invert()));
        using MaskBuilder other = MaskBuilder.For(Seven);
        Assert.Throws<ArgumentException>(() => other.Add(left));
    }

    [Theory]
    [InlineData(1, 1, 3.0)]
    [InlineData(17, 11, 1.0)]
    [InlineData(40, 23, 4.5)]
    [InlineData(64, 33, 12.25)]
    [InlineData(30, 30, 1000)]
    public void Grow_MarksExactlyWhatIsWithinTheDistance(int width, int height, double distance)
    {
        SKBitmap spots = Pictures.Draw(width, height, (x, y) => ((x * 7) + (y * 13)) % 97 == 0 ? SKColors.White : SKColors.Black);
        using MaskBuilder builder = MaskBuilder.For(new ImageSize(width, height));

        string grown = Support.Masks.Letters(builder.BlackAndWhite(Pictures.Input(spots)).Grow(distance).Build());

        List<(int X, int Y)> seeds =
            [.. from y in Enumerable.Range(0, height) from x in Enumerable.Range(0, width) where ((x * 7)
            + (y * 13)) % 97 == 0 select (x, y)];
        string expected = string.Join('\n', Enumerable.Range(0, height).Select(y => string.Concat(Enumerable.Range(0, width)
            .Select(
                x => seeds.Any(seed => ((seed.X - x) * (seed.X - x)) + ((seed.Y - y) * (seed.Y - y)) <= distance * distance)
                ? '#'
                : '.'))));
        Assert.Equal(expected, grown);
    }

    [Fact]
    public void Shrink_UndoesGrowButNotAtThePicturesEdge()
    {
        ImageSize size = new(12, 9);

        Assert.Equal(
            Letters(size, builder => builder.Rectangle(4, 3, 4, 3)), Letters(size, builder => builder.Rectangle(3, 2, 6, 5).Shrink(1)));
        Assert.Equal(
            Letters(size, builder => builder.Rectangle(0, 0, 12, 9)), Letters(size, builder => builder.Rectangle(0, 0, 12, 9).Shrink(3)));
    }

    [Fact]
    public void Feather_FallsMonotonouslyAndEndsAtItsReach()
    {
        using MaskBuilder builder = MaskBuilder.For(new ImageSize(40, 3));

        using SKBitmap mask = Pictures.Decode(builder.Rectangle(0, 0, 10, 3).Feather(8).Build().Bytes);

        int[] alphas = [.. Enumerable.Range(0, 40).Select(x => (int)(Pictures.At(mask, x, 1) >> 24))];
        Assert.All(alphas[..10], alpha => Assert.Equal(0, alpha));
        Assert.All(alphas[18..], alpha => Assert.Equal(255, alpha));
        Assert.All(Enumerable.Range(9, 8), x => Assert.True(alphas[x] < alphas[x + 1], $"{alphas[x]} at {x}, {alphas[x + 1]} behind it"));
    }

    [Fact]
    public void ToInput_OfAMaskThatMarksNothing_IsRefusedBeforeAnythingIsPaid()
    {
        using GptImageClient client = new("sk-test");
        using MaskBuilder empty = MaskBuilder.For(Seven);
        using MaskBuilder marked = MaskBuilder.For(Seven).Rectangle(1, 1, 3, 3);

        Assert.Contains(Explain(empty.Build()).Findings, finding => finding.RuleId == "mask-alpha");
        Assert.DoesNotContain(Explain(marked.Build()).Findings, finding => finding.RuleId == "mask-alpha");

        RequestPlan Explain(EditMask mask) => client.Explain(
            new ImageToImageRequest("x", Pictures.Input(Pictures.Plain(7, 5, SKColors.Red))) { Mask = mask.ToInput() });
    }

    [Fact]
    public void Build_Empty_IsAnErrorAndFullAWarning()
    {
        using MaskBuilder empty = MaskBuilder.For(Seven);
        using MaskBuilder outside = MaskBuilder.For(Seven);
        using MaskBuilder full = MaskBuilder.For(Seven);

        Assert.Equal(("mask-empty", FindingSeverity.Error), Verdict(empty.Build()));
        Assert.Equal(("mask-empty", FindingSeverity.Error), Verdict(outside.Rectangle(100, 100, 5, 5).Build()));
        Assert.Equal(("mask-covers-all", FindingSeverity.Warning), Verdict(full.Rectangle(ImageArea.Whole).Build()));

        static (string, FindingSeverity) Verdict(EditMask mask)
        {
            Finding finding = Assert.Single(mask.Findings);
            return (finding.RuleId, finding.Severity);
        }
    }

    [Fact]
    public void For_PictureOnItsSide_HasTheSizeAViewerShows()
    {
        byte[] jpeg = Pictures.WithExif(Pictures.Jpeg(Pictures.Photograph(30, 20)), 6);

        using MaskBuilder builder = MaskBuilder.For(ImageInput.FromBytes(jpeg));

        Assert.Equal("20x30", builder.Size.ToString());
        Assert.Equal("20x30", builder.Rectangle(0, 0, 5, 5).Build().Size.ToString());
    }

    [Fact]
    public void For_OnePixel_Works()
    {
        using MaskBuilder builder = MaskBuilder.For(Pictures.Input(Pictures.Plain(1, 1, SKColors.Red)));

        Assert.Equal("#", Support.Masks.Letters(builder.Rectangle(ImageArea.Whole).Feather(3).Grow(2).Shrink(1).Build()));
        Assert.Equal("1x1", builder.Preview().PixelSize.ToString());
    }

    [Fact]
    public void Build_NoisyOutline_StaysBelowTheLimit()
    {
        using MaskBuilder soft = MaskBuilder.For(new ImageSize(2400, 2000));

        EditMask mask = soft.Alpha(Pictures.Input(Pictures.Photograph(2400, 2000, isOpaque: false))).Build();

        Assert.True(mask.Bytes.Length < 4 * 1024 * 1024);
    }

    [Fact]
    public void Encode_HopelesslyFineOutline_SaysWhy()
    {
        using MaskPlane plane =
            MaskPlane.FromAlpha(Pictures.Input(Pictures.Photograph(300, 300, isOpaque: false)), new ImageSize(300, 300), "The mask");

        ImagingException exception = Assert.Throws<ImagingException>(() => MaskEncoder.Encode(plane, maxBytes: 10_000));

        Assert.Contains("too fine", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Preview_ShowsTheRegionOverThePicture()
    {
        using MaskBuilder builder = MaskBuilder.For(Pictures.Input(Pictures.Plain(40, 40, SKColors.Black)));

        using SKBitmap view = Pictures.Decode(builder.Rectangle(10, 10, 20, 20).Preview().Bytes);

        Assert.Equal(0xFF000000, Pictures.At(view, 2, 2));
        Assert.Equal(0xFFFFFFFF, Pictures.At(view, 9, 20));
        Assert.True((Pictures.At(view, 20, 20) & 0xFF) > 80);
    }

    [Theory]
    [InlineData(double.NaN, 0)]
    [InlineData(0, double.PositiveInfinity)]
    public void Shapes_EdgesThatAreNoNumbers_AreRefused(double x, double y)
    {
        using MaskBuilder builder = MaskBuilder.For(Seven);

        Assert.Throws<ArgumentOutOfRangeException>(() => builder.Rectangle(x, y, 2, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => builder.Ellipse(x, y, 2, 2));
        Assert.Throws<ArgumentException>(() => builder.Polygon([new(0, 0), new(3, 0), new(x, y)]));
        Assert.Throws<ArgumentException>(() => builder.Brush([new(1, 1), new(x, y)], 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => builder.Brush([new(1, 1)], double.PositiveInfinity));
        Assert.Throws<ArgumentOutOfRangeException>(() => builder.Grow(double.NaN));
        Assert.DoesNotContain('#', Support.Masks.Letters(builder.Build()));
    }

    [Fact]
    public void Polygon_Concave_MarksThePixelsWhoseCentreLiesWithin()
    {
        using MaskBuilder corner = MaskBuilder.For(new ImageSize(6, 5));

        EditMask mask = corner.Polygon([new(1, 1), new(3, 1), new(3, 3), new(5, 3), new(5, 5), new(1, 5)]).Build();

        Assert.Equal("......\n.##...\n.##...\n.####.\n.####.", Support.Masks.Letters(mask));
    }

    [Fact]
    public void Polygon_InFractions_FollowsTheSize()
    {
        using MaskBuilder builder = MaskBuilder.For(new ImageSize(8, 4));

        Assert.Equal(
            "....####\n....####\n........\n........",
            Support.Masks.Letters(builder.Polygon([new(0.5, 0), new(1, 0), new(1, 0.5), new(0.5, 0.5)], ImageUnit.Fractions).Build()));
    }

    [Fact]
    public void Ellipse_OverTheEdgeOrSmallerThanAPixel_IsCutOffOrNothing()
    {
        ImageSize size = new(5, 3);

        Assert.Equal("###..\n####.\n###..", Letters(size, builder => builder.Ellipse(-4, -0.5, 8, 4)));
        Assert.Equal(".....\n.....\n.....", Letters(size, builder => builder.Ellipse(1, 1, 0.4, 0.4)));
        Assert.Equal(".....\n.#...\n.....", Letters(size, builder => builder.Ellipse(1, 1, 1, 1)));

        // The centre of the first row lies above it.
        Assert.Equal(".....\n.###.\n#####", Letters(size, builder => builder.Ellipse(0, 0.6, 5, 5)));
    }

    [Fact]
    public void Grow_FartherThanATableOfDistancesGoes_IsExactAllTheSame()
    {
        ImageSize size = new(5000, 2);

        using MaskBuilder builder = MaskBuilder.For(size);
        string row = Support.Masks.Letters(builder.Rectangle(0, 0, 1, 2).Grow(3000).Build()).Split('\n')[1];

        Assert.Equal(3001, row.TrimEnd('.').Length);
        Assert.Equal(10_000, Letters(size, other => other.Rectangle(0, 0, 1, 1).Grow(1e9)).Count(letter => letter == '#'));
    }

    [Fact]
    public void Feather_InFractions_CountsFromTheShortEdge()
    {
        using MaskBuilder fractions = MaskBuilder.For(new ImageSize(40, 20));
        using MaskBuilder pixels = MaskBuilder.For(new ImageSize(40, 20));

        Assert.True(
            fractions.Rectangle(0, 0, 4, 20).Feather(0.25, ImageUnit.Fractions)
            .Build().Bytes.Span.SequenceEqual(pixels.Rectangle(0, 0, 4, 20).Feather(5).Build().Bytes.Span));
    }

    [Fact]
    public void BlackAndWhite_TransparentParts_MarkNothing()
    {
        ImageInput picture =
            Pictures.Input(
                Pictures.Draw(4, 1,
                (x, _) => x < 2
                ? new SKColor(255, 255, 255, (byte)(x * 255))
                : new SKColor(0, 0, 0, (byte)((x - 2) * 255)), isOpaque: false));
        ImageSize size = new(4, 1);

        Assert.Equal(".#..", Letters(size, builder => builder.BlackAndWhite(picture)));
        Assert.Equal("...#", Letters(size, builder => builder.BlackAndWhite(picture, whiteIsEdit: false)));
    }

    [Theory]
    [InlineData(2, "30x20")]
    [InlineData(5, "20x30")]
    [InlineData(7, "20x30")]
    [InlineData(8, "20x30")]
    public void For_Orientation_GivesTheUprightSize(ushort orientation, string size)
    {
        using MaskBuilder builder =
            MaskBuilder.For(ImageInput.FromBytes(Pictures.WithExif(Pictures.Jpeg(Pictures.Photograph(30, 20)), orientation)));

        Assert.Equal(size, builder.Size.ToString());
        Assert.Equal(size, builder.Preview().PixelSize.ToString());
    }

    [Fact]
    public void For_TooLarge_IsRefusedAndTheLimitCanBeMoved()
    {
        ImageInput picture = Pictures.Input(Pictures.Plain(10, 10, SKColors.Red));

        using MaskBuilder allowed = MaskBuilder.For(picture, maxPixels: 100);

        Assert.Equal("10x10", allowed.Preview().PixelSize.ToString());
        Assert.Contains(
            "100 pixels, and at most 99", Assert.Throws<ImagingException>(() => MaskBuilder.For(picture, maxPixels: 99)).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => MaskBuilder.For(picture, maxPixels: 500_000_001));
        Assert.Contains(
            "2,500,000,000 pixels", Assert.Throws<ImagingException>(() => MaskBuilder.For(new ImageSize(50_000, 50_000))).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => MaskBuilder.For(ImageSize.Auto));
    }

    [Fact]
    public void Disposed_AnyUse_SaysSo()
    {
        MaskBuilder gone = MaskBuilder.For(Seven);
        using MaskBuilder other = MaskBuilder.For(Seven);
        gone.Dispose();
        gone.Dispose();

        Assert.Throws<ObjectDisposedException>(() => gone.Build());
        Assert.Throws<ObjectDisposedException>(() => gone.Preview());
        Assert.Throws<ObjectDisposedException>(() => gone.Rectangle(1, 1, 2, 2));
        Assert.Throws<ObjectDisposedException>(() => gone.Feather(2));
        Assert.Throws<ObjectDisposedException>(() => other.Add(gone));
    }

    [Fact]
    public void Alpha_BombOfAnotherSize_IsRefusedBeforeDecoding()
    {
        using MaskBuilder builder = MaskBuilder.For(Seven);

        ImagingException exception =
            Assert.Throws<ImagingException>(() => builder.Alpha(ImageInput.FromBytes(OddPng.Bomb(20_000, 20_000))));

        Assert.Contains("20000x20000 and the picture 7x5", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Preview_TransparentPicture_StandsOnGrey()
    {
        using MaskBuilder builder = MaskBuilder.For(Pictures.Input(Pictures.Draw(20, 20, (_, _) => SKColors.Transparent, isOpaque: false)));

        using SKBitmap view = Pictures.Decode(builder.Rectangle(10, 10, 5, 5).Preview().Bytes);

        Assert.Equal(0xFFC8C8C8, Pictures.At(view, 2, 2));
    }

    private static string Letters(ImageSize size, Func<MaskBuilder, MaskBuilder> build)
    {
        using MaskBuilder builder = MaskBuilder.For(size);
        return Support.Masks.Letters(build(builder).Build());
    }
}
