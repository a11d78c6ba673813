using System.Globalization;

namespace GptImage.Sdk.Imaging;

/// <summary>Writes the scale of a heat map for a page.</summary>
internal static class HeatScale
{
    private static readonly int[] Ticks = [0, 4, 16, 36, 64, HeatMap.Hottest];

    /// <summary>Makes the bar of colours with its levels, and the key of the colours beside it.</summary>
    public static string ToHtml() =>
        $"\n<div class=\"bar\" style=\"background:{Gradient()}\"></div>\n<ul class=\"ticks\">{string.Concat(Ticks.Select(Tick))}</ul>\n"
        + $"<p class=\"key\">Levels of 255 by which the most different channel changed. <b style=\"background:{HeatMap.FreeCss}\"></b> "
        + "inside the mask, where all may change</p>";

    private static string Gradient() => string.Create(
        CultureInfo.InvariantCulture,
        $"linear-gradient(90deg,{string.Join(',', HeatMap.Stops.Select(Stop))})");

    private static string Stop((double At, int Red, int Green, int Blue) stop) =>
        string.Create(CultureInfo.InvariantCulture, $"rgb({stop.Red} {stop.Green} {stop.Blue}) {stop.At * 100:0.#}%");

    private static string Tick(int level) => string.Create(
        CultureInfo.InvariantCulture,
        $"<li style=\"left:{HeatMap.HeatFor(level) * 100:0.#}%\">{level}{(level == HeatMap.Hottest ? "+" : "")}</li>");
}
