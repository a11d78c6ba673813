using System.Buffers;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace GptImage.Sdk;

/// <summary>Opens and reads the bytes of inputs. Whatever fails there, on the disk or in code of the caller, is an
/// <see cref="InputChangedException"/>, and nothing else is.</summary>
internal static class InputReading
{
    /// <summary>From here on an input is too long for the service; nothing is read beyond it.</summary>
    public const long MaxBytes = 50L * 1024 * 1024;

    private const int BlockBytes = 64 * 1024;

    /// <summary>Reads an input without waiting for more than its stream's own reads.</summary>
    public static T Read<T>(ImageInput input, Func<Stream, T> read)
    {
        try
        {
            using Stream stream = Open(input);
            return read(stream);
        }
        catch (Exception exception) when (exception is not (OutOfMemoryException or InputChangedException))
        {
            throw Fail(input, exception);
        }
    }

    /// <summary>Reads an input. A call has up to eighteen, read one after another, so what a wait needs is pooled.</summary>
    /// <exception cref="OperationCanceledException">The token was canceled.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public static async ValueTask<T> ReadAsync<T>(
        ImageInput input, Func<Stream, CancellationToken, ValueTask<T>> read, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            Stream stream = Open(input);
            await using (stream.ConfigureAwait(false))
            {
                return await read(stream, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is not (OutOfMemoryException or InputChangedException))
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw Fail(input, exception);
        }
    }

    /// <summary>Computes the SHA-256 of an input: 64 hexadecimal digits.</summary>
    /// <exception cref="OperationCanceledException">The token was canceled.</exception>
    public static ValueTask<string> HashAsync(ImageInput input, CancellationToken cancellationToken) => ReadAsync(
        input,
        static async (stream, token) =>
            Convert.ToHexString(await SHA256.HashDataAsync(stream, token).ConfigureAwait(false)).ToLowerInvariant(),
        cancellationToken);

    /// <summary>Reads an input to its end to learn its length, which its stream does not tell.</summary>
    /// <returns>The length; more than <see cref="MaxBytes"/> for one that is too long.</returns>
    /// <exception cref="OperationCanceledException">The token was canceled.</exception>
    public static ValueTask<long> MeasureAsync(ImageInput input, CancellationToken cancellationToken) => ReadAsync(
        input,
        static async (stream, token) =>
        {
            byte[] block = ArrayPool<byte>.Shared.Rent(BlockBytes);
            try
            {
                long length = 0;
                int count;
                while (length <= MaxBytes && (count = await stream.ReadAsync(block, token).ConfigureAwait(false)) > 0)
                {
                    length += count;
                }

                return length;
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(block);
            }
        },
        cancellationToken);

    /// <summary>Opens an input.</summary>
    public static Stream Open(ImageInput input)
    {
        Stream stream;
        try
        {
            stream = input.Open?.Invoke() ?? Stream.Null;
            if (stream.CanRead)
            {
                return stream;
            }
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            throw Fail(input, exception);
        }

        throw Fail(input, new ObjectDisposedException(stream.GetType().Name));
    }

    /// <summary>Makes of whatever an input threw the exception that says what its owner should change.</summary>
    public static InputChangedException Fail(ImageInput input, Exception cause)
    {
        string problem = cause is ObjectDisposedException && input.IsFromFunction
            ? "The stream is closed. The function passed to FromStream must open a new stream each time it is called, for example () => "
                + "File.OpenRead(path)."
            : input.IsFromFunction
                ? $"{cause.GetType().Name}: {cause.Message.TrimEnd('.')}. The function passed to FromStream must open a new, readable "
                    + "stream each time it is called."
                : $"{cause.Message.TrimEnd('.')}. Pass an existing PNG, JPEG or WebP file.";
        return new InputChangedException($"An input image ({input.Description}) could not be read: {problem}", cause) { Problem = problem };
    }

    /// <summary>Makes the exception for an input that gives other bytes than before.</summary>
    public static InputChangedException Change(ImageInput input, string what)
    {
        string problem = input.IsFromFunction
            ? $"{what} The function passed to FromStream must open a new stream with the same bytes each time it is called."
            : $"{what} Keep inputs unchanged until the call is done.";
        return new InputChangedException($"An input image ({input.Description}) changed while it was sent: {problem}")
        { Problem = problem };
    }
}
