namespace GptImage.Sdk;

/// <summary>Writes the wire fields of a plan as the body of one attempt.</summary>
internal static class RequestEncoder
{
    public static RequestBody Encode(RequestPlan plan) =>
        plan.Fields.IsMultipart ? MultipartBody.Write(plan.Fields) : JsonBody.Write(plan.Fields);
}
