namespace GptImage.Sdk.Testing;

/// <summary>How much work the fake service puts into a picture.</summary>
public enum FakeDrawing
{
    /// <summary>A scene seeded by the prompt, with the prompt, its quoted texts and the input images on it.</summary>
    Scene,

    /// <summary>One colour, seeded by the prompt: the right size and format at little cost, for load tests.</summary>
    Plain,
}
