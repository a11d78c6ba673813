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

        // Azure lists the models that could be deployed, not the deployments: only what it says of the key counts, and a question for the
        // name of a deployment would always fail.
        bool listsModels = pipeline.Options.Azure is null;
        OutgoingCall call = new()
        {
            Method = HttpMethod.Get,
            Endpoint = listsModels ? "models/" + Uri.EscapeDataString(name) : "models",
        };
        try
        {
            await pipeline.SendAsync(call, () => new DocumentReader<bool>(listsModels ? HasId : HasEntries), cancellationToken)
                .ConfigureAwait(false);
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
    private static bool HasId(JsonElement model) => JsonMember.Text(model, "id"u8) is { Length: > 0 }
        ? true
        : throw new FormatException("it has no model");

    private static bool HasEntries(JsonElement models) => JsonMember.Find(models, "data"u8) is { ValueKind: JsonValueKind.Array }
        ? true
        : throw new FormatException("it has no list of models");
}
