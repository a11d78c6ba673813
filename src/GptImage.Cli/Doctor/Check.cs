using System.Text.Json;

namespace GptImage.Cli;

/// <summary>What one check of <c>gptimage doctor</c> found.</summary>
/// <param name="Name">What was checked, in one word.</param>
/// <param name="State">How it ended.</param>
/// <param name="Seen">What was seen.</param>
/// <param name="Advice">What to do, or <see langword="null"/> when there is nothing to do.</param>
/// <param name="Code">The exit code of the problem; <see cref="ExitCode.Done"/> when there is no problem.</param>
internal sealed record Check(string Name, CheckState State, string Seen, string? Advice, int Code)
{
    /// <summary>Makes one that found all well.</summary>
    public static Check Ok(string name, string seen) => new(name, CheckState.Ok, seen, null, ExitCode.Done);

    /// <summary>Makes one whose outcome cannot be known.</summary>
    public static Check Unknown(string name, string seen, string? advice = null) =>
        new(name, CheckState.Unknown, seen, advice, ExitCode.Done);

    /// <summary>Makes one that found a problem.</summary>
    public static Check Problem(string name, int code, string seen, string advice) => new(name, CheckState.Problem, seen, advice, code);

    /// <summary>Writes it to the result.</summary>
    public void Write(CommandOutput output)
    {
        output.WriteProse($"{Word,-7}  {Name}: {Seen}");
        if (Advice is not null)
        {
            output.WriteProse("  " + Advice);
        }

        output.WriteJson("check", WriteMembers);
    }

    private string Word => State switch
    {
        CheckState.Ok => "ok",
        CheckState.Problem => "problem",
        _ => "unknown",
    };

    private void WriteMembers(Utf8JsonWriter writer)
    {
        writer.WriteString("name", Name);
        writer.WriteString("state", Word);
        writer.WriteString("seen", Seen);
        writer.WriteString("advice", Advice);
    }
}
