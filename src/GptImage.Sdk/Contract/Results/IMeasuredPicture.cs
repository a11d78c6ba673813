namespace GptImage.Sdk;

/// <summary>What the bytes of a picture tell, wherever they are.</summary>
internal interface IMeasuredPicture
{
    OutputFormat Format { get; }

    ImageSize? PixelSize { get; }

    bool HasAlpha { get; }

    /// <summary>Gets whether there are no bytes that could tell anything.</summary>
    bool IsAddress { get; }

    /// <summary>Gets whether the bytes end before the end that their format says.</summary>
    bool IsCutOff { get; }
}
