using System.Threading.RateLimiting;

namespace GptImage.Sdk;

/// <summary>The answer of a window: passed, or not now. Nothing is given back; time does that.</summary>
internal sealed class WindowLease(bool isAcquired, TimeSpan retryAfter) : RateLimitLease
{
    public static WindowLease Passed { get; } = new(true, TimeSpan.Zero);

    public override bool IsAcquired => isAcquired;

    public override IEnumerable<string> MetadataNames => isAcquired ? [] : [MetadataName.RetryAfter.Name];

    public override bool TryGetMetadata(string metadataName, out object? metadata)
    {
        bool isKnown = !isAcquired && metadataName == MetadataName.RetryAfter.Name;
        metadata = isKnown ? retryAfter : null;
        return isKnown;
    }
}
