using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using GptImage.Sdk;

namespace GptImage.Cli;

/// <summary>Where a command writes: the result to standard output, as text or as one JSON object a line, everything else to the error
/// output.</summary>
internal sealed class CommandOutput(CliContext context, bool isJson)
{
    /// <summary>The version of the JSON lines, in each of them.</summary>
    public const int Version = 1;

    private static readonly JsonWriterOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly object _gate = new();
    private IOException? _problem;

    /// <summary>Gets whether the result is JSON.</summary>
    public bool IsJson => isJson;

    /// <summary>Gets or sets whether the command has begun to buy, so that a lost result is not taken for one that cost nothing.</summary>
    public bool HasBought { get; set; }

    /// <summary>Writes lines of the result, unless it is JSON.</summary>
    public void WriteText(params IEnumerable<string> lines)
    {
        if (!isJson)
        {
            WriteLines(lines);
        }
    }

    /// <summary>Writes a text of the result for people, unless it is JSON: a terminal gets it broken between words.</summary>
    public void WriteProse(string text) => WriteText(LineWrap.Wrap(text, context.ResultWidth));

    /// <summary>Writes an object of the result, if it is JSON.</summary>
    /// <param name="type">What the line is; the schema has its members.</param>
    /// <param name="write">Writes its other members.</param>
    public void WriteJson(string type, Action<Utf8JsonWriter> write)
    {
        if (!isJson)
        {
            return;
        }

        ArrayBufferWriter<byte> line = new();
        using (Utf8JsonWriter writer = new(line, Relaxed))
        {
            writer.WriteStartObject();
            writer.WriteString("type", type);
            writer.WriteNumber("version", Version);
            write(writer);
            writer.WriteEndObject();
        }

        WriteLines([Encoding.UTF8.GetString(line.WrittenSpan)]);
    }

    /// <summary>Tells the user something that is not the result.</summary>
    public void Note(string text)
    {
        lock (_gate)
        {
            foreach (string line in LineWrap.Wrap(text, context.Width))
            {
                ErrorOutput.TryWriteLine(context.Error, line);
            }
        }
    }

    /// <summary>Says what ended the command.</summary>
    /// <returns>The exit code.</returns>
    public int Fail(Exception exception)
    {
        int code = ExitCode.FromException(exception);
        if (exception is GptImageValidationException invalid)
        {
            foreach (Finding finding in invalid.Findings)
            {
                Note(FindingText.Describe(finding));
            }

            if (!HasBought)
            {
                Note("gptimage: Nothing was sent.");
            }
        }
        else
        {
            Note("gptimage: " + ErrorText.ForUser(exception));
        }

        WriteJson("error", writer => ErrorJson.Write(writer, code, exception));
        return code;
    }

    /// <summary>Ends the command: a result that could not be written is said on the error output.</summary>
    /// <param name="code">The exit code of what the command did.</param>
    /// <returns>The exit code.</returns>
    public int End(int code)
    {
        if (_problem is null)
        {
            return code;
        }

        Note(
            $"gptimage: Standard output cannot be written: {_problem.Message.TrimEnd('.')}. "
            + (HasBought ? "Pictures that were bought are in their files; gptimage history lists them." : "Nothing was charged."));
        return code != ExitCode.Done ? code : HasBought ? ExitCode.MayBeCharged : ExitCode.Invalid;
    }

    private void WriteLines(IEnumerable<string> lines)
    {
        lock (_gate)
        {
            try
            {
                foreach (string line in lines)
                {
                    context.Output.WriteLine(line);
                }
            }
            catch (IOException exception)
            {
                // The work goes on: what was sent is paid for, whether or not its result can be shown.
                _problem ??= exception;
            }
        }
    }
}
