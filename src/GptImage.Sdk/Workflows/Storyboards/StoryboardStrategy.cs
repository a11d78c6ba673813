namespace GptImage.Sdk;

/// <summary>What each frame of a story is made from.</summary>
public enum StoryboardStrategy
{
    /// <summary>The characters' references alone: several frames at once, and no frame inherits the faults of another.</summary>
    Anchored,

    /// <summary>The references, and the frame before as the last image: one after the other, with a setting that goes on.</summary>
    Chained,
}
