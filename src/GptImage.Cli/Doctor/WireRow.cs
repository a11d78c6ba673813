namespace GptImage.Cli;

/// <summary>One fact of the wire reference that an answer can be compared with.</summary>
/// <param name="Section">The section of <c>docs/service.md</c> that states it.</param>
/// <param name="Expected">The fact.</param>
/// <param name="FindDifference">Says what was seen instead, or <see langword="null"/> when the answer is so.</param>
internal sealed record WireRow(string Section, string Expected, Func<WireAnswer, string?> FindDifference);
