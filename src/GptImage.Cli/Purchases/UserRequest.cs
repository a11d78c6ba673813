using GptImage.Sdk;

namespace GptImage.Cli;

/// <summary>A request with its place in the user's ledger.</summary>
/// <param name="Id">What the ledger calls it: 32 hexadecimal digits.</param>
/// <param name="Request">The request.</param>
/// <param name="Sent">The request with inputs that must have the bytes of the id.</param>
internal sealed record UserRequest(string Id, ImageRequest Request, ImageRequest Sent)
{
    /// <summary>Makes one of an id alone, for reading what became of it. It cannot be bought.</summary>
    public static UserRequest FromId(string id)
    {
        TextToImageRequest unknown = new("");
        return new UserRequest(id, unknown, unknown);
    }
}
