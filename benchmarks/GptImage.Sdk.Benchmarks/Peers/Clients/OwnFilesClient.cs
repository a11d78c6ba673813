namespace GptImage.Sdk.Benchmarks.Peers.Clients;

/// <summary>This library, from the wire into files.</summary>
internal sealed class OwnFilesClient(PeerSetting setting) : OwnClient(setting)
{
    protected override async Task GenerateAsync(int number)
    {
        SavedImageResult result =
            await Client.GenerateToFilesAsync(Request, PathOf(FormattableString.Invariant($"own-{number}-{{0}}")), overwrite: true);
        Expect(result.Files.Sum(file => file.Length));
    }

    protected override async Task StreamAsync()
    {
        long length = 0;
        await foreach (
            SavedImageUpdate update in Client.StreamToFilesAsync(Request, PathOf("own-stream-{0}"), partialImages: 3, overwrite: true))
        {
            length += update.File.Length;
        }

        Expect(length);
    }
}
