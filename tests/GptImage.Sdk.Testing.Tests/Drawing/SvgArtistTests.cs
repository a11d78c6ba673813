using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using GptImage.Sdk.Testing.Tests.Support;
using SkiaSharp;

namespace GptImage.Sdk.Testing.Tests.Drawing;

public sealed class SvgArtistTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public async Task Generations_Svg_IsTextWithTheWordsInIt()
    {
        using var caller = Caller.WithScenes();

        Answer answer = await SvgAsync(caller, "A <shop> & \\\"Café Lumière\\\"\\u0001 \\ud83e\\udd8a", "\"size\":\"1536x1024\"");

        string text = Encoding.UTF8.GetString(Assert.Single(answer.Pictures));
        Assert.StartsWith("<svg", text, StringComparison.Ordinal);
        XElement root = XDocument.Parse(text).Root!;
        Assert.Equal(("svg", "1536", "1024"), (root.Name.LocalName, root.Attribute("width")?.Value, root.Attribute("height")?.Value));
        Assert.Contains("Café Lumière", root.Elements(Svg + "text").Select(element => element.Value));
        Assert.Equal("A <shop> & \"Café Lumière\" 🦊", root.Element(Svg + "title")?.Value);
        Assert.Equal(
            ("svg", "1536x1024"), (answer.Json.GetProperty("output_format").GetString(), answer.Json.GetProperty("size").GetString()));
    }

    [Fact]
    public async Task Generations_Svg_TellsTheUsageOfItsAuthor()
    {
        using var caller = new Caller();

        Answer usual = await SvgAsync(caller, "x", "\"n\":1");
        Answer chosen = await SvgAsync(caller, "x", "\"svg\":{\"model\":\"gpt-6-astra\",\"reasoning\":{\"effort\":\"none\"}}");

        JsonElement usage = usual.Json.GetProperty("svg_usage");
        Assert.Equal(
            ["model", "input_tokens", "output_tokens", "reasoning_tokens", "total_tokens"], usage.EnumerateObject()
            .Select(property => property.Name));
        Assert.Equal("gpt-5.6-sol", usage.GetProperty("model").GetString());
        Assert.Equal(usage.GetProperty("total_tokens").GetInt64(), usage.GetProperty("input_tokens").GetInt64()
            + usage.GetProperty("output_tokens").GetInt64());
        Assert.Equal(
            ("gpt-6-astra", 0),
            (chosen.Json.GetProperty("svg_usage").GetProperty("model").GetString(),
            chosen.Json.GetProperty("svg_usage").GetProperty("reasoning_tokens").GetInt64()));
    }

    [Theory]
    [InlineData("\"n\":2", "The 'n' parameter is not supported when 'output_format' is 'svg'.")]
    [InlineData("\"stream\":true", "The 'stream' parameter is not supported when 'output_format' is 'svg'.")]
    [InlineData("\"partial_images\":0", "The 'partial_images' parameter is not supported when 'output_format' is 'svg'.")]
    [InlineData("\"output_compression\":100", "The 'output_compression' parameter is not supported when 'output_format' is 'svg'.")]
    [InlineData("\"svg\":\"gpt\"", "Invalid type for 'svg': expected an object, but got a string instead.")]
    [InlineData("\"svg\":{}", "Missing required parameter: 'svg.model'.")]
    [InlineData("\"svg\":{\"model\":7}", "Invalid type for 'svg.model': expected a string, but got an integer instead.")]
    [InlineData("\"svg\":{\"modle\":\"x\"}", "Unknown parameter: 'svg.modle'.")]
    [InlineData(
        "\"svg\":{\"model\":\"x\",\"reasoning\":{\"effort\":\"huge\"}}",
        "Invalid value: 'huge'. Supported values are: 'none', 'minimal', 'low', 'medium', 'high', 'xhigh', and 'max'.")]
    [InlineData(
        "\"output_format\":\"png\",\"svg\":{\"model\":\"x\"}", "The 'svg' parameter is only supported when 'output_format' is 'svg'.")]
    public async Task Generations_WhatSvgCannot_IsRefused(string member, string message)
    {
        using var caller = new Caller();

        Answer answer = await SvgAsync(caller, "x", member);

        Assert.Equal((400, message), ((int)answer.StatusCode, answer.ErrorMessage));
    }

    [Theory]
    [InlineData(null, "\"n\":1", 200)]
    [InlineData(null, "\"svg\":{\"model\":\"x\"}", 200)]
    [InlineData(true, "\"n\":1", 400)]
    [InlineData(true, "\"svg\":{\"model\":\"x\"}", 200)]
    [InlineData(false, "\"n\":1", 200)]
    [InlineData(false, "\"svg\":{\"model\":\"x\"}", 400)]
    [InlineData(false, "\"svg\":null", 200)]
    public async Task Generations_SvgModel_FollowsTheProject(bool? selection, string member, int status)
    {
        using var caller = new Caller(new FakeGptImageServiceOptions { SvgModelSelection = selection, Drawing = FakeDrawing.Plain });

        Assert.Equal(status, (int)(await SvgAsync(caller, "x", member)).StatusCode);
    }

    [Fact]
    public async Task Generations_SvgWithoutPreviewAccess_IsForbidden()
    {
        using var caller = new Caller(new FakeGptImageServiceOptions { PreviewAccess = false, Drawing = FakeDrawing.Plain });

        Answer answer = await SvgAsync(caller, "x", "\"n\":1");

        answer.AssertError(
            403, "invalid_request_error", null, "output_format", "SVG output requires a supported image model and project access.");
    }

    [Fact]
    public async Task Edits_SvgByForm_ShowsEveryInput()
    {
        using var caller = Caller.WithScenes();
        Form form = new Form("gpt-image-2.6-flare").Text("output_format", "svg").Text("svg[model]", "gpt-6-astra")
            .Text("svg[reasoning][effort]", "low");

        Answer answer =
            await caller.EditAsync(
                form.File("image[]", TestPictures.Filled(64, 64, SKColors.Teal)).File("image[]", TestPictures.Opaque(64, 64)));

        XElement[] images = [.. XDocument.Parse(Encoding.UTF8.GetString(answer.Pictures[0])).Descendants(Svg + "image")];
        Assert.Equal(2, images.Length);
        using SKBitmap shown = TestPictures.Decode(Convert.FromBase64String(images[0].Attribute("href")!.Value.Split(',')[1]));
        Assert.Equal(SKColors.Teal, shown.GetPixel(30, 30));
        Assert.Equal(384, answer.Json.GetProperty("svg_usage").GetProperty("reasoning_tokens").GetInt64());
    }

    [Fact]
    public async Task Generations_Svg_DrawsSubjectsAndPlacesTexts()
    {
        using var caller = Caller.WithScenes();

        Answer answer = await SvgAsync(
            caller, "A red sailing ship\\n\\n- \\\"Top\\\"; placement: at the top\\n- \\\"Low\\\"; placement: small, lower right",
            "\"n\":1");

        var picture = XDocument.Parse(Encoding.UTF8.GetString(Assert.Single(answer.Pictures)));
        Assert.Contains(picture.Descendants(Svg + "path"), path => path.Attribute("fill")?.Value == "#d23b32");
        (double top, double low) = (Text("Top", "y"), Text("Low", "y"));
        Assert.True(top < 200 && low > 800 && Text("Low", "x") > 600 && Text("Low", "font-size") < Text("Top", "font-size"));
        Assert.Contains(picture.Descendants(Svg + "text"), text => text.Value == "FAKE · gpt-image-2.6-sunburst · 1");

        double Text(string words, string attribute) => double.Parse(
            picture.Descendants(Svg + "text").First(text => text.Value == words).Attribute(attribute)!.Value,
            System.Globalization.CultureInfo.InvariantCulture);
    }

    private static Task<Answer> SvgAsync(Caller caller, string prompt, string member) =>
        caller.GenerateAsync(member.Contains("output_format", StringComparison.Ordinal)
            ? $$"""{"model":"gpt-image-2.6-sunburst","prompt":"{{prompt}}",{{member}}}"""
            : $$"""{"model":"gpt-image-2.6-sunburst","prompt":"{{prompt}}","output_format":"svg",{{member}}}""");
}
