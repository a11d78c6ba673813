using System.Globalization;

namespace GptImage.Sdk;

/// <summary>Compares what was asked for with what came: by the bytes where they tell, else by the service's own word.</summary>
internal static class DeviationFinder
{
    public static IReadOnlyList<ImageDeviation> Find(ImageRequest request, AnswerFacts facts, IReadOnlyList<IMeasuredPicture> pictures)
    {
        List<ImageDeviation> deviations = [];
        if (pictures.Count != request.Count)
        {
            Add(deviations, "n", request.Count.ToString(CultureInfo.InvariantCulture),
                pictures.Count.ToString(CultureInfo.InvariantCulture));
        }

        CompareSize(request, facts, pictures, deviations);
        CompareFormat(request, facts, pictures, deviations);
        if (request.Quality is { } quality && quality != ImageQuality.Auto && facts.Quality is { } gotQuality && gotQuality != quality)
        {
            Add(deviations, "quality", quality.Value, gotQuality.Value);
        }

        if (request.Background is { } background && background != ImageBackground.Auto && facts.Background is { } gotBackground
            && gotBackground != background)
        {
            Add(deviations, "background", background.Value, gotBackground.Value);
        }
        else if (request.Background == ImageBackground.Transparent && pictures.Any(picture => !picture.HasAlpha && !picture.IsAddress))
        {
            Add(deviations, "background", "transparent", "a picture without an alpha channel");
        }

        if (pictures.Any(picture => picture.IsCutOff))
        {
            Add(deviations, "data", "whole pictures", "bytes that are cut off before the end of their format");
        }

        return deviations;
    }

    private static void CompareSize(
        ImageRequest request, AnswerFacts facts, IReadOnlyList<IMeasuredPicture> pictures, List<ImageDeviation> deviations)
    {
        if (request.Size.IsAuto)
        {
            return;
        }

        foreach (IMeasuredPicture picture in pictures)
        {
            if ((picture.PixelSize ?? facts.Size) is { } size && size != request.Size)
            {
                Add(deviations, "size", request.Size.ToString(), size.ToString());
            }
        }
    }

    private static void CompareFormat(
        ImageRequest request, AnswerFacts facts, IReadOnlyList<IMeasuredPicture> pictures, List<ImageDeviation> deviations)
    {
        OutputFormat asked = request.OutputFormat ?? facts.Format ?? OutputFormat.Png;
        foreach (IMeasuredPicture picture in pictures)
        {
            if (!picture.IsAddress && picture.Format != asked)
            {
                Add(deviations, "output_format", asked.Value,
                    picture.Format.Value.Length == 0 ? "bytes of no known format" : picture.Format.Value);
            }
        }
    }

    /// <summary>Adds what several pictures have in common once.</summary>
    private static void Add(List<ImageDeviation> deviations, string parameter, string asked, string got)
    {
        ImageDeviation deviation = new() { Parameter = parameter, Requested = asked, Actual = got };
        if (!deviations.Contains(deviation))
        {
            deviations.Add(deviation);
        }
    }
}
