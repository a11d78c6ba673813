using System.CommandLine;
using GptImage.Sdk;

namespace GptImage.Cli;

/// <summary>How a new character looks, and which pictures of it to draw.</summary>
internal sealed class CharacterOptions
{
    private readonly Argument<string> _name = new("NAME") { Description = "The name by which prompts call it." };

    private readonly Option<string> _appearance = CreateText("--appearance", "How it looks: age, face, hair, build.");
    private readonly Option<string> _outfit = CreateText("--outfit", "What it wears.");
    private readonly Option<string> _proportions = CreateText("--proportions", "Its proportions, such as: four heads tall.");
    private readonly Option<string> _palette = CreateText("--palette", "Its colours.");
    private readonly Option<string> _marks = CreateText("--marks", "What tells it from others, such as: scar over the left eye.");
    private readonly Option<string> _style = CreateText("--style", "How it is drawn, such as: soft watercolour.");

    private readonly Option<string[]> _mustNotChange = new("--must-not-change")
    {
        Description = "What must never change besides face, outfit and proportions; can be repeated.",
        HelpName = "TEXT",
    };

    private readonly Option<string> _photo = new("--photo")
    {
        Description = "A photo or drawing to make the full figure from. The words say what is to be different from it.",
        HelpName = "PICTURE",
    };

    private readonly Option<string[]> _views = new("--view")
    {
        Description = "A view to draw besides the full figure: face, profile, back or outfit; can be repeated. Default: face, profile and "
            + "back.",
        HelpName = "VIEW",
    };

    private readonly Option<string[]> _details = new("--detail")
    {
        Description = "A detail to draw large, such as: the badge on the left sleeve; can be repeated.",
        HelpName = "TEXT",
    };

    /// <summary>Adds the argument and the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_name);
        foreach (Option option in new Option[]
        {
            _appearance, _outfit, _proportions, _palette, _marks, _style, _mustNotChange, _photo, _views, _details,
        })
        {
            command.Add(option);
        }
    }

    /// <summary>Gets the name.</summary>
    public string Name(CommandRun run) => run.Value(_name) ?? "";

    /// <summary>Makes the design.</summary>
    /// <exception cref="CliException">A value cannot be one.</exception>
    public CharacterDesign Read(CommandRun run)
    {
        try
        {
            Character character = new(Name(run))
            {
                Appearance = run.Value(_appearance),
                Outfit = run.Value(_outfit),
                Proportions = run.Value(_proportions),
                Palette = run.Value(_palette),
                DistinguishingMarks = run.Value(_marks),
                Style = run.Value(_style),
                MustNotChange = run.Value(_mustNotChange) ?? [],
            };
            CharacterDesign design = new(character)
            {
                Photo = run.Value(_photo) is { } photo ? InputOptions.ReadInput(photo) : null,
                Details = run.Value(_details) ?? [],
            };
            return run.Value(_views) is { Length: > 0 } views ? design with { Views = [.. views.Select(ReadView)] } : design;
        }
        catch (ArgumentException exception)
        {
            throw new CliException(ExitCode.Usage, ErrorText.ForUser(exception), exception);
        }
    }

    private static ReferenceRole ReadView(string text) => text switch
    {
        "face" => ReferenceRole.Face,
        "profile" => ReferenceRole.Profile,
        "back" => ReferenceRole.Back,
        "outfit" => ReferenceRole.Outfit,
        _ => throw new CliException(ExitCode.Usage, $"--view: '{text}' is not a view. Write face, profile, back or outfit."),
    };

    private static Option<string> CreateText(string name, string description) =>
        new(name) { Description = description, HelpName = "TEXT" };
}
