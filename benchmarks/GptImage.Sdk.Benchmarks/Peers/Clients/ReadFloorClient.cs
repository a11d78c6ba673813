namespace GptImage.Sdk.Benchmarks.Peers.Clients;

/// <summary>Reads the answer and throws it away: nobody can be faster.</summary>
internal sealed class ReadFloorClient(PeerSetting setting) : HandMadeClient(setting)
{
    private readonly byte[] _block = new byte[64 * 1024];

    protected override async Task GenerateAsync(int number)
    {
        using HttpResponseMessage response = await PostAsync();
        using Stream body = await response.Content.ReadAsStreamAsync();
        byte[] block = Case.AtOnce == 1 ? _block : new byte[_block.Length];
        while (await body.ReadAsync(block) > 0)
        {
        }
    }

    protected override Task StreamAsync() => GenerateAsync(0);
}
