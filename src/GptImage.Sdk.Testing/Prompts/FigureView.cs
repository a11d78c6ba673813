namespace GptImage.Sdk.Testing;

/// <summary>From where a figure is seen, and how much of it.</summary>
internal enum FigureView
{
    Front,
    Face,
    Profile,
    Back,
    Outfit,
    Detail,
}
