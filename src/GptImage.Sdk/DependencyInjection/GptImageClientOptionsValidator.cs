using Microsoft.Extensions.Options;

namespace GptImage.Sdk;

/// <summary>Checks options when the host starts.</summary>
internal sealed class GptImageClientOptionsValidator(IEnumerable<ClientSection> sections) : IValidateOptions<GptImageClientOptions>
{
    public ValidateOptionsResult Validate(string? name, GptImageClientOptions options)
    {
        IReadOnlyList<string> problems = OptionsCheck.Problems(options);
        ClientSection? section = sections.LastOrDefault(section => section.OptionsName == (name ?? Options.DefaultName));
        string prefix = string.IsNullOrEmpty(name) ? "" : $"Client '{name}': ";
        return problems.Count == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(problems.Select(problem => prefix + (section?.NameKeys(problem) ?? problem)));
    }
}
