using System.Globalization;

namespace GptImage.Sdk;

/// <summary>Says what is wrong with options, naming each. Never repeats a key.</summary>
internal static class OptionsCheck
{
    /// <summary>Ends the making of a client whose options are wrong.</summary>
    /// <exception cref="ArgumentException">The options are wrong.</exception>
    public static void ThrowIfInvalid(GptImageClientOptions options)
    {
        IReadOnlyList<string> problems = Problems(options);
        if (problems.Count > 0)
        {
            throw new ArgumentException(string.Join(" ", problems), nameof(options));
        }
    }

    public static IReadOnlyList<string> Problems(GptImageClientOptions options)
    {
        List<string> problems = [];
        if (options.ApiKeyProvider is null && KeyProblem(options.ApiKey) is { } problem)
        {
            problems.Add(problem);
        }

        if (options.Azure is { } azure)
        {
            CheckAzure(options, azure, problems);
        }
        else
        {
            CheckAddress(nameof(options.BaseAddress), options.BaseAddress, options, problems);
        }

        CheckHeader(nameof(options.Organization), options.Organization, problems);
        CheckHeader(nameof(options.Project), options.Project, problems);
        Require(
            options.DefaultModel.Value.Length > 0, nameof(options.DefaultModel), "is empty; name a model, for example gpt-image-2",
            problems);
        foreach ((string name, ImageModel model) in options.Deployments)
        {
            Require(
                !string.IsNullOrWhiteSpace(name) && model.Value.Length > 0, nameof(options.Deployments),
                $"has the entry '{name}' without a name or a model; write [\"my-gpt-image\"] = ImageModel.GptImage2", problems);
        }

        CheckSpan(nameof(options.ConnectTimeout), options.ConnectTimeout, problems);
        CheckSpan(nameof(options.AttemptTimeout), options.AttemptTimeout, problems);
        CheckSpan(nameof(options.TotalTimeout), options.TotalTimeout, problems);
        CheckSpan(nameof(options.StreamIdleTimeout), options.StreamIdleTimeout, problems);
        Require(options.Retry is not null, nameof(options.Retry), "is null; leave it at new RetryOptions()", problems);
        if (options.Retry is { } retry)
        {
            problems.AddRange(retry.Problems().Select(problem => $"GptImageClientOptions.Retry.{problem}."));
        }

        Require(
            options.MaxImageBytes is >= 1 and <= int.MaxValue, nameof(options.MaxImageBytes),
            FormattableString.Invariant($"is {options.MaxImageBytes:N0}; set 1 to 2,147,483,647 bytes"), problems);
        Require(
            options.MaxAnswerBytes >= 1024, nameof(options.MaxAnswerBytes),
            FormattableString.Invariant($"is {options.MaxAnswerBytes:N0}; set 1,024 bytes or more"), problems);
        Require(
            options.ExpectContinueFromBytes is null or >= 0, nameof(options.ExpectContinueFromBytes),
            FormattableString.Invariant($"is {options.ExpectContinueFromBytes:N0}; set 0 bytes or more, or null for never"), problems);
        CheckDollars(nameof(options.SpendLimit), options.SpendLimit, "for no limit", problems);
        CheckDollars(nameof(options.SvgModelCost), options.SvgModelCost, "when it is not known", problems);
        Require(options.TimeProvider is not null, nameof(options.TimeProvider), "is null; leave it at TimeProvider.System", problems);
        return problems;
    }

    /// <summary>Says what is wrong with a key, without repeating it.</summary>
    public static string? KeyProblem(string? key)
    {
        string trimmed = key?.Trim() ?? "";
        return trimmed.Length == 0
            ? "There is no API key. Set GptImageClientOptions.ApiKey (or ApiKeyProvider); GptImageClient.FromEnvironment() takes it from "
            + "the environment variable OPENAI_API_KEY, or on Azure AZURE_OPENAI_API_KEY."
            : !trimmed.All(character => character is > ' ' and < (char)0x7F)
                ? "GptImageClientOptions.ApiKey has a line break, a space or a character beyond ASCII. Copy the key again; it is one "
                + "word of visible ASCII."
            : null;
    }

    private static void CheckAzure(GptImageClientOptions options, AzureOptions azure, List<string> problems)
    {
        CheckAddress(nameof(options.Azure) + "." + nameof(azure.Endpoint), azure.Endpoint, options, problems);
        problems.AddRange(azure.Problems().Select(problem => $"GptImageClientOptions.Azure.{problem}."));
        Require(
            !options.HasBaseAddress, nameof(options.BaseAddress), "is set beside Azure; set Azure.Endpoint alone, the rest follows from it",
            problems);
        Require(
            options.ApiKeyProvider is null || string.IsNullOrWhiteSpace(options.ApiKey), nameof(options.ApiKey),
            "and ApiKeyProvider are both set; Azure takes a key (ApiKey) or a token (ApiKeyProvider), so set one", problems);
        Require(
            string.IsNullOrWhiteSpace(options.Organization) && string.IsNullOrWhiteSpace(options.Project), nameof(options.Azure),
            "is set beside Organization or Project, which Azure does not have; leave them out", problems);
    }

    private static void CheckAddress(string name, Uri? address, GptImageClientOptions options, List<string> problems)
    {
        if (address is not { IsAbsoluteUri: true } || (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp))
        {
            string example = options.Azure is null ? "https://api.openai.com/v1" : "https://my-resource.openai.azure.com";
            problems.Add($"GptImageClientOptions.{name} must be an absolute http or https address, for example {example}.");
            return;
        }

        Require(
            address.Query.Length == 0 && address.Fragment.Length == 0 && address.UserInfo.Length == 0, name,
            "has a query, fragment or user name; leave those out", problems);
        Require(
            address.Scheme == Uri.UriSchemeHttps || address.IsLoopback || options.AllowInsecureHttp, name,
            $"would send the key over plain http to {address.Host}; use https, or set AllowInsecureHttp", problems);
    }

    private static void CheckHeader(string name, string? value, List<string> problems) =>
        Require(
            value is null || value.All(character => character is >= ' ' and < (char)0x7F), name,
            "has a line break or a character beyond ASCII; copy it again", problems);

    private static void CheckDollars(string name, decimal? dollars, string otherwise, List<string> problems) =>
        Require(
            dollars is null or >= 0, name, FormattableString.Invariant($"is {dollars}; set 0 USD or more, or null {otherwise}"),
            problems);

    private static void CheckSpan(string name, TimeSpan span, List<string> problems) =>
        Require(span == Timeout.InfiniteTimeSpan
            || (span > TimeSpan.Zero && span.TotalMilliseconds <= int.MaxValue), name,
            string.Create(CultureInfo.InvariantCulture, $"is {span}; set a time above zero, up to 24 days, or Timeout.InfiniteTimeSpan"),
            problems);

    private static void Require(bool holds, string name, string problem, List<string> problems)
    {
        if (!holds)
        {
            problems.Add($"GptImageClientOptions.{name} {problem}.");
        }
    }
}
