using System.CommandLine;
using System.Drawing;
using GptImage.Sdk;
using GptImage.Sdk.Imaging;

namespace GptImage.Cli;

/// <summary><c>gptimage poster</c>: texts and a logo over a picture, letter for letter.</summary>
internal static class PosterCommand
{
    private const string DefaultArea = "7%,75%,86%,18%";

    /// <summary>Makes the command.</summary>
    public static Command Create(CommandSetup setup)
    {
        Argument<string> picture = new("PICTURE") { Description = "The picture." };
        Option<string[]> texts = new("--text")
        {
            Description = "A text to set, as large as its box allows; can be repeated, with an --area for each.",
            HelpName = "TEXT",
        };
        Option<string[]> areas = new("--area")
        {
            Description = $"The box of a text, in pixels or all in percent. Default for a single text: {DefaultArea}.",
            HelpName = AreaText.HelpName,
        };
        Option<string[]> fonts = new("--font")
        {
            Description = "A font file; each character comes from the first font that has it. Default: fonts of this machine.",
            HelpName = "FILE",
        };
        Option<string> color = new("--color")
        {
            Description = "The colour of the letters, as #RRGGBB or by name.",
            HelpName = "COLOR",
            DefaultValueFactory = _ => "white",
        };
        Option<string> logo = new("--logo") { Description = "A logo for the bottom right corner.", HelpName = "FILE" };
        LocalPicture output = new();
        Command command = new(
            "poster", "Set texts and a logo over a picture in real fonts, so that each letter is right. Costs nothing; warns when the "
            + "contrast is low.");
        command.Add(picture);
        command.Add(texts);
        command.Add(areas);
        command.Add(fonts);
        command.Add(color);
        command.Add(logo);
        output.AddTo(command);
        return setup.Handle(command, async run =>
        {
            string source = run.Value(picture) ?? "";
            List<OverlayFont> loaded = [];
            try
            {
                loaded.AddRange((run.Value(fonts) ?? []).Select(path => OverlayFont.FromFile(TypedFile.Require(path))));
                OverlayPlan plan = new()
                {
                    Texts = CreateTexts(run.Value(texts) ?? [], run.Value(areas) ?? [], loaded, ReadColor(run.Value(color) ?? "")),
                    Logos = run.Value(logo) is { } file ? [new LogoOverlay(ImageInput.FromFile(TypedFile.Require(file)))] : [],
                };
                if (plan.Texts.Count + plan.Logos.Count == 0)
                {
                    throw new CliException(ExitCode.Usage, "There is nothing to set. Add --text or --logo.");
                }

                GeneratedImage image = await LocalPicture.ReadAsync(TypedFile.Require(source), run.HardStop).ConfigureAwait(false);
                OverlayResult result = plan.Apply(image);
                return await output.WriteAsync(run, result.Image, $"{Path.GetFileNameWithoutExtension(source)}-poster", result.Findings)
                    .ConfigureAwait(false);
            }
            finally
            {
                loaded.ForEach(font => font.Dispose());
            }
        });
    }

    private static IReadOnlyList<TextOverlay> CreateTexts(
        string[] texts, string[] areas, IReadOnlyList<OverlayFont> fonts, Color color)
    {
        string[] boxes = texts.Length == 1 && areas.Length == 0 ? [DefaultArea] : areas;
        if (boxes.Length != texts.Length)
        {
            throw new CliException(
                ExitCode.Usage, $"There are {texts.Length} texts and {areas.Length} areas. Give each --text its --area, in their order.");
        }

        return [.. texts.Zip(boxes, (text, box) => new TextOverlay(text, AreaText.Read("--area", box)) { Fonts = fonts, Color = color })];
    }

    private static Color ReadColor(string text)
    {
        try
        {
            Color color = ColorTranslator.FromHtml(text);
            return color.A > 0 && text.Length > 0 ? color : throw new FormatException();
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or OverflowException)
        {
            throw new CliException(ExitCode.Usage, $"'{text}' is not a colour. Write #RRGGBB, or a name such as white.", exception);
        }
    }
}
