namespace GptImage.Sdk.Imaging;

/// <summary>How the weight of a mask falls beside its region.</summary>
internal static class Feathering
{
    /// <summary>Gets the weight at a distance from the region: an S-curve from whole to nothing.</summary>
    public static byte WeightAt(double distance, double radius)
    {
        double left = Math.Clamp(1 - (distance / (radius + 1)), 0, 1);
        return (byte)Math.Clamp(Math.Round(left * left * (3 - (2 * left)) * MaskPlane.Edit), 1, MaskPlane.Edit - 1);
    }

    /// <summary>Softens a mask outwards by a number of pixels.</summary>
    public static void Apply(MaskPlane mask, double radius)
    {
        if (radius >= 1)
        {
            DistanceSpread.Apply(mask, radius, distance => WeightAt(distance, radius));
        }
    }
}
