using System.CommandLine;
using GptImage.Sdk;
using GptImage.Sdk.Imaging;

namespace GptImage.Cli;

/// <summary><c>gptimage mask</c>: the mask of an edit.</summary>
internal static class MaskCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(CommandSetup setup)
    {
        Argument<string> picture = new("PICTURE") { Description = "The picture to change, or its size, such as 1536x1024." };
        Option<string[]> rectangles = CreateShape("--rect", "Mark a rectangle");
        Option<string[]> ellipses = CreateShape("--ellipse", "Mark the ellipse in a rectangle");
        Option<bool> inverts = new("--invert") { Description = "Mark everything but the shapes." };
        Option<double> feather = new("--feather")
        {
            Description = "Let the edge of the region fade out over this many pixels. Default: 0.",
            HelpName = "PIXELS",
        };
        LocalPicture output = new();
        Command command = new(
            "mask", "Draw the mask of an edit for --mask: a PNG of the picture's size, transparent where the picture may change. Costs "
            + "nothing. The service wants masks below 4 MB and of exactly the size of the first picture.");
        command.Add(picture);
        command.Add(rectangles);
        command.Add(ellipses);
        command.Add(inverts);
        command.Add(feather);
        output.AddTo(command);
        return setup.Handle(command, run =>
        {
            string source = run.Value(picture) ?? "";
            string[] boxes = run.Value(rectangles) ?? [];
            string[] rounds = run.Value(ellipses) ?? [];
            if (boxes.Length + rounds.Length == 0)
            {
                throw new CliException(ExitCode.Usage, "The mask marks nothing. Add --rect or --ellipse.");
            }

            EditMask mask = Draw(source, boxes, rounds, run.Value(inverts), run.Value(feather));
            return output.WriteAsync(run, new GeneratedImage(mask.Bytes), $"{NameOf(source)}-mask", mask.Findings);
        });
    }

    private static Option<string[]> CreateShape(string name, string description) => new(name)
    {
        Description = $"{description}, in pixels or all in percent of the picture; can be repeated.",
        HelpName = AreaText.HelpName,
    };

    private static EditMask Draw(string source, string[] boxes, string[] rounds, bool inverts, double feather)
    {
        if (!double.IsFinite(feather) || feather < 0)
        {
            throw new CliException(ExitCode.Usage, "--feather is not a distance. Write pixels, 0 or more.");
        }

        using MaskBuilder builder = Begin(source);
        Array.ForEach(boxes, box => builder.Rectangle(AreaText.Read("--rect", box)));
        Array.ForEach(rounds, round => builder.Ellipse(AreaText.Read("--ellipse", round)));
        if (inverts)
        {
            builder.Invert();
        }

        if (feather > 0)
        {
            builder.Feather(feather);
        }

        return builder.Build();
    }

    private static MaskBuilder Begin(string source) => IsSize(source, out ImageSize size)
        ? MaskBuilder.For(size)
        : MaskBuilder.For(ImageInput.FromFile(TypedFile.Require(source)));

    private static bool IsSize(string source, out ImageSize size) => ImageSize.TryParse(source, out size) && !size.IsAuto;

    private static string NameOf(string source) => IsSize(source, out _) ? source : Path.GetFileNameWithoutExtension(source);
}
