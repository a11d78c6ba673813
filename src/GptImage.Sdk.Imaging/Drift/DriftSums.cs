namespace GptImage.Sdk.Imaging;

/// <summary>What is counted while two pictures are compared.</summary>
internal record struct DriftSums
{
    public int Channels { get; init; }

    public long Pixels { get; set; }

    public long Changed { get; set; }

    public long Absolute { get; set; }

    public long Squared { get; set; }

    public int Max { get; set; }

    public double Ssim { get; set; }

    public long SsimWeight { get; set; }
}
