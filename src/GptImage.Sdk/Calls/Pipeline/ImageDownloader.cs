using System.Buffers;
using System.Globalization;

namespace GptImage.Sdk;

/// <summary>Fetches pictures over https from wherever a gateway put them; it never sees the key.</summary>
/// <param name="createClient">Gives the HTTP client.</param>
/// <param name="maxImageBytes">The most bytes a picture may have.</param>
/// <param name="allowsHttp">Whether plain http is allowed beyond loopback.</param>
internal sealed class ImageDownloader(Func<HttpClient> createClient, long maxImageBytes, bool allowsHttp) : IImageDownloader
{
    private const int BlockBytes = 64 * 1024;

    public async Task DownloadAsync(Uri address, IPictureSink sink, CancellationToken cancellationToken)
    {
        if (address.Scheme != Uri.UriSchemeHttps && !allowsHttp && !address.IsLoopback)
        {
            throw new FormatException(
                $"the address of a picture is not https: {address.Scheme}://{address.Host} (GptImageClientOptions.AllowInsecureHttp)");
        }

        using HttpRequestMessage message = new(HttpMethod.Get, address);
        using HttpResponseMessage response = await createClient()
            .SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
        {
            throw new FormatException(
                string.Create(CultureInfo.InvariantCulture,
                $"the picture could not be fetched from {address.Host} (HTTP {(int)response.StatusCode}); its address is {address}"));
        }

        Stream body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
        {
            await CopyAsync(body, sink, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task CopyAsync(Stream body, IPictureSink sink, CancellationToken cancellationToken)
    {
        byte[] block = ArrayPool<byte>.Shared.Rent(BlockBytes);
        try
        {
            long length = 0;
            for (int count; (count = await body.ReadAsync(block, cancellationToken).ConfigureAwait(false)) > 0;)
            {
                length += count;
                if (length > maxImageBytes)
                {
                    throw new FormatException(
                        FormattableString.Invariant(
                            $"a picture has more than {maxImageBytes:N0} bytes (GptImageClientOptions.MaxImageBytes)"));
                }

                sink.Write(block.AsSpan(0, count));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
    }
}
