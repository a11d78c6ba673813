namespace GptImage.Sdk.Testing;

/// <summary>How an answer carries a picture.</summary>
internal enum PictureForm
{
    Base64,
    DataUrl,
    InvalidBase64,
    Address,
}
