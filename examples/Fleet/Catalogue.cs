using GptImage.Sdk;

namespace Fleet;

/// <summary>The order: products of a shop, each photographed in each of its colours and places.</summary>
internal static class Catalogue
{
    private static readonly string[] Products = ["tea pot", "desk lamp", "rucksack", "wool blanket", "wooden stool", "garden chair"];
    private static readonly string[] Colours = ["ochre", "moss green", "slate blue", "brick red", "cream", "charcoal"];
    private static readonly string[] Places =
        ["on a windowsill", "in a bright studio", "on a wooden table", "in a garden", "by a fireplace"];

    public static IEnumerable<ImageRequest> Create(int count) => Enumerable.Range(0, count).Select(number => new TextToImageRequest(
        $"A {Colours[number / Products.Length % Colours.Length]} {Products[number % Products.Length]} "
        + $"{Places[number / (Products.Length * Colours.Length) % Places.Length]}, product photograph")
    {
        Size = ImageSize.Square,
        Quality = ImageQuality.Low,
    });
}
