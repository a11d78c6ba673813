using System.Diagnostics.CodeAnalysis;

namespace GptImage.Sdk;

/// <summary>The feature switch of answers packed with Brotli, which is 1 MB of a NativeAOT program.</summary>
internal static class BrotliAnswers
{
    private const string Switch = "GptImage.Sdk.BrotliAnswers";

    /// <summary>Gets whether they are unpacked: yes, unless the program switches it off.</summary>
#if NET9_0_OR_GREATER
    [FeatureSwitchDefinition(Switch)]
#endif
    public static bool IsSupported => !AppContext.TryGetSwitch(Switch, out bool isEnabled) || isEnabled;
}
