using System.Globalization;

namespace GptImage.Sdk;

/// <summary>Checks what belongs to GIF and SVG output.</summary>
internal static class AnimationChecks
{
    private const int MinFrames = GifSheets.MinFrames;
    private const int MaxFrames = GifSheets.MaxFrames;
    private const int MinFrameMilliseconds = 20;
    private const int UsualMaxFrameMilliseconds = 2000;

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
        else if (animation.FrameDuration is { TotalMilliseconds: > UsualMaxFrameMilliseconds and var milliseconds })
        {
            findings.Add(
                Rules.FrameDurationLong,
                string.Create(CultureInfo.InvariantCulture,
                $"A frame stands for {milliseconds:N0} ms; other clients take {UsualMaxFrameMilliseconds:N0} ms at most, and the service "
                + $"names no limit."),
                UsualMaxFrameMilliseconds.ToString(CultureInfo.InvariantCulture));
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

        CheckGeometry(composed.Request, findings);
    }

    private static void CheckGeometry(ImageRequest request, FindingList findings)
    {
        int frames = request.Animation?.FrameCount ?? GifSheets.DefaultFrames;
        if (request.Size.IsAuto || frames is < MinFrames or > MaxFrames)
        {
            return;
        }

        if (GifSheets.FindFor(request.Size, request.Animation?.FrameCount) is not [var sheet, ..])
        {
            findings.Add(
                Rules.GifGeometry,
                string.Create(CultureInfo.InvariantCulture,
                $"{frames} frames of {request.Size} probably do not fit the service's limits. All frames are drawn on one sheet: 4x2 or "
                + $"2x4 frames for 2 to 8, 3x3 for 9, 4x3 or 3x4 for 10 to 12, 4x4 for 13 to 16. Sheets of 655,360 to 8,294,400 pixels, "
                + $"with edges up to 3840 and at most 3:1, were measured to work, and sides of frames that are multiples of 16; the "
                + $"largest squares are 960, 816 from 10 frames on, and 720 from 13 on."));
        }
        else if (sheet.Pixels * Math.Max(request.Count, 1) > SizeRule.Free.MaxPixels)
        {
            findings.Add(
                Rules.GifGeometry,
                string.Create(CultureInfo.InvariantCulture,
                $"{request.Count} animations share the pixels of one request: with sheets of {sheet} they need "
                + $"{sheet.Pixels * request.Count:N0}, and {SizeRule.Free.MaxPixels:N0} is what one picture may have. Ask for fewer, or "
                + $"for smaller frames."));
        }
    }

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
