using System.Net.ServerSentEvents;
using System.Text.Json;
using GptImage.Sdk;

namespace WebApi;

/// <summary>Turns the updates of a picture into events for a browser: <c>partial</c>, <c>completed</c> and, where the service fails in the
/// middle, <c>problem</c>.</summary>
internal static class PictureEvents
{
    /// <param name="updates">The updates, at the first.</param>
    public static async IAsyncEnumerable<SseItem<string>> ReadAsync(IAsyncEnumerator<ImageUpdate> updates)
    {
        await using (updates)
        {
            GptImageException? failure = null;
            for (bool hasMore = true; hasMore;)
            {
                yield return updates.Current switch
                {
                    PartialImageUpdate partial => new SseItem<string>(DataUri(partial.Image), "partial"),
                    CompletedImageUpdate completed => new SseItem<string>(DataUri(completed.Image), "completed"),
                    _ => new SseItem<string>("", "other"),
                };
                try
                {
                    hasMore = await updates.MoveNextAsync();
                }
                catch (GptImageException exception)
                {
                    failure = exception;
                    hasMore = false;
                }
            }

            if (failure is not null)
            {
                yield return new SseItem<string>(
                    JsonSerializer.Serialize(Problems.FromException(failure), JsonSerializerOptions.Web), "problem");
            }
        }
    }

    private static string DataUri(GeneratedImage image) => $"data:{image.MediaType};base64,{Convert.ToBase64String(image.Bytes.Span)}";
}
