using System.Buffers;
using System.Buffers.Text;

namespace GptImage.Sdk.Benchmarks.Peers.Clients;

/// <summary>Reads the answer, decodes base64 of as many bytes, and writes them into files, without looking at what came. Uploads files
/// through the platform's own form.</summary>
internal sealed class FileFloorClient(PeerSetting setting) : HandMadeClient(setting)
{
    private const int TextBytes = 64 * 1024;
    private const int DecodedBytes = TextBytes / 4 * 3;

    private readonly byte[] _text = [.. Enumerable.Repeat((byte)'A', TextBytes)];

    protected override async Task GenerateAsync(int number)
    {
        using HttpResponseMessage response = await PostAsync();
        using Stream body = await response.Content.ReadAsStreamAsync();
        byte[] block = ArrayPool<byte>.Shared.Rent(TextBytes);
        byte[] decoded = ArrayPool<byte>.Shared.Rent(DecodedBytes);
        for (int picture = 0; picture < Case.Pictures; picture++)
        {
            using FileStream file =
                new(PathOf(FormattableString.Invariant($"floor-{number}-{picture}.png")), FileMode.Create, FileAccess.Write,
                FileShare.None, bufferSize: 0);
            long left = Case.PictureBytes;
            for (int count; left > 0 && (count = await body.ReadAsync(block.AsMemory(0, TextBytes))) > 0;)
            {
                Base64.DecodeFromUtf8(_text.AsSpan(0, count / 4 * 4), decoded, out _, out int written);
                written = (int)Math.Min(written, left);
                file.Write(decoded.AsSpan(0, written));
                left -= written;
            }
        }

        while (await body.ReadAsync(block) > 0)
        {
        }

        ArrayPool<byte>.Shared.Return(block);
        ArrayPool<byte>.Shared.Return(decoded);
    }

    protected override Task StreamAsync() => GenerateAsync(0);

    protected override Task UploadAsync() =>
        UploadAsync(path => new StreamContent(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0)));
}
