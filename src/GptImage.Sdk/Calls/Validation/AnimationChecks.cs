using System.Globalization;

namespace GptImage.Sdk;

/// <summary>Checks what belongs to GIF and SVG output.</summary>
internal static class AnimationChecks
{
    private const int MinFrames = 2;
    private const int MaxFrames = 16;
    private const int DefaultFrames = 9;
    private const int MinFrameMilliseconds = 20;

    public static void Check(ComposedRequest composed, FindingList findings)
    {
        ImageRequest request = composed.Request;
        bool isGif = request.OutputFormat == OutputFormat.Gif;
        if (request.Animation is { } animation)
        {
            CheckAnimation(animation, isGif, findings);
        }

        if (isGif)
        {
            CheckGif(composed, findings);
        }

        CheckSvg(request, findings);
    }

    /// <summary>Gets the sheet on which the frames of a GIF are probably drawn, or <see langword="null"/> when they fit on none.</summary>
    internal static ImageSize? SheetOf(ImageRequest request) =>
        SheetOf(request.Size, request.Animation?.FrameCount ?? DefaultFrames);

    private static void CheckAnimation(ImageAnimation animation, bool isGif, FindingList findings)
    {
        if (!isGif)
        {
            findings.Add(
                Rules.AnimationFormat, "Frames belong to GIF output. Set OutputFormat to OutputFormat.Gif, or leave Animation out.");
        }

        if (animation.FrameCount is < MinFrames or > MaxFrames)
        {
            findings.Add(
                Rules.FrameCountRange,
                string.Create(CultureInfo.InvariantCulture,
                $"The animation has {animation.FrameCount} frames; the service takes {MinFrames} to {MaxFrames}."),
                Math.Clamp(animation.FrameCount.Value, MinFrames, MaxFrames).ToString(CultureInfo.InvariantCulture));
        }

        if (animation.FrameDuration is { } duration
            && (duration.TotalMilliseconds < MinFrameMilliseconds || duration.TotalMilliseconds > int.MaxValue))
        {
            findings.Add(
                Rules.FrameDurationRange,
                string.Create(CultureInfo.InvariantCulture,
                $"A frame stands for {duration.TotalMilliseconds:N0} ms; the service takes {MinFrameMilliseconds} ms or more."),
                MinFrameMilliseconds.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static void CheckGif(ComposedRequest composed, FindingList findings)
    {
        if (composed.Mask is not null)
        {
            findings.Add(Rules.GifMask, "GIF output takes no mask. Leave the mask out, or ask for png and animate yourself.");
        }

        if (composed.Delivery.IsStream)
        {
            findings.Add(Rules.GifStream, "GIF output cannot be streamed. Use GenerateAsync.");
        }

        ImageSize size = composed.Request.Size;
        int frames = composed.Request.Animation?.FrameCount ?? DefaultFrames;
        if (!size.IsAuto && frames is >= MinFrames and <= MaxFrames && SheetOf(size, frames) is null)
        {
            findings.Add(
                Rules.GifGeometry,
                string.Create(CultureInfo.InvariantCulture,
                $"{frames} frames of {size} probably do not fit the service's limits: frames of multiples of 16 pixels that fill a sheet "
                + $"of 655,360 to 8,294,400 pixels with edges up to 3840 were measured to work; the largest squares are 960 for 2 to 9 "
                + $"frames, 816 for 10 to 12, 720 for 13 to 16."));
        }
    }

    private static ImageSize? SheetOf(ImageSize frame, int frames)
    {
        (int Columns, int Rows)[] sheets = frames <= 9 ? [(3, 3)] : frames <= 12 ? [(4, 3), (3, 4)] : [(4, 4)];
        if (frame.Width % SizeRule.Free.Multiple != 0 || frame.Height % SizeRule.Free.Multiple != 0)
        {
            return null;
        }

        (int columns, int rows) = Array.Find(sheets, sheet => Fits((long)frame.Width * sheet.Columns, (long)frame.Height * sheet.Rows));
        return columns == 0 ? null : new ImageSize(frame.Width * columns, frame.Height * rows);
    }

    private static bool Fits(long width, long height) =>
        Math.Max(width, height) <= SizeRule.Free.MaxEdge
        && width * height >= SizeRule.Free.MinPixels
        && width * height <= SizeRule.Free.MaxPixels;

    private static void CheckSvg(ImageRequest request, FindingList findings)
    {
        bool isSvg = request.OutputFormat == OutputFormat.Svg;
        if (request.Svg is { } author)
        {
            if (!isSvg)
            {
                findings.Add(
                    Rules.SvgFormat, "An SVG author belongs to SVG output. Set OutputFormat to OutputFormat.Svg, or leave Svg out.");
            }

            OutputChecks.OpenValue(findings, "svg", author.Effort, ["none", "minimal", "low", "medium", "high", "xhigh", "max"]);
        }

        if (isSvg && request.Count > 1)
        {
            findings.Add(
                Rules.SvgCount,
                string.Create(CultureInfo.InvariantCulture, $"The count is {request.Count}; SVG output makes 1 picture a call."), "1");
        }
    }
}
