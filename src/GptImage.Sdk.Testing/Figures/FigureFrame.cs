namespace GptImage.Sdk.Testing;

/// <summary>Where the parts of a figure are, from its place, its height and its proportions: the same for drawing it and for reading it
/// again.</summary>
/// <param name="Middle">The x of its middle.</param>
/// <param name="Top">The y of the top of its head, without a hat.</param>
/// <param name="Height">From the top of the head to the soles.</param>
/// <param name="Heads">The height in heads.</param>
/// <param name="Girth">The breadth; 1 is usual.</param>
internal readonly record struct FigureFrame(float Middle, float Top, float Height, float Heads, float Girth)
{
    /// <summary>Gets the height of the head.</summary>
    public float Head => Height / Heads;

    public float Neck => Top + (Head * 0.98f);

    public float Hips => Top + Head + ((Height - Head) * 0.45f);

    /// <summary>Gets where a coat or a dress ends.</summary>
    public float Hem => Top + (Height * 0.74f);

    public float Soles => Top + Height;

    public float ShoulderHalf => Head * (0.36f + (0.05f * Heads)) * Girth;

    /// <summary>Gets how far a leg is from the middle.</summary>
    public float LegOut => ShoulderHalf * 0.48f;

    public float LegWidth => ShoulderHalf * 0.62f;
}
