using System.Text.Json;

namespace GptImage.Sdk;

/// <summary>Asks the service for a model, which costs nothing.</summary>
internal static class ModelAccessCheck
{
    private const string NoAccessCode = "model_not_found";

    public static async Task<ModelAccess> AskAsync(RequestPipeline pipeline, string name, CancellationToken cancellationToken)
    {
        if (name.All(character => character == '.'))
        {
            return ModelAccess.Unknown; // As a part of an address it would lead elsewhere.
        }

        // Azure lists the models that could be deployed, not the deployments: only what it says of the key counts.
        bool listsModels = pipeline.Options.Azure is null;
        OutgoingCall call = new() { Method = HttpMethod.Get, Endpoint = "models/" + Uri.EscapeDataString(name) };
        try
        {
            await pipeline.SendAsync(call, static () => new DocumentReader<string>(ReadId), cancellationToken).ConfigureAwait(false);
            return listsModels ? ModelAccess.Visible : ModelAccess.Unknown;
        }
        catch (GptImageAuthenticationException exception) when (exception.StatusCode == 401)
        {
            return IsRestricted(exception) ? ModelAccess.Unknown : ModelAccess.KeyRefused;
        }
        catch (GptImageApiException exception)
            when (listsModels && exception is GptImageModelUnavailableException or GptImagePermissionException { Code: NoAccessCode })
        {
            return ModelAccess.NotVisible;
        }
        catch (GptImageException)
        {
            return ModelAccess.Unknown;
        }
    }

    /// <summary>Says whether a key is good and only may not ask this. Source: the service's answer to a restricted key, a 401 with
    /// <c>You have insufficient permissions for this operation. Missing scopes: api.model.read.</c></summary>
    private static bool IsRestricted(GptImageAuthenticationException exception) =>
        exception.ResponseBody is { } body
        && (body.Contains("Missing scopes", StringComparison.OrdinalIgnoreCase)
            || body.Contains("insufficient permissions", StringComparison.OrdinalIgnoreCase));

    /// <summary>Finds the id of the model, which tells the answer from whatever page a proxy sends with a 200.</summary>
    private static string ReadId(JsonElement model) => JsonMember.Text(model, "id"u8) is { Length: > 0 } id
        ? id
        : throw new FormatException("it has no model");
}
