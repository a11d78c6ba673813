using System.Security.Cryptography;
using GptImage.Sdk.Testing;

namespace GptImage.Sdk.ServiceTests;

/// <summary>Reads the fake's drawings: it has seen each of them before, and was told what is written there.</summary>
internal sealed class DrawnTexts : ITextReader
{
    private readonly Dictionary<string, string> _known = new(StringComparer.Ordinal);

    /// <summary>Gets how many pictures were read.</summary>
    public int Count { get; private set; }

    /// <summary>Learns the drawings of requests, each with its text right and wrong.</summary>
    public static async Task<DrawnTexts> LearnAsync(string right, string wrong, params ImageRequest[] requests)
    {
        DrawnTexts reader = new();
        using FakeGptImageService service = FakeGptImageService.Start();
        using GptImageClient client = Clients.For(service);
        foreach (ImageRequest request in requests)
        {
            reader._known[Key((await client.GenerateAsync(request, TestContext.Current.CancellationToken)).Image)] = right;
            service.Enqueue(FakeOutcome.Misspell());
            reader._known[Key((await client.GenerateAsync(request, TestContext.Current.CancellationToken)).Image)] = wrong;
        }

        return reader;
    }

    public Task<IReadOnlyList<RecognizedText>> ReadAsync(GeneratedImage image, CancellationToken cancellationToken)
    {
        Count++;
        return Task.FromResult<IReadOnlyList<RecognizedText>>([new RecognizedText(_known[Key(image)])]);
    }

    private static string Key(GeneratedImage image) => Convert.ToHexString(SHA256.HashData(image.Bytes.Span));
}
