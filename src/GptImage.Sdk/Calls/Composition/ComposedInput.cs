using System.Globalization;
using System.Runtime.CompilerServices;

namespace GptImage.Sdk;

/// <summary>An input image with what its first bytes tell, looked at once for a call.</summary>
internal sealed record ComposedInput(ImageInput Input)
{
    /// <summary>More bytes than a mask or markup should have twice over; one with more is not looked through.</summary>
    private const long MaxLookedThroughBytes = 8L * 1024 * 1024;

    public ImageHeader? Header { get; private init; }

    /// <summary>Gets the length in bytes, or <see langword="null"/> when the stream does not know it.</summary>
    public long? Length { get; private init; }

    /// <summary>Gets the first bytes, by which a picture that was exchanged in the meantime is known.</summary>
    public ReadOnlyMemory<byte> Start { get; private init; }

    /// <summary>Gets why the bytes could not be read and what would be right, or <see langword="null"/>.</summary>
    public string? Problem { get; private init; }

    /// <summary>Gets whether the bytes can be looked at only by waiting for them, which was not done.</summary>
    public bool IsUnseen { get; private init; }

    /// <summary>Gets whether the picture lies where only the service looks at it.</summary>
    public bool IsReference => Input.Open is null;

    /// <summary>Gets whether the input must be read to its end before it can be sent.</summary>
    public bool NeedsMeasuring => !IsReference && Length is null && Problem is null && !IsUnseen;

    /// <summary>Gets whether it has an alpha channel and every pixel is opaque. False for pictures whose pixels were not read.</summary>
    public bool IsOpaque { get; private init; }

    /// <summary>Gets whether its header leaves open whether anything in it is transparent.</summary>
    public bool NeedsLookingThrough => Header is { HasAlpha: true, Format.Value: "png" } && Length is > 0 and <= MaxLookedThroughBytes;

    /// <summary>Names it as a reader of a plan sees it: bytes by their content type and length.</summary>
    public override string ToString() =>
        Input.FileId
        ?? Input.Uri?.AbsoluteUri
        ?? (Length is { } length
            ? string.Create(CultureInfo.InvariantCulture, $"{Header?.MediaType ?? "unknown"}, {length} bytes")
            : $"{Header?.MediaType ?? "unknown"}, bytes of a stream");

    /// <summary>Looks at an input without waiting.</summary>
    public ComposedInput Inspect()
    {
        if (IsReference)
        {
            return this;
        }

        try
        {
            return InputReading.Read(Input, stream =>
            {
                long? length = LengthOf(stream);
                HeadReading reading = new();
                try
                {
                    while (reading.Take(stream.Read(reading.Buffer.Span), stream))
                    {
                    }
                }
                catch (Exception exception) when (exception is NotSupportedException
                    or (InvalidOperationException and not ObjectDisposedException))
                {
                    // What streams throw that only read asynchronously.
                    return this with { Length = length, IsUnseen = true };
                }

                return Seen(reading, length);
            });
        }
        catch (InputChangedException exception)
        {
            return this with { Problem = exception.Problem };
        }
    }

    /// <summary>Looks at an input.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<ComposedInput> InspectAsync(CancellationToken cancellationToken)
    {
        if (IsReference)
        {
            return this;
        }

        try
        {
            return await InputReading.ReadAsync(Input, LookAsync, cancellationToken).ConfigureAwait(false);
        }
        catch (InputChangedException exception)
        {
            return this with { Problem = exception.Problem };
        }
    }

    /// <summary>Reads an input to its end where that is the only way to learn its length.</summary>
    public async ValueTask<ComposedInput> MeasureAsync(CancellationToken cancellationToken)
    {
        if (!NeedsMeasuring)
        {
            return this;
        }

        try
        {
            long length = await InputReading.MeasureAsync(Input, cancellationToken).ConfigureAwait(false);
            return length >= Start.Length
                ? this with { Length = length }
                : throw InputReading.Change(Input, "It ended early when it was opened again.");
        }
        catch (InputChangedException exception)
        {
            return this with { Problem = exception.Problem };
        }
    }

    /// <summary>Reads an input to its end, without waiting, where only its pixels tell whether anything in it is transparent.</summary>
    public ComposedInput LookThrough()
    {
        if (!NeedsLookingThrough)
        {
            return this;
        }

        try
        {
            return InputReading.Read(Input, stream =>
            {
                byte[] bytes = new byte[Length ?? 0];
                int count = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
                return this with { IsOpaque = PngAlpha.IsOpaque(new ArraySegment<byte>(bytes, 0, count)) };
            });
        }
        catch (InputChangedException exception)
        {
            return this with { Problem = exception.Problem };
        }
    }

    /// <summary>Reads an input to its end where only its pixels tell whether anything in it is transparent.</summary>
    public async ValueTask<ComposedInput> LookThroughAsync(CancellationToken cancellationToken)
    {
        if (!NeedsLookingThrough)
        {
            return this;
        }

        try
        {
            return await InputReading.ReadAsync(
                Input,
                async (stream, token) =>
                {
                    byte[] bytes = new byte[Length ?? 0];
                    int count = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, token)
                        .ConfigureAwait(false);
                    return this with { IsOpaque = PngAlpha.IsOpaque(new ArraySegment<byte>(bytes, 0, count)) };
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (InputChangedException exception)
        {
            return this with { Problem = exception.Problem };
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ComposedInput> LookAsync(Stream stream, CancellationToken cancellationToken)
    {
        long? length = LengthOf(stream);
        HeadReading reading = new();
        while (reading.Take(await stream.ReadAsync(reading.Buffer, cancellationToken).ConfigureAwait(false), stream))
        {
        }

        return Seen(reading, length);
    }

    private static long? LengthOf(Stream stream) => stream.CanSeek ? stream.Length - stream.Position : null;

    /// <summary>A stream that does not tell its length may show here already that it is too long.</summary>
    private ComposedInput Seen(HeadReading reading, long? length) => this with
    {
        Header = reading.Finish(),
        Length = length ?? (reading.Position > InputReading.MaxBytes ? reading.Position : null),
        Start = reading.Start,
    };
}
