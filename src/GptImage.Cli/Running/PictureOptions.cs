using System.CommandLine;
using GptImage.Sdk;

namespace GptImage.Cli;

/// <summary>The options of pictures: one for each setting of a request that is sent, from the table of the client, so that a new one shows
/// up by itself.</summary>
internal sealed class PictureOptions
{
    /// <summary>The size of pictures for which none is typed.</summary>
    public static readonly ImageSize DefaultSize = new(1024, 1024);

    private const string DefaultQuality = "medium";
    private const string SizeName = "size";

    private static readonly Dictionary<string, (string HelpName, string Description)> Words = new(StringComparer.Ordinal)
    {
        ["n"] = ("COUNT", "Make 1 to 10 pictures; each is charged. Default: 1."),
        ["quality"] = ("LEVEL", $"low, medium, high or auto. Default: {DefaultQuality}, so that the price is known."),
        ["background"] = ("KIND", "transparent, opaque or auto."),
        ["output_format"] = ("FORMAT", "png, jpeg or webp; gif and svg where the model makes them. Default: png."),
        ["output_compression"] = ("PERCENT", "0 to 100, for jpeg and webp. Default: 100."),
        ["moderation"] = ("LEVEL", "low or auto."),
        ["safety_identifier"] = ("ID", "A hashed id of your end user; never a name or an address."),
        ["complexity"] = ("LEVEL", "How much planning goes into the picture; generation 2.6 only."),
        ["frame_count"] = ("COUNT", "The frames of a gif."),
        ["frame_duration_ms"] = ("MILLISECONDS", "How long a frame of a gif is shown."),
        ["input_fidelity"] = ("LEVEL", "low or high; gpt-image-2 and later refuse it."),
        ["svg"] = ("MODEL", "The text model that writes an svg, or MODEL:EFFORT."),
    };

    private readonly List<(WireParameter Parameter, Option Option)> _settings = [];
    private readonly string _defaultSize;
    private readonly bool _isOfMany;
    private readonly Option<string> _model = new("--model")
    {
        Description = "The model. Default: gpt-image-2.",
        HelpName = "NAME",
    };

    private readonly Option<string[]> _texts = new("--text")
    {
        Description = "A text that must stand in the picture exactly as written; can be repeated.",
        HelpName = "TEXT",
    };

    private readonly Option<string[]> _additional = new("--set")
    {
        Description = "Send a parameter that this version does not know; can be repeated.",
        HelpName = "NAME=VALUE",
    };

    /// <param name="sample">A request of the kind that the options are for: a setting that it cannot have is left out.</param>
    /// <param name="defaultSize">What the help says of the size when none is typed.</param>
    /// <param name="isOfMany">Whether the options are for several pictures with words of their own: what is said of a single one is left
    /// out.</param>
    public PictureOptions(ImageRequest sample, string defaultSize = "1024x1024", bool isOfMany = false)
    {
        _defaultSize = defaultSize;
        _isOfMany = isOfMany;
        foreach (WireParameter parameter in ImageRequest.Parameters
            .Where(parameter => IsFor(parameter, sample) && (!isOfMany || IsOfAll(parameter))))
        {
            _settings.Add((parameter, CreateOption(parameter)));
        }
    }

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_model);
        foreach ((_, Option option) in _settings)
        {
            command.Add(option);
        }

        if (!_isOfMany)
        {
            command.Add(_texts);
        }

        command.Add(_additional);
    }

    /// <summary>Sets what was typed on a request.</summary>
    /// <param name="run">The run.</param>
    /// <param name="request">The request.</param>
    /// <param name="defaultSize">The size when none is typed, with our quality; <see langword="null"/> for a request that says all that it
    /// wants.</param>
    /// <exception cref="CliException">A value cannot be one.</exception>
    public ImageRequest ApplyTo(CommandRun run, ImageRequest request, ImageSize? defaultSize)
    {
        if (defaultSize is { } size)
        {
            request = request with { Size = size, Quality = new ImageQuality(DefaultQuality) };
        }

        foreach ((WireParameter parameter, Option option) in _settings.Where(setting => run.Has(setting.Option)))
        {
            request = Try(option.Name, () => parameter.Write(request, ReadValue(run, option)), RatioAdvice(parameter, run, option))
                ?? throw new CliException(ExitCode.Usage, $"{option.Name} is not for this kind of request.");
        }

        if (run.Value(_model) is { } model)
        {
            request = Try(_model.Name, () => request with { Model = new ImageModel(model) });
        }

        if (run.Value(_texts) is { Length: > 0 } texts)
        {
            request = request with { Text = [.. request.Text, .. texts.Select(text => new TextElement(text))] };
        }

        return run.Value(_additional) is { Length: > 0 } additional
            ? Try(_additional.Name, () => request with { AdditionalParameters = ReadAdditional(request, additional) })
            : request;
    }

    private static bool IsFor(WireParameter parameter, ImageRequest sample)
    {
        object value = parameter.ValueType == typeof(int) ? 1 : parameter.ValueType == typeof(string) ? "auto" : new SvgAuthor("auto");
        return parameter.Write(sample, value) is not null;
    }

    private static bool IsOfAll(WireParameter parameter) =>
        parameter.Name == SizeName || ImageSettings.SentSettings.Contains(parameter);

    private Option CreateOption(WireParameter parameter)
    {
        (string helpName, string description) = parameter.Name == SizeName
            ? ("WIDTHxHEIGHT", $"Make pictures of this size, or auto. Default: {_defaultSize}, so that the price is known.")
            : Words.GetValueOrDefault(parameter.Name, ("VALUE", $"Sent to the service as {parameter.Name}."));
        string name = "--" + parameter.Name.Replace('_', '-');
        string[] aliases = parameter.Name == "n" ? ["-n"] : [];
        return parameter.ValueType == typeof(int)
            ? new Option<int?>(name, aliases) { Description = description, HelpName = helpName }
            : new Option<string>(name) { Description = description, HelpName = helpName };
    }

    private static object ReadValue(CommandRun run, Option option) => option switch
    {
        Option<int?> whole => run.Value(whole) ?? throw new FormatException("The value is missing."),
        Option<string> { Name: "--svg" } svg => ReadAuthor(run.Value(svg) ?? ""),
        Option<string> text => run.Value(text) ?? throw new FormatException("The value is missing."),
        _ => throw new FormatException("The value cannot be read."),
    };

    private static SvgAuthor ReadAuthor(string text) => text.Split(':', 2) is [{ } model, { } effort]
        ? new SvgAuthor(model) { Effort = effort }
        : new SvgAuthor(text);

    private static Dictionary<string, object> ReadAdditional(ImageRequest request, string[] pairs)
    {
        Dictionary<string, object> parameters = new(request.AdditionalParameters, StringComparer.Ordinal);
        foreach (string pair in pairs)
        {
            parameters[pair.Split('=', 2)[0]] = pair.Split('=', 2) is [_, { } value]
                ? ParameterText.Read(value)
                : throw new FormatException($"'{pair}' has no equals sign. Write NAME=VALUE.");
        }

        return parameters;
    }

    /// <summary>Says how to find a size for a ratio, when one was typed where a size belongs.</summary>
    private static string RatioAdvice(WireParameter parameter, CommandRun run, Option option) =>
        parameter.Name == SizeName && option is Option<string> size && run.Value(size) is { } text
            && text.Split(':') is [{ Length: > 0 } width, { Length: > 0 } height] && (width + height).All(char.IsAsciiDigit)
                ? $" gptimage size {text} prints the size of that ratio."
                : "";

    private static TRequest Try<TRequest>(string option, Func<TRequest> set, string advice = "")
    {
        try
        {
            return set();
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            throw new CliException(ExitCode.Usage, $"{option}: {ErrorText.ForUser(exception)}{advice}", exception);
        }
    }
}
