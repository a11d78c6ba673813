namespace GptImage.Sdk;

/// <summary>What writer and reader of requests as text must agree on beyond the names of members.</summary>
internal static class RequestJsonFormat
{
    public const int Version = 1;
    public const int MaxDepth = 64;
    public const int MaxBytes = 16 * 1024 * 1024;

    public const string TextToImage = "text-to-image";
    public const string ImageToImage = "image-to-image";
    public const string CharacterReference = "character-reference";
    public const string Story = "storyboard";
}
