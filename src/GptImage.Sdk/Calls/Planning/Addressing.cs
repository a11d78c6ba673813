namespace GptImage.Sdk;

/// <summary>Says where a call goes, relative to the base address.</summary>
internal static class Addressing
{
    /// <summary>Locates the endpoint that makes the pictures of a request.</summary>
    public static string LocatePictures(ComposedRequest composed)
    {
        string endpoint = composed.IsEdit ? "images/edits" : "images/generations";
        return Locate(
            composed.Azure,
            composed.Azure is { IsClassic: true } ? $"deployments/{Uri.EscapeDataString(composed.WireModel)}/{endpoint}" : endpoint);
    }

    /// <summary>Adds to an endpoint what the service wants with each call.</summary>
    public static string Locate(AzureOptions? azure, string endpoint) => azure?.SentVersion is { } version
        ? $"{endpoint}{(endpoint.Contains('?', StringComparison.Ordinal) ? '&' : '?')}api-version={version}"
        : endpoint;
}
