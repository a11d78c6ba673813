namespace GptImage.Sdk.Imaging;

/// <summary>How drift is measured.</summary>
public sealed class DriftOptions
{
    internal const int DefaultThreshold = 4;

    /// <summary>Gets or sets by how many levels of 255 a channel must differ for a pixel to count as changed.</summary>
    /// <value>4 by default: what rounding does by itself stays below. 0 to 254; a difference above it counts. For pictures that went
    /// through JPEG, 16 is fairer.</value>
    public int Threshold { get; set; } = DefaultThreshold;

    internal DriftOptions Checked()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(Threshold, nameof(Threshold));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Threshold, 254, nameof(Threshold));
        return this;
    }
}
