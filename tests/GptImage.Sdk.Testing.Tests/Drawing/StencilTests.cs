using GptImage.Sdk.Testing.Tests.Support;
using SkiaSharp;

namespace GptImage.Sdk.Testing.Tests.Drawing;

public sealed class StencilTests
{
    private static readonly SKRectI Mark = new(300, 200, 700, 600);

    [Theory]
    [InlineData("gpt-image-2.6-sunburst")]
    [InlineData("gpt-image-2.5-flare")]
    public async Task Edits_Markup_RepaintsWhatItCoversAlone(string model)
    {
        using var caller = Caller.WithScenes();
        byte[] input = TestPictures.Noise(1024, 768);

        Answer answer = await caller.EditAsync(new Form(model, "Move the chair").File("image", input).File("markup", Markup(1024, 768)));

        using SKBitmap before = TestPictures.Decode(input);
        using SKBitmap after = answer.Picture();
        int changedInside = 0;
        for (int y = 0; y < 768; y++)
        {
            for (int x = 0; x < 1024; x++)
            {
                bool same = before.GetPixel(x, y) == after.GetPixel(x, y);
                Assert.True(same || Mark.Contains(x, y), FormattableString.Invariant($"Pixel {x},{y} outside the markup changed."));
                changedInside += same ? 0 : 1;
            }
        }

        Assert.True(changedInside > 400 * 400 * 0.99);
        SKColor shown = after.GetPixel(500, 400);
        Assert.True(shown.Red >= 127 && shown.Green <= 127 && shown.Blue <= 127);
    }

    [Fact]
    public async Task Edits_MarkupInJson_DrawsAsMultipartDoes()
    {
        using var caller = Caller.WithScenes();
        byte[] input = TestPictures.Filled(1024, 768, SKColors.Teal);
        string json =
            $$"""{"model":"gpt-image-2.6-flare","prompt":"x","images":[{"image_url":"{{Url(input)}}"}],"markup":{"image_url":"{{Url(Markup(1024, 768))}}"} }""";

        Answer fromJson = await caller.PostAsync("images/edits", new StringContent(json, System.Text.Encoding.UTF8, "application/json"));
        Answer fromForm =
            await caller.EditAsync(new Form("gpt-image-2.6-flare", "x").File("image", input).File("markup", Markup(1024, 768)));

        Assert.Equal(fromForm.Pictures[0], fromJson.Pictures[0]);
    }

    [Fact]
    public async Task Edits_MarkupWithoutTransparentPixels_IsRefused()
    {
        using var caller = new Caller();

        Answer answer =
            await caller.EditAsync(
                new Form("gpt-image-2.6-flare").File("image", TestPictures.Opaque(64, 64))
                .File("markup", TestPictures.Filled(64, 64, SKColors.Red)));

        Assert.Equal((400, "markup"), ((int)answer.StatusCode, answer.Error.GetProperty("param").GetString()));
    }

    private static string Url(byte[] png) => "data:image/png;base64," + Convert.ToBase64String(png);

    private static byte[] Markup(int width, int height)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        bitmap.Erase(SKColors.Transparent);
        bitmap.Erase(SKColors.Red, Mark);
        return bitmap.Encode(SKEncodedImageFormat.Png, 100).ToArray();
    }
}
