using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace GptImage.Sdk;

/// <summary>
/// Reads options from configuration by hand: the binders pass over value types and unknown keys in silence,
/// which would buy from the wrong model.
/// </summary>
internal static class OptionsBinder
{
    /// <summary>The child of a section under which keyed clients have sections of their own.</summary>
    private const string KeyedClients = "Clients";

    /// <summary>The longest time that is suggested: 10,000 days.</summary>
    private const double MaxSeconds = 864_000_000;

    /// <summary>The keys whose values no message repeats: an address may have a password in it.</summary>
    private static readonly string[] Hidden =
        [nameof(GptImageClientOptions.ApiKey), nameof(GptImageClientOptions.BaseAddress), nameof(AzureOptions.Endpoint)];

    /// <summary>The options that are objects of their own.</summary>
    private static readonly string[] Groups = [nameof(GptImageClientOptions.Azure), nameof(GptImageClientOptions.Retry)];

    private static readonly Dictionary<string, Action<GptImageClientOptions, string>> Keys = new(StringComparer.OrdinalIgnoreCase)
    {
        [nameof(GptImageClientOptions.ApiKey)] = (options, text) => options.ApiKey = text,
        [nameof(GptImageClientOptions.BaseAddress)] = (options, text) => options.BaseAddress = new Uri(text, UriKind.Absolute),
        [nameof(GptImageClientOptions.Organization)] = (options, text) => options.Organization = text,
        [nameof(GptImageClientOptions.Project)] = (options, text) => options.Project = text,
        [nameof(GptImageClientOptions.DefaultModel)] = (options, text) => options.DefaultModel = new ImageModel(text),
        [nameof(GptImageClientOptions.ConnectTimeout)] = (options, text) => options.ConnectTimeout = Span(text),
        [nameof(GptImageClientOptions.AttemptTimeout)] = (options, text) => options.AttemptTimeout = Span(text),
        [nameof(GptImageClientOptions.TotalTimeout)] = (options, text) => options.TotalTimeout = Span(text),
        [nameof(GptImageClientOptions.StreamIdleTimeout)] = (options, text) => options.StreamIdleTimeout = Span(text),
        [nameof(GptImageClientOptions.AllowInsecureHttp)] = (options, text) => options.AllowInsecureHttp = bool.Parse(text),
        [nameof(GptImageClientOptions.AllowImageDownload)] = (options, text) => options.AllowImageDownload = bool.Parse(text),
        [nameof(GptImageClientOptions.MaxImageBytes)] = (options, text) =>
            options.MaxImageBytes = long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture),
        [nameof(GptImageClientOptions.MaxAnswerBytes)] = (options, text) => options.MaxAnswerBytes = Number(text),
        [nameof(GptImageClientOptions.ExpectContinueFromBytes)] = (options, text) =>
            options.ExpectContinueFromBytes = text.Length == 0 ? null : long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture),
        [nameof(GptImageClientOptions.SpendLimit)] = (options, text) => options.SpendLimit = Dollars(text),
        [nameof(GptImageClientOptions.SvgModelCost)] = (options, text) => options.SvgModelCost = Dollars(text),
        [nameof(GptImageClientOptions.LogContent)] = (options, text) => options.LogContent = bool.Parse(text),
        ["Azure:Endpoint"] = (options, text) => AzureOf(options).Endpoint = new Uri(text, UriKind.Absolute),
        ["Azure:ApiVersion"] = (options, text) => AzureOf(options).ApiVersion = text.Length == 0 ? null : text,
        ["Retry:MaxAttempts"] = (options, text) => options.Retry.MaxAttempts = Number(text),
        ["Retry:BaseDelay"] = (options, text) => options.Retry.BaseDelay = Span(text),
        ["Retry:MaxDelay"] = (options, text) => options.Retry.MaxDelay = Span(text),
        ["Retry:RepeatPossiblyCharged"] = (options, text) => options.Retry.RepeatPossiblyCharged = bool.Parse(text),
    };

    private static readonly Dictionary<string, Action<ImageRateLimiterOptions, string>> LimiterKeys = new(StringComparer.OrdinalIgnoreCase)
    {
        [nameof(ImageRateLimiterOptions.ImagesPerMinute)] = (limits, text) => limits.ImagesPerMinute = Number(text),
        [nameof(ImageRateLimiterOptions.MaxConcurrentCalls)] = (limits, text) => limits.MaxConcurrentCalls = Number(text),
        [nameof(ImageRateLimiterOptions.QueueLimit)] = (limits, text) => limits.QueueLimit = Number(text),
    };

    /// <summary>The options that have keys of their own below them.</summary>
    private static readonly string[] Sections =
        [.. Groups, nameof(GptImageClientOptions.Deployments), nameof(GptImageClientOptions.ImageRateLimiter)];

    /// <summary>Gets every key that a section can have, but for the names of deployments and of keyed clients.</summary>
    public static IEnumerable<string> KnownKeys =>
        [.. Keys.Keys, .. LimiterKeys.Keys.Select(key => $"{nameof(GptImageClientOptions.ImageRateLimiter)}:{key}")];

    /// <summary>Sets the options that a section has.</summary>
    /// <exception cref="OptionsValidationException">A key is unknown or its value cannot be read; the message names the full key, and the
    /// value unless that may be a secret.</exception>
    public static void Bind(IConfiguration section, GptImageClientOptions options)
    {
        List<string> problems = [];
        Bind(section, "", options, problems);
        if (problems.Count > 0)
        {
            throw new OptionsValidationException(Options.DefaultName, typeof(GptImageClientOptions), problems);
        }
    }

    private static void Bind(IConfiguration section, string prefix, GptImageClientOptions options, List<string> problems)
    {
        foreach (IConfigurationSection child in section.GetChildren())
        {
            string key = prefix + child.Key;
            bool hasChildren = child.GetChildren().Any();
            bool isEmpty = !hasChildren && child.Value is null && Sections.Contains(key, StringComparer.OrdinalIgnoreCase);
            if (isEmpty || (prefix.Length == 0 && key.Equals(KeyedClients, StringComparison.OrdinalIgnoreCase)))
            {
                continue;
            }

            if (hasChildren && key.Equals(nameof(GptImageClientOptions.Deployments), StringComparison.OrdinalIgnoreCase))
            {
                BindDeployments(child, options, problems);
            }
            else if (hasChildren && key.Equals(nameof(GptImageClientOptions.ImageRateLimiter), StringComparison.OrdinalIgnoreCase))
            {
                BindLimiter(child, options, problems);
            }
            else if (hasChildren && Groups.Contains(key, StringComparer.OrdinalIgnoreCase))
            {
                Bind(child, key + ":", options, problems);
            }
            else if (hasChildren || !Keys.TryGetValue(key, out Action<GptImageClientOptions, string>? set))
            {
                string known = string.Join(", ", KnownKeys.Append(nameof(GptImageClientOptions.Deployments)));
                problems.Add($"The configuration key '{child.Path}' is unknown. Known are {known}.");
            }
            else
            {
                Set(child, set, options, problems);
            }
        }
    }

    private static void BindDeployments(IConfigurationSection section, GptImageClientOptions options, List<string> problems)
    {
        foreach (IConfigurationSection deployment in section.GetChildren())
        {
            if (string.IsNullOrWhiteSpace(deployment.Value))
            {
                problems.Add($"The configuration key '{deployment.Path}' needs the id of a model such as gpt-image-2.");
            }
            else
            {
                options.Deployments[deployment.Key] = new ImageModel(deployment.Value.Trim());
            }
        }
    }

    /// <summary>Makes a limiter for this client alone. Clients that share a key share one that is set in code.</summary>
    private static void BindLimiter(IConfigurationSection section, GptImageClientOptions options, List<string> problems)
    {
        ImageRateLimiterOptions limits = new() { TimeProvider = options.TimeProvider };
        int before = problems.Count;
        foreach (IConfigurationSection child in section.GetChildren())
        {
            if (LimiterKeys.TryGetValue(child.Key, out Action<ImageRateLimiterOptions, string>? set) && !child.GetChildren().Any())
            {
                Set(child, set, limits, problems);
            }
            else
            {
                problems.Add($"The configuration key '{child.Path}' is unknown. Known are {string.Join(", ", LimiterKeys.Keys)}.");
            }
        }

        problems.AddRange(limits.Problems().Select(problem => $"{section.Path}:{problem}."));
        if (problems.Count == before)
        {
            options.ImageRateLimiter = new ImageRateLimiter(limits);
        }
    }

    private static void Set<TOptions>(
        IConfigurationSection child, Action<TOptions, string> set, TOptions options, List<string> problems)
    {
        try
        {
            set(options, child.Value?.Trim() ?? "");
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or OverflowException)
        {
            string value = Hidden.Contains(child.Key, StringComparer.OrdinalIgnoreCase) ? "The value" : $"The value '{child.Value}'";
            problems.Add($"{value} of the configuration key '{child.Path}' cannot be read: {Expectation(child.Key, child.Value)}.");
        }
    }

    private static string Expectation(string key, string? value) =>
        key.EndsWith("Timeout", StringComparison.OrdinalIgnoreCase)
            || key.EndsWith("Delay", StringComparison.OrdinalIgnoreCase) ? ExpectedTime(value)
        : key.StartsWith("Max", StringComparison.OrdinalIgnoreCase)
            || key.EndsWith("Bytes", StringComparison.OrdinalIgnoreCase)
            || LimiterKeys.ContainsKey(key) ? "write a whole number"
        : key.EndsWith("SpendLimit", StringComparison.OrdinalIgnoreCase)
            || key.EndsWith("Cost", StringComparison.OrdinalIgnoreCase) ? "write US dollars such as 12.50"
        : key.EndsWith("Address", StringComparison.OrdinalIgnoreCase) ? "write an absolute address such as https://api.openai.com/v1"
        : key.EndsWith("Endpoint", StringComparison.OrdinalIgnoreCase) ? "write an address such as https://my-resource.openai.azure.com"
        : key.EndsWith("Model", StringComparison.OrdinalIgnoreCase) ? "write the id of a model such as gpt-image-2"
        : "write true or false";

    /// <summary>A bare number would count as days, and 15 days is not what somebody meant who wrote 15.</summary>
    private static TimeSpan Span(string text) => text.Contains(':', StringComparison.Ordinal)
        ? TimeSpan.Parse(text, CultureInfo.InvariantCulture)
        : throw new FormatException("A time has colons.");

    private static string ExpectedTime(string? value) =>
        double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds) && seconds <= MaxSeconds
            ? string.Create(
                CultureInfo.InvariantCulture, $"a bare number has no unit; for {seconds} seconds write {TimeSpan.FromSeconds(seconds):c}")
            : "write a time such as 00:10:00";

    private static decimal? Dollars(string text) =>
        text.Length == 0 ? null : decimal.Parse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);

    private static AzureOptions AzureOf(GptImageClientOptions options) => options.Azure ??= new AzureOptions();

    private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
