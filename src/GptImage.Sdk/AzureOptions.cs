namespace GptImage.Sdk;

/// <summary>The address of an Azure OpenAI or Microsoft Foundry resource that makes the pictures.</summary>
/// <remarks>
/// <para><see cref="GptImageClientOptions.ApiKey"/> is sent as <c>api-key</c>, a token of
/// <see cref="GptImageClientOptions.ApiKeyProvider"/> as <c>Authorization: Bearer</c>; set one of the two. The model of a request is sent
/// as the name of its deployment: <see cref="GptImageClientOptions.Deployments"/>.</para>
/// <para>On Azure, edits take their images as bytes only: input images by file id or address are errors, so uploads through
/// <see cref="GptImageClient.Files"/> are of no use. Batches are not supported.</para>
/// <para>The Responses API is not used here; a tool that calls it names its image deployment in the header
/// <c>x-ms-oai-image-generation-deployment</c>.</para>
/// <para>Source: Azure OpenAI reference, read 2026-11-27.</para>
/// </remarks>
public sealed class AzureOptions
{
    private const string Root = "/openai";

    /// <summary>Gets or sets the address of the resource.</summary>
    /// <value>Required: <c>https://my-resource.openai.azure.com</c>, alone or followed by <c>/openai</c> or <c>/openai/v1</c>; environment
    /// variable <c>AZURE_OPENAI_ENDPOINT</c>. The address of a Foundry project (<c>…/api/projects/name</c>) is taken, too.</value>
    public Uri? Endpoint { get; set; }

    /// <summary>Gets or sets the version of the API, which chooses the path.</summary>
    /// <value><see langword="null"/> by default: the v1 path without a version. A word such as <c>preview</c> or <c>v1</c>: the v1 path
    /// with it. A date such as <c>2025-04-01-preview</c>, the first with edits: the classic path
    /// <c>/openai/deployments/NAME/images/…</c>. Environment variable <c>OPENAI_API_VERSION</c>.</value>
    public string? ApiVersion { get; set; }

    /// <summary>Gets the version that is sent, or <see langword="null"/>.</summary>
    internal string? SentVersion => string.IsNullOrWhiteSpace(ApiVersion) ? null : ApiVersion.Trim();

    /// <summary>Gets whether deployments are part of the path.</summary>
    internal bool IsClassic => SentVersion is { } version && char.IsAsciiDigit(version[0]);

    /// <summary>Gets the address that the paths of calls are relative to; <see langword="null"/> without a usable endpoint.</summary>
    internal Uri? BaseAddress
    {
        get
        {
            if (Endpoint is not { IsAbsoluteUri: true } endpoint)
            {
                return null;
            }

            // What begins with two slashes names another host.
            string path = Without(Without("/" + endpoint.AbsolutePath.Trim('/'), Root + "/v1"), Root).TrimEnd('/');
            return new Uri(endpoint, path + Root + (IsClassic ? "/" : "/v1/"));
        }
    }

    /// <summary>Says what is wrong with the values, naming each.</summary>
    internal IEnumerable<string> Problems()
    {
        if (Endpoint is { IsAbsoluteUri: true } endpoint
            && endpoint.AbsolutePath.Contains("/deployments", StringComparison.OrdinalIgnoreCase))
        {
            yield return "Endpoint names a deployment; leave out what follows the host, and name it in GptImageClientOptions.Deployments";
        }

        if (SentVersion is { } version && (IsClassic ? !IsDated(version) : !version.All(char.IsAsciiLetterOrDigit)))
        {
            yield return "ApiVersion is neither a date such as 2025-04-01-preview nor a word such as preview; null is the v1 path";
        }
    }

    internal AzureOptions Copy() => (AzureOptions)MemberwiseClone();

    private static bool IsDated(string version) =>
        DateOnly.TryParseExact(
            version.EndsWith("-preview", StringComparison.Ordinal) ? version[..^"-preview".Length] : version, "yyyy-MM-dd",
            System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out _);

    private static string Without(string path, string end) =>
        path.EndsWith(end, StringComparison.OrdinalIgnoreCase) ? path[..^end.Length] : path;
}
