namespace GptImage.Sdk;

/// <summary>Where in a document pictures stand.</summary>
internal enum PicturePlace
{
    /// <summary>In the entries of <c>data</c>.</summary>
    Answer,

    /// <summary>In the object itself.</summary>
    Event,
}
