using Microsoft.AspNetCore.Http;

namespace GptImage.Sdk.Testing;

/// <summary>Brings the body of one answer to its connection: WireMock sends status and headers, but bodies only whole and without a length.</summary>
internal sealed class Delivery
{
    private static readonly AsyncLocal<Delivery?> Current = new();

    private FakeAnswer? _answer;

    /// <summary>Takes charge of the body of the request that this thread of execution answers.</summary>
    public static void Take(FakeAnswer answer) => (Current.Value ?? throw new InvalidOperationException("No request is being answered.")).Accept(answer);

    /// <summary>Lets the rest of the pipeline answer, then sends the body it handed over.</summary>
    public static async Task RunAsync(HttpContext context, RequestDelegate next)
    {
        var delivery = new Delivery();
        Current.Value = delivery;
        await next(context).ConfigureAwait(false);
        if (delivery._answer is { } answer)
        {
            await SendAsync(context, answer).ConfigureAwait(false);
        }
    }

    private static async Task SendAsync(HttpContext context, FakeAnswer answer)
    {
        try
        {
            if (answer.Pieces is null)
            {
                context.Response.ContentLength = answer.Body.Length;
                await context.Response.Body.WriteAsync(answer.Body, context.RequestAborted).ConfigureAwait(false);
                return;
            }

            await foreach (ReadOnlyMemory<byte> piece in answer.Pieces.WithCancellation(context.RequestAborted).ConfigureAwait(false))
            {
                await context.Response.Body.WriteAsync(piece, context.RequestAborted).ConfigureAwait(false);
                await context.Response.Body.FlushAsync(context.RequestAborted).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The caller has gone, or the service is being stopped in the middle of an answer.
            context.Abort();
        }
    }

    private void Accept(FakeAnswer answer) => _answer = answer;
}
