using System.CommandLine;
using System.Security.Cryptography;
using GptImage.Sdk;

namespace GptImage.Cli;

/// <summary>Writes pictures that are made on this machine and cost nothing.</summary>
internal sealed class LocalPicture
{
    private readonly Option<string> _output = new("--output", "-o")
    {
        Description = "Write the picture here; the extension is that of its format. Default: a free name in the current folder.",
        HelpName = "PATH",
    };

    private readonly Option<bool> _overwrite = new("--overwrite")
    {
        Description = "Let an existing file give way. Without it, a file in the way is refused.",
    };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_output);
        command.Add(_overwrite);
    }

    /// <summary>Writes a picture as the result of a command.</summary>
    /// <param name="run">The run.</param>
    /// <param name="image">The picture.</param>
    /// <param name="defaultName">The name when none is typed, without extension.</param>
    /// <param name="findings">What is to be known of it.</param>
    /// <returns>The exit code.</returns>
    /// <exception cref="CliException">A file is in the way.</exception>
    public async Task<int> WriteAsync(CommandRun run, GeneratedImage image, string defaultName, IReadOnlyList<Finding> findings)
    {
        string path = run.Value(_output) is { Length: > 0 } typed ? typed : defaultName;
        string target = FileNames.WithExtension(Path.GetFullPath(path), image.Format);
        bool overwrites = run.Value(_overwrite);
        if (run.Has(_output) && !overwrites && Path.Exists(target))
        {
            throw new CliException(
                ExitCode.Invalid, $"The file '{target}' exists already. Choose another name, or pass --overwrite.");
        }

        string saved = await image.SaveAsync(path, overwrites, run.HardStop).ConfigureAwait(false);
        SavedImage file = new()
        {
            Path = saved,
            Format = image.Format,
            PixelSize = image.PixelSize,
            Length = image.Bytes.Length,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(image.Bytes.Span)),
        };
        run.Output.WriteText(saved);
        run.Output.WriteJson("picture", writer =>
        {
            FileJson.Write(writer, [file]);
            FindingText.Write(writer, findings);
        });
        foreach (Finding finding in findings)
        {
            run.Output.Note(FindingText.Describe(finding));
        }

        return ExitCode.Done;
    }

    /// <summary>Reads a picture.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static async Task<GeneratedImage> ReadAsync(string path, CancellationToken cancellationToken) =>
        new(await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false));
}
