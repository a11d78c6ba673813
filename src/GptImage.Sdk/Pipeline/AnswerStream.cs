using System.Runtime.CompilerServices;

namespace GptImage.Sdk;

/// <summary>The body of an answer: counts its bytes, and ends a silence that lasts too long.</summary>
internal sealed class AnswerStream : Stream
{
    private readonly Stream _source;
    private readonly CancellationTokenSource _silence;
    private readonly ITimer _timer;

    /// <param name="source">The body.</param>
    /// <param name="idleTimeout">How long one read may wait.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends all reads.</param>
    public AnswerStream(Stream source, TimeSpan idleTimeout, TimeProvider time, CancellationToken cancellationToken)
    {
        _source = source;
        IdleTimeout = idleTimeout;
        _silence = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _timer = time.CreateTimer(_ => EndSilence(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public TimeSpan IdleTimeout { get; set; }

    public bool WasSilent { get; private set; }

    public long BytesRead { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Reads. A slow line waits hundreds of times for one picture, so what a wait needs is pooled.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ValueTask<int> read = _source.ReadAsync(buffer, _silence.Token);

        // Only a read that waits can be silent; one that found its bytes at hand needs no clock.
        bool isTimed = !read.IsCompleted && IdleTimeout != Timeout.InfiniteTimeSpan;
        if (isTimed)
        {
            _timer.Change(IdleTimeout, Timeout.InfiniteTimeSpan);
        }

        try
        {
            int count = await read.ConfigureAwait(false);
            BytesRead += count;
            return count;
        }
        finally
        {
            if (isTimed)
            {
                _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            }
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Gives all reads together so much time. For answers that may be silent as long as they like until then.</summary>
    public void EndAfter(TimeSpan time) => _timer.Change(time, Timeout.InfiniteTimeSpan);

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _timer.Dispose();
            _silence.Dispose();
            _source.Dispose();
        }

        base.Dispose(disposing);
    }

    private void EndSilence()
    {
        try
        {
            WasSilent = true;
            _silence.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The answer ended in this very moment; there is no read left to end.
            WasSilent = false;
        }
    }
}
