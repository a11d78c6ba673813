namespace GptImage.Sdk.Testing;

internal enum FidelitySupport
{
    Refused,
    LowOnly,
    LowAndHigh,
}
