using System.Globalization;

namespace GptImage.Sdk;

/// <summary>Checks the model and the parameters this library does not type.</summary>
internal static class ModelChecks
{
    private const int DaysOfNotice = 60;

    public static void Check(ComposedRequest request, DateOnly today, FindingList findings)
    {
        if (request.Model.Value.Length == 0)
        {
            findings.Add(Rules.ValueEmpty, "The model is empty. Name one, for example ImageModel.GptImage2.", "gpt-image-2", "model");
        }
        else if (request.Facts is not { } facts)
        {
            findings.Add(
                Rules.ModelUnknown,
                $"The model '{request.Model}' is not in the catalog: nothing specific to it is checked and no price is known. If it is "
                + "the name of a deployment, set GptImageClientOptions.Deployments.");
        }
        else if (facts.ShutdownDate is { } shutdown && shutdown <= today.AddDays(DaysOfNotice))
        {
            findings.Add(
                Rules.ModelRetirement,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The model '{request.Model}' {(shutdown <= today ? "was shut down" : "shuts down")} on {shutdown:yyyy-MM-dd}. The "
                    + $"service names {string.Join(" or ", facts.Replacements)} instead."),
                facts.Replacements.Count > 0 ? facts.Replacements[0].Value : null);
        }

        if (request.Deployments.Count > 0)
        {
            findings.Add(
                Rules.ModelDeployments,
                $"The model '{request.Model}' has the deployments {string.Join(", ", request.Deployments.Select(name => $"'{name}'"))}. "
                + "Name one of them as the model.", request.Deployments[0]);
        }

        foreach (string name in request.Request.AdditionalParameters.Keys)
        {
            if (FieldComposer.TypedNames.Contains(name))
            {
                findings.Add(
                    Rules.AdditionalParameterTyped,
                    $"The additional parameter '{name}' has a member of its own on the request. Set that instead.", parameter: name);
            }
        }
    }
}
