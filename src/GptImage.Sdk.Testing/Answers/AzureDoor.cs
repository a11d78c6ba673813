using System.Globalization;

namespace GptImage.Sdk.Testing;

/// <summary>Lets requests to a resource of Azure in, where they become requests to the service: both paths, its keys, its versions, its
/// deployments.</summary>
internal sealed class AzureDoor(FakeAzureOptions options, string apiKey)
{
    /// <summary>The first version of the classic path with pictures of these models.</summary>
    private static readonly DateOnly FirstVersion = new(2025, 4, 1);

    private static readonly string[] Formats = ["png", "jpeg"];
    private static readonly string[] VersionWords = ["preview", "v1"];

    /// <summary>Lets a request in.</summary>
    /// <returns>The request as the service gets it, or what is refused about it; <see langword="null"/> when it goes elsewhere.</returns>
    public AzureRequest? Admit(FakeRequest request)
    {
        (string? Deployment, string Endpoint)? target = request.Path.Split('/', StringSplitOptions.RemoveEmptyEntries) switch
        {
            ["openai", "v1", "images", string action] => (null, "images/" + action),
            ["openai", "deployments", string name, "images", string action] => (Uri.UnescapeDataString(name), "images/" + action),
            _ => null,
        };
        if (target is not { } found || !ImageAnswers.Has(request.Method, found.Endpoint))
        {
            return null;
        }

        string? deployment = found.Deployment ?? request.Fields.GetValueOrDefault("model");
        string? model = deployment is null ? null : options.Deployments.TryGetValue(deployment, out string? deployed) ? deployed : null;
        FakeRequest served = request.ServedAs("/v1/" + found.Endpoint, model);
        return new AzureRequest(served, Refuse(request, found.Deployment is not null, deployment, model), RuleFault(served));
    }

    private FakeAnswer? Refuse(FakeRequest request, bool isClassic, string? deployment, string? model) =>
        !HasSecret(request) ? AzureErrors.AccessDenied
        : !HasVersion(request, isClassic) ? AzureErrors.NotFound
        : deployment is null || model is not null ? null
        : isClassic || !ModelRule.IsName(deployment) ? AzureErrors.DeploymentNotFound
        : AzureErrors.UnknownModel(deployment);

    /// <summary>A key goes as <c>api-key</c>, a token as <c>Authorization</c>, and never both.</summary>
    private bool HasSecret(FakeRequest request)
    {
        string? key = request.Headers.GetValueOrDefault("api-key");
        string? token = request.Headers.GetValueOrDefault("Authorization");
        return token is null ? key == apiKey : key is null && token == "Bearer " + apiKey;
    }

    private static bool HasVersion(FakeRequest request, bool isClassic)
    {
        string? version = request.Query.GetValueOrDefault("api-version");
        if (!isClassic)
        {
            return version is null || VersionWords.Contains(version);
        }

        string day = version?.Replace("-preview", "", StringComparison.Ordinal) ?? "";
        return DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly date)
            && date >= FirstVersion;
    }

    /// <summary>Finds what the resource does not take although the service does.</summary>
    private static ServiceError? RuleFault(FakeRequest request)
    {
        string contentType = request.Headers.GetValueOrDefault("Content-Type", "").Split(';')[0].Trim();
        if (request.Endpoint == "images/edits" && !request.Content.IsForm)
        {
            return ErrorWording.ContentType(contentType, "multipart/form-data");
        }

        return request.Content.Find("output_format")?.Text is { } format && !Formats.Contains(format)
            ? ErrorWording.NotOneOf("output_format", Formats, format)
            : null;
    }
}
