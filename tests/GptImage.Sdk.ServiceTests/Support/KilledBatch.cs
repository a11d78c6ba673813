using System.Globalization;

namespace GptImage.Sdk.ServiceTests;

/// <summary>The batch that is killed in a process of its own and goes on in that of the tests: text-to-image and edits.</summary>
internal static class KilledBatch
{
    public const int Requests = 6;

    private static readonly byte[] Png =
        Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==");

    public static IReadOnlyList<ImageRequest> Create() =>
    [
        .. Enumerable.Range(1, Requests).Select(static number =>
        {
            string prompt = string.Create(CultureInfo.InvariantCulture, $"Scene {number}");
            return (ImageRequest)(number % 3 == 0
                ? new ImageToImageRequest(prompt, ImageInput.FromBytes(Png)) { Quality = ImageQuality.Low }
                : new TextToImageRequest(prompt) { Quality = ImageQuality.Low });
        }),
    ];

    /// <summary>Submits the batch and collects it.</summary>
    public static async Task<ImageJobReport> RunAsync(
        GptImageClient client, string folder, bool repeat = false, CancellationToken cancellationToken = default)
    {
        await client.SubmitBatchAsync(
            Create(), new ImageBatchOptions { OutputDirectory = folder, RepeatPossiblyCharged = repeat }, cancellationToken);
        return await client.CollectBatchAsync(folder, cancellationToken: cancellationToken);
    }
}
