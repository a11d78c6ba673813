using System.Runtime.InteropServices;

namespace GptImage.Cli;

/// <summary>Ctrl-C: the first starts nothing new and waits for what was sent, the second waits for nothing.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _soft = new();
    private readonly CancellationTokenSource _hard = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly Action<string> _tell;
    private int _isStopping;

    private Interruption(Action<string> tell) => _tell = tell;

    /// <summary>Gets what stops a command from sending anything new.</summary>
    public CancellationToken SoftStop => _soft.Token;

    /// <summary>Gets what cancels calls under way.</summary>
    public CancellationToken HardStop => _hard.Token;

    /// <summary>Watches the signals of the process.</summary>
    public static Interruption Watch(Action<string> tell)
    {
        Interruption interruption = new(tell);
        foreach (PosixSignal signal in new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM })
        {
            interruption._registrations.Add(PosixSignalRegistration.Create(signal, context =>
            {
                context.Cancel = true;
                interruption.Stop();
            }));
        }

        return interruption;
    }

    /// <summary>Makes one that no signal reaches, for tests.</summary>
    public static Interruption CreateUnwatched(Action<string> tell) => new(tell);

    /// <summary>Stops as a Ctrl-C does.</summary>
    public void Stop()
    {
        // Two signals can come at the same time.
        if (Interlocked.Exchange(ref _isStopping, 1) == 1)
        {
            _hard.Cancel();
            return;
        }

        _tell("Stopping: waiting for what was sent, since it is paid for. Press Ctrl-C again to stop at once.");
        _soft.Cancel();
    }

    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
        {
            registration.Dispose();
        }

        _soft.Dispose();
        _hard.Dispose();
    }
}
