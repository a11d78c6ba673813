using System.Globalization;
using GptImage.Sdk.Imaging;

namespace GptImage.Cli;

/// <summary>Reads rectangles from the command line.</summary>
internal static class AreaText
{
    /// <summary>How a rectangle is written, for the help.</summary>
    public const string HelpName = "X,Y,WIDTH,HEIGHT";

    /// <summary>Reads a rectangle: pixels from the top left corner, or percent where each number has a percent sign.</summary>
    /// <exception cref="CliException">It is none.</exception>
    public static ImageArea Read(string option, string text)
    {
        string[] parts = text.Split(',', StringSplitOptions.TrimEntries);
        bool isPercent = Array.TrueForAll(parts, part => part.EndsWith('%'));
        List<double> numbers = [];
        foreach (string part in parts)
        {
            if (double.TryParse(
                isPercent ? part[..^1] : part, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture,
                out double number))
            {
                numbers.Add(isPercent ? number / 100 : number);
            }
        }

        if (parts.Length != 4 || numbers is not [double x, double y, double width, double height])
        {
            throw new CliException(
                ExitCode.Usage,
                $"{option}: '{text}' is not a rectangle. Write {HelpName} in pixels, such as 10,20,300,200, or all in percent: "
                + "10%,20%,30%,20%.");
        }

        try
        {
            return isPercent ? ImageArea.Fractions(x, y, width, height) : ImageArea.Pixels(x, y, width, height);
        }
        catch (ArgumentOutOfRangeException exception)
        {
            throw new CliException(ExitCode.Usage, $"{option}: '{text}' has no area. Width and height must be above 0.", exception);
        }
    }
}
