using OpenAI.Images;

namespace GptImage.Sdk.Benchmarks.Peers.Clients;

/// <summary>The official client, and what one does with its pictures to have them as files.</summary>
internal sealed class OpenAIFilesPeerClient(PeerSetting setting) : OpenAIPeerClient(setting)
{
    protected override async Task KeepAsync(int number, GeneratedImageCollection pictures)
    {
        for (int picture = 0; picture < pictures.Count; picture++)
        {
            await File.WriteAllBytesAsync(
                PathOf(FormattableString.Invariant($"openai-{number}-{picture}.png")), pictures[picture].ImageBytes.ToMemory());
        }
    }
}
