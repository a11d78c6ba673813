using System.Threading.RateLimiting;
using Microsoft.Extensions.Logging;

namespace GptImage.Sdk;

/// <summary>What an attempt holds of its rate limiter until it ends. A limiter that fails to take it back costs no picture.</summary>
internal sealed class AttemptPermit(RateLimitLease? call, ILogger logger) : IDisposable
{
    public RateLimitLease? Images { get; set; }

    public void Dispose()
    {
        GiveBack(Images);
        GiveBack(call);
    }

    private void GiveBack(RateLimitLease? lease)
    {
        try
        {
            lease?.Dispose();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            Log.PermitNotGivenBack(logger, exception);
        }
    }
}
