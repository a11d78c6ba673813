using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace GptImage.Cli;

/// <summary>Says messages of the client in the options of the command line: they name members of .NET, which nobody can set here.</summary>
internal static partial class OptionNames
{
    private const string Background = ": ImageInput.FromFile(…).As(ReferenceRole.Background)";

    /// <summary>What is said in more words than a name. It comes before the names.</summary>
    private static readonly (string Client, string CommandLine)[] Phrases =
    [
        (", or pass overwrite: true", ", or pass --overwrite"),
        ("set AllowAnyPath for a text that you trust", "pass --any-path for a file that you trust"),
        ("set ImageBatchOptions.RepeatPossiblyCharged", "use gptimage batch submit --again"),
        ("GptImageClientOptions.ApiKey (or OPENAI_API_KEY)", "OPENAI_API_KEY or --key-file"),
        ("GptImageClientOptions.ApiKey (or AZURE_OPENAI_API_KEY)", "AZURE_OPENAI_API_KEY or --key-file"),
        ("Azure.Endpoint and Azure.ApiVersion of GptImageClientOptions", "AZURE_OPENAI_ENDPOINT and OPENAI_API_VERSION"),
        ("with GenerateAsync or RunAsync", "with gptimage edit or gptimage job"),
        ("see ResponseBody, and check", "check"),
        ("; see ResponseBody.", "."),
        ("Make an anchor picture first (a TextToImageRequest for the full figure on a plain background), then pass it: References = "
            + "[anchor.Image.ToInput()].", "Draw it with gptimage character design."),
        (Background, """: {"file": "…", "role": "background"}"""),
        ("leave Animation out", "leave the frames out"),
        ("leave Svg out", "leave svg out"),
        ("or StoryboardStrategy.Anchored", "or leave --chained out"),
        ("a larger box, a smaller MinSize or fewer words", "a larger box or fewer words"),
        ("Read it with ReadStoryboard", "Use gptimage story"),
        ("Read it with Read.", "Use gptimage generate --request."),
        ("Set Appearance, or another part of the description, or a Photo",
            "Pass --appearance, or another part of the description, or --photo"),
        ("If it is the name of a deployment, set GptImageClientOptions.Deployments.", "gptimage models lists the known ones."),
    ];

    /// <summary>What an agent is told in other words: it has the arguments of a tool and no options.</summary>
    private static readonly (string Client, string Agent)[] AgentPhrases =
    [
        (", or pass overwrite: true", ""),
        (Background, ", as the first"),
    ];

    /// <summary>A member of .NET, and what it is called here: an option, an environment variable, a command, or a member of JSON.</summary>
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["ImageJobOptions.RepeatPossiblyCharged"] = "--again",
        ["StoryboardOptions.RepeatPossiblyCharged"] = "--again",
        ["ImageBatchOptions.RepeatPossiblyCharged"] = "gptimage batch submit --again",
        ["ImageJobOptions.SpendLimit"] = "--max-cost",
        ["ImageBatchOptions.SpendLimit"] = "--max-cost",
        ["GptImageClientOptions.SpendLimit"] = "--max-cost",
        ["ImageJobOptions.MaxConcurrency"] = "--concurrency",
        ["ImageJobOptions.OutputDirectory"] = "--output",
        ["ImageBatchOptions.OutputDirectory"] = "--output",
        ["StoryboardOptions.OutputDirectory"] = "--output",
        ["StoryboardOptions.Revisions"] = "--revision",
        ["GptImageClientOptions.BaseAddress"] = "--base-address",
        ["GptImageClientOptions.Azure.Endpoint"] = "AZURE_OPENAI_ENDPOINT",
        ["GptImageClientOptions.Azure.ApiVersion"] = "OPENAI_API_VERSION",
        ["Azure.Endpoint"] = "AZURE_OPENAI_ENDPOINT",
        ["Azure.ApiVersion"] = "OPENAI_API_VERSION",
        ["GptImageClientOptions.Organization"] = "OPENAI_ORG_ID",
        ["GptImageClientOptions.Project"] = "OPENAI_PROJECT_ID",
        ["OutputDirectory"] = "--output",
        ["OutputFormat"] = "output_format",
        ["OutputFormat.Gif"] = "gif",
        ["OutputFormat.Svg"] = "svg",
        ["FrameRequest"] = "frame",
        ["FrameRequest.Characters"] = "the list 'characters' of the frame",
        ["TextToImageRequest"] = "text-to-image request",
        ["OverlayFont.FromFile"] = "--font",
        ["GenerateAsync"] = "gptimage generate",
        ["RunAsync"] = "gptimage job",
        ["RenderAsync"] = "gptimage story",
        ["SubmitBatchAsync"] = "gptimage batch submit",
        ["GetBatchAsync"] = "gptimage batch status",
        ["CollectBatchAsync"] = "gptimage batch collect",
        ["CancelBatchAsync"] = "gptimage batch cancel",
    };

    /// <summary>Says a message for the command line. A name that no option sets stays, and the message ends with saying so.</summary>
    [return: NotNullIfNotNull(nameof(message))]
    public static string? ForUser(string? message)
    {
        if (message is null)
        {
            return null;
        }

        string said = ReplaceAll(message, Phrases);
        List<string> left = [];
        said = NamePattern().Replace(said, match =>
        {
            if (Names.TryGetValue(match.Value, out string? option))
            {
                return option;
            }

            if (IsOption(match.Value) && !left.Contains(match.Value))
            {
                left.Add(match.Value);
            }

            return match.Value;
        });
        said = said.Replace("set --again", "pass --again", StringComparison.Ordinal)
            .Replace("Set --again", "Pass --again", StringComparison.Ordinal);
        string note = $" The command line has no option for {string.Join(" and ", left)}.";
        return left.Count == 0 || said.EndsWith(note, StringComparison.Ordinal) ? said : said + note;
    }

    /// <summary>Says a message for an agent.</summary>
    [return: NotNullIfNotNull(nameof(message))]
    public static string? ForAgent(string? message) => message is null ? null : ForUser(ReplaceAll(message, AgentPhrases));

    private static string ReplaceAll(string message, (string From, string To)[] phrases) =>
        phrases.Aggregate(message, (text, phrase) => text.Replace(phrase.From, phrase.To, StringComparison.Ordinal));

    private static bool IsOption(string name) => name is "AllowInsecureHttp" or "ApiKeyProvider" || OptionPattern().IsMatch(name);

    [GeneratedRegex(@"\b[A-Z][A-Za-z]+(\.[A-Z][A-Za-z]+)*\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"^[A-Za-z]+Options\.", RegexOptions.CultureInvariant)]
    private static partial Regex OptionPattern();
}
