namespace GptImage.Cli;

/// <summary>A point in which an answer differs from the wire reference.</summary>
/// <param name="Section">The section of <c>docs/service.md</c>.</param>
/// <param name="Expected">What it says.</param>
/// <param name="Seen">What was seen instead.</param>
internal sealed record WireDifference(string Section, string Expected, string Seen)
{
    /// <summary>Writes it to the result.</summary>
    public void Write(CommandOutput output)
    {
        output.WriteProse($"differs  {Section}: {Expected}; seen: {Seen}");
        output.WriteJson("difference", writer =>
        {
            writer.WriteString("section", Section);
            writer.WriteString("expected", Expected);
            writer.WriteString("seen", Seen);
        });
    }
}
