namespace GptImage.Sdk;

/// <summary>Writes the wire fields of a request as the body of one attempt.</summary>
internal static class RequestEncoder
{
    public static RequestBody Encode(RequestFields fields) =>
        fields.IsMultipart ? MultipartBody.Write(fields) : JsonBody.Write(fields);
}
