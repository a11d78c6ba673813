using GptImage.Sdk.Imaging.Tests.Support;
using GptImage.Sdk.Testing;
using SkiaSharp;

namespace GptImage.Sdk.Imaging.Tests.Overlays;

public sealed class OverlayPlanTests : IDisposable
{
    private readonly FakeClient _fake = new();
    private readonly OverlayFont _font = TinyFont.Font();

    public void Dispose()
    {
        _fake.Dispose();
        _font.Dispose();
    }

    [Theory]
    [InlineData(LogoPlace.TopLeft, 20, 20)]
    [InlineData(LogoPlace.Top, 450, 20)]
    [InlineData(LogoPlace.TopRight, 880, 20)]
    [InlineData(LogoPlace.Left, 20, 225)]
    [InlineData(LogoPlace.Center, 450, 225)]
    [InlineData(LogoPlace.BottomRight, 880, 430)]
    [InlineData(LogoPlace.BottomLeft, 20, 430)]
    public void Apply_Logo_StandsAtItsPlaceWithItsMargin(LogoPlace place, int left, int top)
    {
        OverlayPlan plan = new() { Logos = [new LogoOverlay(Pictures.Input(Pictures.Plain(100, 50, SKColors.Red)), place)] };

        GeneratedImage black = new(Pictures.Png(Pictures.Plain(1000, 500, SKColors.Black)));
        using SKBitmap picture = Pictures.Decode(plan.Apply(black).Image.Bytes);

        Assert.Equal(0xFF0000FFu, Pictures.At(picture, left, top));
        Assert.Equal(0xFF0000FFu, Pictures.At(picture, left + 99, top + 49));
        Assert.Equal(0xFF000000, Pictures.At(picture, left - 1, top));
        Assert.Equal(0xFF000000, Pictures.At(picture, left + 100, top + 49));
    }

    [Fact]
    public void Apply_LogoWithAlpha_LetsThePictureThrough()
    {
        OverlayPlan plan = new()
        {
            Logos =
                [new LogoOverlay(
                    Pictures.Input(
                        Pictures.Draw(10, 10, (x, _) => x < 5 ? SKColors.Transparent : new SKColor(255, 0, 0, 128), isOpaque: false)),
                        LogoPlace.Center)],
        };

        GeneratedImage blue = new(Pictures.Png(Pictures.Plain(100, 100, SKColors.Blue)));
        using SKBitmap picture = Pictures.Decode(plan.Apply(blue).Image.Bytes);

        Assert.Equal(0xFFFF0000u, Pictures.At(picture, 46, 50));
        Assert.InRange(Pictures.At(picture, 53, 50) & 0xFF, 126u, 130u);
    }

    [Fact]
    public void Apply_LargeLogo_ShrinksAndSmallOneGrowsOnlyWhenAllowed()
    {
        var large = new LogoOverlay(Pictures.Input(Pictures.Plain(2000, 500, SKColors.Red)));
        var small = new LogoOverlay(Pictures.Input(Pictures.Plain(10, 10, SKColors.Red)));
        ImageSize picture = new(1000, 1000);

        Assert.Equal(180, LogoPainter.PlaceOf(large, new ImageSize(2000, 500), picture).Width);
        Assert.Equal(45, LogoPainter.PlaceOf(large, new ImageSize(2000, 500), picture).Height);
        Assert.Equal(10, LogoPainter.PlaceOf(small, new ImageSize(10, 10), picture).Width);
        Assert.Equal(180, LogoPainter.PlaceOf(small with { AllowEnlarging = true }, new ImageSize(10, 10), picture).Width);
        Assert.Throws<ImagingException>(() => LogoPainter.PlaceOf(small with { MarginShare = 0.5 }, new ImageSize(10, 10), picture));
    }

    [Fact]
    public void Prepare_AsksForCalmSpaceWhereTextAndLogoWillStand()
    {
        OverlayPlan plan = new()
        {
            Texts = [new TextOverlay("A", ImageArea.Fractions(0.05, 0.7, 0.4, 0.25))],
            Logos = [new LogoOverlay(Pictures.Input(Pictures.Plain(1, 1, SKColors.Red)), LogoPlace.TopRight)],
        };

        ImageRequest prepared = plan.Prepare(new TextToImageRequest("A bakery") { Quality = ImageQuality.Low });

        Assert.StartsWith("A bakery\n\nKeep these parts of the picture calm", prepared.Prompt, StringComparison.Ordinal);
        Assert.Contains(
            "the bottom left corner (5 to 45 % from the left, 70 to 95 % from the top); the top right corner.", prepared.Prompt,
            StringComparison.Ordinal);
        Assert.Equal(ImageQuality.Low, prepared.Quality);
        Assert.Equal("A bakery", new OverlayPlan().Prepare(new TextToImageRequest("A bakery")).Prompt);
    }

    [Theory]
    [InlineData(120, 1, 0)]
    [InlineData(121, 0, 1)]
    public void Prepare_LongTextElements_AreTakenOver(int length, int left, int taken)
    {
        var request = new TextToImageRequest("A menu") { Text = [new TextElement(new string('A', length)) { Language = "fr" }] };
        OverlayPlan plan = new() { LongText = new TextOverlay("x", ImageArea.Whole) { Fonts = [_font] } };

        Assert.Equal(left, plan.Prepare(request).Text.Count);
        Assert.Equal(taken, plan.TakeOver(request).Texts.Count);
        Assert.Equal(taken == 1, _fake.Client.Explain(request).Findings.Any(finding => finding.RuleId == "text-long"));
    }

    [Fact]
    public void TakeOver_SeveralLongTexts_ShareTheBox()
    {
        string words = string.Join(' ', Enumerable.Repeat("ABCD", 40));
        var request = new TextToImageRequest("A menu") { Text = [new TextElement(words), new TextElement(words)] };

        OverlayPlan plan = new OverlayPlan { LongText = new TextOverlay("x", ImageArea.Fractions(0, 0.5, 1, 0.5)) }.TakeOver(request);

        Assert.Equal([0.5, 0.75], plan.Texts.Select(text => text.Box.Y));
        Assert.All(plan.Texts, text => Assert.Equal(0.25, text.Box.Height));
    }

    [Fact]
    public async Task GeneratePosterAsync_FromBriefToPoster_InOneCall()
    {
        OverlayPlan plan = new()
        {
            Texts = [new TextOverlay("AB CD", ImageArea.Fractions(0.1, 0.1, 0.8, 0.3)) { Fonts = [_font], MinContrast = 0 }],
        };

        PosterResult result =
            await _fake.Client.GeneratePosterAsync(
                new TextToImageRequest("A bakery window") { Size = ImageSize.Square, Count = 2 }, plan,
                TestContext.Current.CancellationToken);

        Assert.Equal(2, result.Posters.Count);
        Assert.Equal("1024x1024", result.Posters[0].Image.PixelSize.ToString());
        Assert.Same(result.Call.Images[1], result.Posters[1].Source);
        Assert.Contains("calm and uncluttered", _fake.Service.Requests[0].Fields["prompt"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task GeneratePosterAsync_WhatCannotBeSet_IsFoundBeforeSending()
    {
        var request = new TextToImageRequest("A bakery window") { Size = ImageSize.Square };
        var text = new TextOverlay("AB 한", ImageArea.Fractions(0.1, 0.1, 0.8, 0.3)) { Fonts = [_font] };

        await Assert.ThrowsAsync<MissingGlyphsException>(() => Poster(request, text));
        await Assert.ThrowsAsync<MissingGlyphsException>(() => Poster(request with { Size = ImageSize.Auto }, text));
        await Assert.ThrowsAsync<ImagingException>(() => Poster(request, text with { Text = "ABCDEFGHIJ", MinSize = 500 }));
        await Assert.ThrowsAsync<ImagingException>(
            () =>
            _fake.Client.GeneratePosterAsync(request, new OverlayPlan
            {
                Logos = [new LogoOverlay(ImageInput.FromFile("/no/logo.png"))],
            }, TestContext.Current.CancellationToken));

        Assert.Empty(_fake.Service.Requests);
    }

    [Fact]
    public async Task GeneratePosterAsync_DoesNotFitWhatCame_KeepsThePaidPicture()
    {
        var text = new TextOverlay("ABCDEFGHIJ", ImageArea.Pixels(0, 0, 400, 400)) { Fonts = [_font], MinSize = 500 };

        PostProcessingException exception =
            await Assert.ThrowsAsync<PostProcessingException>(() => Poster(new TextToImageRequest("A bakery window"), text));

        Assert.False(exception.Call.Image.Bytes.IsEmpty);
    }

    [Fact]
    public async Task GeneratePosterAsync_ImpossibleOptions_AreFoundBeforeSendingEvenWithoutASize()
    {
        var request = new TextToImageRequest("A bakery window");
        var text = new TextOverlay("AB", ImageArea.Whole) { Fonts = [_font] };

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Poster(request, text with { MinSize = 0 }));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Poster(request, text with { MaxSize = -1 }));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Poster(request, text with { LineSpacing = 0 }));
        await Assert.ThrowsAsync<ImagingException>(() => Poster(request with { OutputFormat = OutputFormat.Svg }, text));
        await Assert.ThrowsAsync<ImagingException>(() => Poster(request with { OutputFormat = OutputFormat.Gif }, text));
        await Assert.ThrowsAsync<ImagingException>(
            () => Poster(request with { Size = ImageSize.Square }, text with { Box = ImageArea.Pixels(1000, 0, 100, 100) }));

        Assert.Empty(_fake.Service.Requests);
    }

    [Fact]
    public async Task GeneratePosterAsync_UnreadableAnswer_KeepsThePaidPicture()
    {
        _fake.Service.Enqueue(FakeOutcome.Html200());
        _fake.Service.Enqueue(FakeOutcome.ImageUrls());
        var text = new TextOverlay("AB", ImageArea.Whole) { Fonts = [_font] };

        await Assert.ThrowsAnyAsync<GptImageException>(() => Poster(new TextToImageRequest("A bakery window"), text));
        PostProcessingException exception =
            await Assert.ThrowsAsync<PostProcessingException>(() => Poster(new TextToImageRequest("A bakery window"), text));

        Assert.NotNull(exception.Call.Image.Url);
    }

    [Fact]
    public void PlaceOf_NegativeMargin_IsRefused()
    {
        var logo = new LogoOverlay(Pictures.Input(Pictures.Plain(10, 10, SKColors.Red))) { MarginShare = -0.1 };

        Assert.Throws<ArgumentOutOfRangeException>(() => LogoPainter.PlaceOf(logo, new ImageSize(10, 10), new ImageSize(100, 100)));
    }

    [Fact]
    public void Apply_OnePixelPicture_TakesALogoOfOnePixelOrSaysThatThereIsNoRoom()
    {
        var dot = new LogoOverlay(Pictures.Input(Pictures.Plain(5, 5, SKColors.Red)), LogoPlace.Center)
        {
            MarginShare = 0,
            MaxWidthShare = 1,
            MaxHeightShare = 1,
        };
        GeneratedImage picture = new(Pictures.Png(Pictures.Plain(1, 1, SKColors.Black)));

        using SKBitmap drawn = Pictures.Decode(new OverlayPlan { Logos = [dot] }.Apply(picture).Image.Bytes);

        Assert.Equal(0xFF0000FFu, Pictures.At(drawn, 0, 0));
        Assert.Contains(
            "no room",
            Assert.Throws<ImagingException>(() => new OverlayPlan { Logos = [dot with { MarginShare = 0.04 }] }.Apply(picture)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Apply_UnreadableLogoOrPicture_SaysWhich()
    {
        OverlayPlan plan = new() { Logos = [new LogoOverlay(ImageInput.FromBytes("no logo"u8.ToArray()))] };

        Assert.StartsWith(
            "The logo is not a picture",
            Assert.Throws<ImagingException>(
                () => plan.Apply(new GeneratedImage(Pictures.Png(Pictures.Plain(9, 9, SKColors.Black))))).Message,
                StringComparison.Ordinal);
        Assert.StartsWith(
            "The picture is not a picture", Assert.Throws<ImagingException>(() => plan.Apply(new GeneratedImage("x"u8.ToArray()))).Message,
            StringComparison.Ordinal);
    }

    private Task<PosterResult> Poster(ImageRequest request, TextOverlay text) =>
        _fake.Client.GeneratePosterAsync(request, new OverlayPlan { Texts = [text] }, TestContext.Current.CancellationToken);
}
