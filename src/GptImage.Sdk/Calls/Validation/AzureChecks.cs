namespace GptImage.Sdk;

/// <summary>Checks what a resource of Azure does not do although the model does.</summary>
internal static class AzureChecks
{
    private static readonly string[] Formats = [OutputFormat.Png.Value, OutputFormat.Jpeg.Value];

    public static void Check(ComposedRequest request, FindingList findings)
    {
        if (request.Azure is null)
        {
            return;
        }

        if (!request.IsDeployed && request.Facts is not null)
        {
            findings.Add(
                Rules.AzureDeployment,
                $"Azure takes the name of a deployment as the model. GptImageClientOptions.Deployments names no deployment of "
                + $"'{request.Model}', so '{request.WireModel}' is sent as the name.");
        }

        if (request.Request.OutputFormat is { Value.Length: > 0 } format && !Formats.Contains(format.Value))
        {
            findings.Add(
                Rules.AzureFormat,
                $"Azure documents png and jpeg for its deployments, not {format}. Set OutputFormat to one of these, or try it: the request "
                + "is sent as it is.", OutputFormat.Png.Value);
        }

        if (request.IsEdit && request.HasReferences)
        {
            findings.Add(
                Rules.AzureReferences,
                "Azure takes the images of an edit as bytes, not by file id or address. Pass files, bytes, streams or data URIs.");
        }
    }
}
