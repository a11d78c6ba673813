using System.Diagnostics;

namespace GptImage.Sdk.FleetHost;

/// <summary>Kills its own process at an event of the protocol: before a request is sent, when its answer is there, before a picture is
/// stored, and when it is stored.</summary>
/// <param name="killedAt">Which event, counted from 1; 0 for none.</param>
public sealed class DeathClock(int killedAt)
{
    private int _events;

    public void Count()
    {
        if (Interlocked.Increment(ref _events) == killedAt)
        {
            Process.GetCurrentProcess().Kill();
        }
    }
}
