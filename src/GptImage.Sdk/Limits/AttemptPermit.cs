using System.Threading.RateLimiting;

namespace GptImage.Sdk;

/// <summary>What an attempt holds of its rate limiter until it ends.</summary>
internal sealed class AttemptPermit(RateLimitLease? call, RateLimitLease? images) : IDisposable
{
    public void Dispose()
    {
        images?.Dispose();
        call?.Dispose();
    }
}
