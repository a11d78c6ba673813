using System.CommandLine;
using System.Text;
using GptImage.Sdk;

namespace GptImage.Cli;

/// <summary>Where the request comes from: a prompt as argument, from a file or from standard input; or a whole request as JSON.</summary>
internal sealed class PromptOptions
{
    /// <summary>The name of the argument.</summary>
    public const string PromptName = "PROMPT";

    private const string StandardInput = "-";
    private const string StandardInputName = "Standard input";
    private const int MaxBytes = 16 * 1024 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Argument<string?> _prompt = new(PromptName)
    {
        Description = "What to draw, in words; - reads it from standard input.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string> _promptFile = new("--prompt-file")
    {
        Description = "Read the prompt from this file, in UTF-8.",
        HelpName = "FILE",
    };

    private readonly Option<string> _request = new("--request")
    {
        Description = "Read a whole request from this file, as ImageRequestJson writes it; - reads standard input.",
        HelpName = "FILE",
    };

    private readonly Option<bool> _anyPath = new("--any-path")
    {
        Description = "Let the file of --request name pictures outside of its folder. They are sent to the service.",
    };

    /// <summary>Adds the argument and the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_prompt);
        command.Add(_promptFile);
        command.Add(_request);
        command.Add(_anyPath);
    }

    /// <summary>Reads the request.</summary>
    /// <param name="run">The run.</param>
    /// <param name="fromPrompt">Makes the request of a prompt.</param>
    /// <param name="isWhole">Whether it came whole, from <c>--request</c>.</param>
    /// <exception cref="CliException">It is said twice or not at all, or cannot be read.</exception>
    public ImageRequest Read(CommandRun run, Func<string, ImageRequest> fromPrompt, out bool isWhole)
    {
        string? prompt = run.Value(_prompt);
        string? promptFile = run.Value(_promptFile);
        string? request = run.Value(_request);
        isWhole = request is not null;
        return (prompt, promptFile, request) switch
        {
            (null, null, { } file) => ReadRequest(run, file),
            (StandardInput, null, null) => fromPrompt(ReadPrompt(run.Context.Input, StandardInputName)),
            ({ } text, null, null) => fromPrompt(text),
            (null, { } file, null) => fromPrompt(ReadPromptFile(run, file)),
            (null, null, null) => throw new CliException(
                ExitCode.Usage, "There is no prompt. Write it as an argument, or name a file with --prompt-file or --request."),
            _ => throw new CliException(
                ExitCode.Usage, "The prompt is given twice. Give one of PROMPT, --prompt-file and --request."),
        };
    }

    /// <summary>Reads a text in UTF-8 to its end, without the byte order mark.</summary>
    /// <param name="stream">Where it is.</param>
    /// <param name="name">What that is called, as a sentence begins.</param>
    /// <exception cref="CliException">It is too long, or not UTF-8.</exception>
    public static string ReadText(Stream stream, string name)
    {
        using MemoryStream content = new();
        byte[] block = new byte[1 << 16];
        for (int count; (count = stream.Read(block)) > 0;)
        {
            content.Write(block, 0, count);
            if (content.Length > MaxBytes)
            {
                throw new CliException(ExitCode.Invalid, $"{name} is longer than 16 MB. Nothing was sent.");
            }
        }

        try
        {
            string text = Strict.GetString(content.GetBuffer(), 0, (int)content.Length);
            return text.StartsWith('\uFEFF') ? text[1..] : text;
        }
        catch (DecoderFallbackException exception)
        {
            throw new CliException(ExitCode.Invalid, $"{name} is not UTF-8. Save it as UTF-8. Nothing was sent.", exception);
        }
    }

    /// <summary>Opens a file to read.</summary>
    /// <exception cref="CliException">It cannot be opened.</exception>
    public static FileStream Open(string path)
    {
        try
        {
            return new FileStream(TypedFile.Require(path), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CliException(ExitCode.Invalid, $"'{path}' does not exist. Name a file that does. Nothing was sent.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new CliException(ExitCode.Invalid, $"{ErrorText.ForUser(exception).TrimEnd('.')}. Nothing was sent.", exception);
        }
    }

    private static string ReadPromptFile(CommandRun run, string path)
    {
        if (path == StandardInput)
        {
            return ReadPrompt(run.Context.Input, StandardInputName);
        }

        using FileStream file = Open(path);
        return ReadPrompt(file, $"'{path}'");
    }

    /// <summary>The line feed at the end belongs to the file, not to the prompt.</summary>
    private static string ReadPrompt(Stream stream, string name) => ReadText(stream, name).TrimEnd('\r', '\n');

    private static ImageRequest ReadRequest(Stream stream, string name, RequestJsonOptions options)
    {
        string text = ReadText(stream, name);
        return JsonText.Read(name, "request", () => ImageRequestJson.Read(text, options));
    }

    private ImageRequest ReadRequest(CommandRun run, string path)
    {
        RequestJsonOptions options = new() { AllowAnyPath = run.Value(_anyPath) };
        if (path == StandardInput)
        {
            return ReadRequest(run.Context.Input, StandardInputName, options);
        }

        options.BaseDirectory = Path.GetDirectoryName(Path.GetFullPath(path));
        using FileStream file = Open(path);
        return ReadRequest(file, $"'{path}'", options);
    }
}
