using System.Globalization;
using System.Text;
using System.Text.Json;

namespace GptImage.Sdk;

/// <summary>Keeps the requests of a folder's batches as text, so that another process knows what it collects.</summary>
/// <remarks>A line each in <c>batch.jsonl</c>, with the fingerprint that the ledger has and the request as
/// <see cref="ImageRequestJson"/> writes it, inputs as file ids. The first line has the version of the form. The file is replaced as a
/// whole.</remarks>
internal static class BatchRequests
{
    public const string FileName = "batch.jsonl";

    private const int FormatVersion = 1;

    /// <summary>Reads the requests that were submitted so far, by their fingerprints, in the order of their first submission.</summary>
    /// <exception cref="IOException">The file cannot be read, or is damaged.</exception>
    public static IReadOnlyList<KeyValuePair<string, ImageRequest>> Read(string folder)
    {
        string path = Path.Combine(folder, FileName);
        List<KeyValuePair<string, ImageRequest>> requests = [];
        if (!File.Exists(path))
        {
            return requests;
        }

        int number = 0;
        foreach (string line in File.ReadLines(path))
        {
            number++;
            try
            {
                using JsonDocument document = JsonDocument.Parse(line);
                if (number == 1)
                {
                    ThrowIfVersion(document.RootElement, path);
                }
                else
                {
                    requests.Add(ReadLine(document.RootElement));
                }
            }
            catch (JsonException exception)
            {
                throw new IOException(
                    FormattableString.Invariant($"Line {number} of '{path}' cannot be read: {exception.Message.TrimEnd('.')}. ")
                    + "Nothing was sent. Put a copy of the file back; without it the pictures of the batch cannot be collected.",
                    exception);
            }
        }

        return requests;
    }

    /// <summary>Adds requests to those that are there.</summary>
    /// <exception cref="IOException">The file cannot be read or written.</exception>
    public static async Task AddAsync(
        string folder, IEnumerable<KeyValuePair<string, ImageRequest>> requests, CancellationToken cancellationToken)
    {
        string path = Path.Combine(folder, FileName);
        using AtomicFile file = AtomicFile.Create(path);
        StreamWriter writer = new(file.Stream, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        await using (writer.ConfigureAwait(false))
        {
            await writer.WriteLineAsync(FormattableString.Invariant($"{{\"version\":{FormatVersion}}}")).ConfigureAwait(false);
            foreach ((string id, ImageRequest request) in Read(folder).Concat(requests).DistinctBy(pair => pair.Key))
            {
                string text = await ImageRequestJson.WriteAsync(request, cancellationToken: cancellationToken).ConfigureAwait(false);

                // An additional parameter keeps its own text. Line breaks are only white space there: strings have them escaped.
                string line = text.Replace('\r', ' ').Replace('\n', ' ');
                await writer.WriteLineAsync($"{{\"id\":\"{id}\",\"request\":{line}}}").ConfigureAwait(false);
            }
        }

        file.Commit(path, overwrite: true, isDurable: true);
    }

    private static void ThrowIfVersion(JsonElement first, string path)
    {
        if (JsonMember.Count(first, "version"u8) is var version && version != FormatVersion)
        {
            throw new IOException(string.Create(CultureInfo.InvariantCulture,
                $"'{path}' has format {version?.ToString(CultureInfo.InvariantCulture) ?? "unknown"}; this version of the library reads "
                + $"format {FormatVersion}. Nothing was sent. Use the version of the library that wrote it, or another folder."));
        }
    }

    private static KeyValuePair<string, ImageRequest> ReadLine(JsonElement line) =>
        JsonMember.Text(line, "id"u8) is { Length: > 0 } id && JsonMember.Object(line, "request"u8) is { } request
            ? new(id, ImageRequestJson.Read(request.GetRawText()))
            : throw new JsonException("it has no id or no request");
}
