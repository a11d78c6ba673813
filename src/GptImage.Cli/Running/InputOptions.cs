using System.CommandLine;
using GptImage.Sdk;

namespace GptImage.Cli;

/// <summary>The input pictures of an edit.</summary>
internal sealed class InputOptions
{
    /// <summary>What the help says of the size of pictures for which none is typed.</summary>
    public const string DefaultSizeText = "about a megapixel in the shape of the first picture";

    /// <summary>The name of the option of an input picture.</summary>
    public const string ImageName = "--image";

    private readonly Option<string[]> _images = new(ImageName, "-i")
    {
        Description = "An input picture, as a path, an https address or a file id; can be repeated. The first is the one to change.",
        HelpName = "PICTURE",
    };

    private readonly Option<string> _mask = new("--mask")
    {
        Description = "A PNG of the first picture's size whose transparent pixels say where to edit.",
        HelpName = "FILE",
    };

    private readonly Option<string> _markup = new("--markup")
    {
        Description = "A transparent PNG of the first picture's size with arrows or notes on it.",
        HelpName = "FILE",
    };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_images);
        command.Add(_mask);
        command.Add(_markup);
    }

    /// <summary>Tells whether a picture was typed.</summary>
    public bool IsGiven(CommandRun run) => run.Has(_images) || run.Has(_mask) || run.Has(_markup);

    /// <summary>Makes the request of a prompt.</summary>
    public ImageRequest CreateRequest(CommandRun run, string prompt) =>
        new ImageToImageRequest(prompt, (run.Value(_images) ?? []).Select(ReadInput).ToList())
        {
            Mask = run.Value(_mask) is { } mask ? ReadInput(mask) : null,
            Markup = run.Value(_markup) is { } markup ? ReadInput(markup) : null,
        };

    /// <summary>Finds the size of pictures for which none is typed: about a megapixel in the shape of the first input.</summary>
    public static ImageSize FindDefaultSize(ImageRequest request)
    {
        if (request is not ImageToImageRequest { Images: [{ Open: { } open }, ..] })
        {
            return PictureOptions.DefaultSize;
        }

        try
        {
            using Stream stream = open();
            return ImageHeader.Read(stream) is { Size: { IsAuto: false } size }
                ? ImageSize.FromAspectRatio(size.Width, size.Height, Resolution.OneK)
                : PictureOptions.DefaultSize;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // A picture that cannot be read, or is longer than any picture can be made, is a finding of the check.
            return PictureOptions.DefaultSize;
        }
    }

    /// <summary>Makes an input of what was typed.</summary>
    /// <exception cref="CliException">It is none.</exception>
    public static ImageInput ReadInput(string text)
    {
        try
        {
            return text.StartsWith("file-", StringComparison.Ordinal) && !File.Exists(text) ? ImageInput.FromFileId(text)
                : text.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? ImageInput.FromUri(new Uri(text))
                : text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) ? throw new CliException(
                    ExitCode.Usage,
                    $"'{text}' is a plain http address. The service fetches only https; download it and pass the file.")
                : ImageInput.FromFile(TypedFile.Require(text));
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            throw new CliException(ExitCode.Usage, $"'{text}' is not a picture: {ErrorText.ForUser(exception)}", exception);
        }
    }
}
