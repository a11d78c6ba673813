using System.Drawing;
using GptImage.Sdk.Testing;
using Microsoft.Extensions.AI;

namespace GptImage.Sdk.Extensions.AI.Tests;

public sealed class ResponseTests(GeneratorFixture fixture) : IClassFixture<GeneratorFixture>
{
    private readonly GeneratorFixture _fixture = fixture.Fresh();

    [Theory]
    [InlineData("image/png")]
    [InlineData("image/jpeg")]
    [InlineData("image/webp")]
    public async Task Generate_AMediaType_ComesBackInIt(string mediaType)
    {
        ImageGenerationResponse response = await _fixture.Behind(middleware: true).GenerateImagesAsync(
            "A lighthouse", new ImageGenerationOptions { MediaType = mediaType, ImageSize = new Size(1536, 1024) }, GeneratorFixture.Token);

        DataContent content = Assert.IsType<DataContent>(Assert.Single(response.Contents));
        Assert.Equal(mediaType, content.MediaType);
        Assert.Null(content.Name);
        Assert.Equal(new ImageSize(1536, 1024), new GeneratedImage(content.Data).PixelSize);
    }

    [Fact]
    public async Task Generate_AnotherFormatThanAskedFor_HasTheMediaTypeOfTheBytes()
    {
        _fixture.Service.Enqueue(FakeOutcome.WrongFormat());

        ImageGenerationResponse response = await _fixture.Generator.GenerateImagesAsync(
            "A lighthouse", new ImageGenerationOptions { MediaType = "image/png" }, GeneratorFixture.Token);

        DataContent content = Assert.IsType<DataContent>(Assert.Single(response.Contents));
        Assert.NotEqual("image/png", content.MediaType);
        Assert.Equal(new GeneratedImage(content.Data).MediaType, content.MediaType);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Generate_Several_KeepsTheResult(bool middleware)
    {
        ImageGenerationResponse response = await _fixture.Behind(middleware).GenerateImagesAsync(
            "A lighthouse", new ImageGenerationOptions { Count = 2 }, GeneratorFixture.Token);

        ImageResult? result = response.GetImageResult();
        Assert.NotNull(result);
        Assert.Equal(2, response.Contents.Count);
        Assert.Equal(
            result.Images.Select(image => image.Bytes), response.Contents.Select(content => Assert.IsType<DataContent>(content).Data));
        Assert.Equal(ChargeState.Charged, result.Charge);
        Assert.Single(result.Attempts);
        Assert.StartsWith("req_", result.RequestId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Edit_Usage_HasTheCountsOfTheService()
    {
        _fixture.Service.Enqueue(FakeOutcome.Raw(200, "application/json", Pictures.Answer(Pictures.Png())));

        ImageGenerationResponse response = await _fixture.Generator.EditImageAsync(
            new DataContent(Pictures.Png(), "image/png"), "Make it night", cancellationToken: GeneratorFixture.Token);

        UsageDetails usage = Assert.IsType<UsageDetails>(response.Usage);
        Assert.Equal(
            (239, 1056, 1295, 45),
            (usage.InputTokenCount, usage.OutputTokenCount, usage.TotalTokenCount, usage.InputTextTokenCount));
        Assert.Equal(194, usage.AdditionalCounts?["InputTokenDetails.ImageTokenCount"]);
        Assert.Equal(45, usage.AdditionalCounts?["InputTokenDetails.TextTokenCount"]);
    }

    [Fact]
    public async Task Generate_AddressInsteadOfBytes_IsAUriContent()
    {
        _fixture.Service.Enqueue(FakeOutcome.ImageUrls());

        ImageGenerationResponse response =
            await _fixture.Generator.GenerateImagesAsync("A lighthouse", cancellationToken: GeneratorFixture.Token);

        UriContent content = Assert.IsType<UriContent>(Assert.Single(response.Contents));
        Assert.Equal(response.GetImageResult()?.Image.Url, content.Uri);
        Assert.True(content.HasTopLevelMediaType("image"));
    }

    [Fact]
    public void GetImageResult_ResponseOfAnotherGenerator_IsNull() =>
        Assert.Null(new ImageGenerationResponse { RawRepresentation = "theirs" }.GetImageResult());

    [Fact]
    public async Task Generate_Failure_IsThrownUnchanged()
    {
        _fixture.Service.Enqueue(FakeOutcome.ModerationBlocked("input", "violence"));

        GptImageModerationException exception = await Assert.ThrowsAsync<GptImageModerationException>(
            () => _fixture.Behind(middleware: true).GenerateImagesAsync("A fight", cancellationToken: GeneratorFixture.Token));

        Assert.Equal(["violence"], exception.Categories);
        Assert.Equal(ChargeState.Rejected, exception.Charge);
    }

    [Fact]
    public async Task Generate_CanceledBeforehand_SendsNothing()
    {
        GptImageCanceledException exception = await Assert.ThrowsAsync<GptImageCanceledException>(
            () => _fixture.Generator.GenerateImagesAsync("A lighthouse", cancellationToken: new CancellationToken(canceled: true)));

        Assert.Equal(ChargeState.NotSent, exception.Charge);
        Assert.Empty(_fixture.Service.Requests);
    }
}
