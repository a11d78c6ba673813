using System.Runtime.CompilerServices;

namespace GptImage.Sdk;

/// <summary>The body of an answer: counts its bytes, and ends a silence that lasts too long.</summary>
/// <param name="source">The body.</param>
/// <param name="limit">Ends all reads, and is ended by a silence that lasts too long.</param>
/// <param name="time">The clock.</param>
internal sealed class AnswerStream(Stream source, TimeLimit limit, TimeProvider time) : Stream
{
    private ITimer? _silence;
    private TimeLimit? _quiet;

    /// <summary>Gets or sets how long one read may wait.</summary>
    public TimeSpan IdleTimeout { get; set; } = Timeout.InfiniteTimeSpan;

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

    /// <summary>Reads. What is at hand needs neither a clock nor a wait.</summary>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ValueTask<int> read = source.ReadAsync(buffer, _quiet?.Token ?? limit.Token);
        if (!read.IsCompletedSuccessfully)
        {
            return WaitAsync(read);
        }

        int count = read.Result;
        BytesRead += count;
        return new ValueTask<int>(count);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <summary>Gives all reads together so much time. For answers that may be silent as long as they like until then.</summary>
    public void EndAfter(TimeSpan patience)
    {
        _silence ??= time.CreateTimer(
            static stream => (stream as AnswerStream)?.EndSilence(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _silence.Change(patience, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Ends the body after so much time as if it had ended by itself. For answers that are whole already.</summary>
    public void EndQuietlyAfter(TimeSpan patience) => _quiet ??= new TimeLimit(patience, time, limit.Token);

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
            _silence?.Dispose();
            _quiet?.Dispose();
            source.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>Waits for a read. A slow line waits hundreds of times for one picture, so what a wait needs is pooled.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> WaitAsync(ValueTask<int> read)
    {
        bool isTimed = IdleTimeout != Timeout.InfiniteTimeSpan;
        if (isTimed)
        {
            EndAfter(IdleTimeout);
        }

        try
        {
            int count = await read.ConfigureAwait(false);
            BytesRead += count;
            return count;
        }
        catch (OperationCanceledException) when (_quiet is { IsOver: true } && !limit.Token.IsCancellationRequested)
        {
            return 0;
        }
        finally
        {
            if (isTimed)
            {
                EndAfter(Timeout.InfiniteTimeSpan);
            }
        }
    }

    private void EndSilence()
    {
        WasSilent = true;
        WasSilent = limit.End();
    }
}
