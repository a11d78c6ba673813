namespace GptImage.Sdk.Testing;

/// <summary>What a figure wears above its legs.</summary>
internal enum Garment
{
    Shirt,
    Coat,
    Dress,
}
