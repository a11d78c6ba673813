using Microsoft.AspNetCore.Http;

namespace GptImage.Sdk.Testing;

/// <summary>Brings the body of one answer to its connection: WireMock sends status and headers, but bodies only whole and without a
/// length.</summary>
internal sealed class Delivery
{
    private static readonly AsyncLocal<Delivery?> Current = new();

    private FakeAnswer? _answer;

    /// <summary>Takes charge of the body of the request that this flow of execution answers.</summary>
    public static void Take(FakeAnswer answer) =>
        (Current.Value ?? throw new InvalidOperationException("No request is being answered."))._answer = answer;

    /// <summary>Lets the rest of the pipeline answer, then sends the body it handed over.</summary>
    public static async Task RunAsync(HttpContext context, RequestDelegate next)
    {
        var delivery = new Delivery();
        Current.Value = delivery;
        await next(context).ConfigureAwait(false);
        if (delivery._answer is not { } answer || context.Response.StatusCode is 204 or 205 or 304)
        {
            return;
        }

        try
        {
            context.Response.ContentLength = LengthOf(answer);
            await context.Response.StartAsync(context.RequestAborted).ConfigureAwait(false);
            await context.Response.Body.FlushAsync(context.RequestAborted).ConfigureAwait(false);
            await SendAsync(context, answer).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The caller has gone, or the service is being stopped in the middle of an answer.
            context.Abort();
        }
    }

    /// <summary>Finds the length to announce. A cut answer announces more than comes, and the web server closes the connection over it,
    /// after the last byte.</summary>
    private static long? LengthOf(FakeAnswer answer)
    {
        if (answer.Pieces is null)
        {
            return answer.Body.Length;
        }

        return answer.PiecesLength ?? (answer.CutAfter is { } bytes ? Math.Min(bytes, long.MaxValue - 1) + 1 : null);
    }

    private static async Task SendAsync(HttpContext context, FakeAnswer answer)
    {
        long left = answer.CutAfter ?? long.MaxValue;
        await foreach (
            ReadOnlyMemory<byte> piece in (answer.Pieces ?? Whole(answer.Body)).WithCancellation(context.RequestAborted)
            .ConfigureAwait(false))
        {
            ReadOnlyMemory<byte> sent = piece.Length > left ? piece[..(int)left] : piece;
            await context.Response.Body.WriteAsync(sent, context.RequestAborted).ConfigureAwait(false);
            await context.Response.Body.FlushAsync(context.RequestAborted).ConfigureAwait(false);
            left -= sent.Length;
            if (sent.Length < piece.Length)
            {
                return;
            }
        }
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> Whole(byte[] body)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        yield return body;
    }
}
