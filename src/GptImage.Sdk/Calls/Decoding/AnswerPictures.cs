namespace GptImage.Sdk;

/// <summary>The pictures of one answer on their way to their destination.</summary>
internal sealed class AnswerPictures<TPicture>(AnswerContext context, IPictureDestination<TPicture> destination)
    where TPicture : class
{
    private const int MaxQuotedLength = 2048;

    /// <summary>The pictures in the order in which they came. There are few: to look one up is to go through them.</summary>
    private readonly List<(PictureEntry Entry, TPicture Picture)> _kept = [];
    private List<string>? _foreign;
    private List<string>? _unfetched;
    private Exception? _fetchFailure;
    private int _arrived;

    /// <summary>Gets what is wrong with pictures beyond those that were asked for.</summary>
    public IReadOnlyList<string> Warnings { get; private set; } = [];

    /// <summary>Keeps a picture that came as bytes.</summary>
    public void Keep(PictureEntry entry, IPictureSink sink) => _kept.Add((entry, destination.Keep(sink, ++_arrived)));

    /// <summary>Takes the addresses, once nothing more comes: every one of them is kept before the first is fetched.</summary>
    /// <param name="entries">The entries of the answer, in its order.</param>
    /// <param name="wanted">How many pictures were asked for.</param>
    /// <param name="cancellationToken">Ends the fetching.</param>
    /// <returns>The pictures, in the order of their entries.</returns>
    /// <exception cref="AttemptFailedException">An address was not to be fetched, or is none.</exception>
    /// <exception cref="FormatException">A picture could not be fetched, or is broken, and too few came.</exception>
    public ValueTask<IReadOnlyList<TPicture>> FinishAsync(
        IReadOnlyList<PictureEntry> entries, int wanted, CancellationToken cancellationToken) =>
        _kept.Count < entries.Count
            ? FinishOthersAsync(entries, wanted, cancellationToken)
            : new ValueTask<IReadOnlyList<TPicture>>(Order(entries));

    /// <summary>Lists the pictures in the order of their entries.</summary>
    private List<TPicture> Order(IReadOnlyList<PictureEntry> entries)
    {
        List<TPicture> pictures = new(_kept.Count);
        foreach (PictureEntry entry in entries)
        {
            if (Find(entry) is { } picture)
            {
                pictures.Add(picture);
            }
        }

        return pictures;
    }

    /// <summary>Sees to the entries that did not come as bytes.</summary>
    private async ValueTask<IReadOnlyList<TPicture>> FinishOthersAsync(
        IReadOnlyList<PictureEntry> entries, int wanted, CancellationToken cancellationToken)
    {
        List<(PictureEntry Entry, Uri Address)> addresses = FindAddresses(entries);
        foreach ((PictureEntry entry, Uri address) in addresses)
        {
            if (destination.KeepAddress(address) is { } picture && !context.Options.AllowImageDownload)
            {
                _kept.Add((entry, picture));
            }
        }

        if (context.Options.AllowImageDownload)
        {
            await FetchAsync(addresses, cancellationToken).ConfigureAwait(false);
        }

        try
        {
            ThrowIfNotFetched();
            ThrowIfNotFetched(addresses);
            ThrowIfForeign();
            ThrowIfBroken(entries);
        }
        catch (Exception exception) when (_kept.Count >= wanted && exception is (FormatException or AttemptFailedException))
        {
            Warnings = [$"A picture beyond those asked for is missing: {exception.Message.TrimEnd('.')}."];
        }

        return Order(entries);
    }

    private TPicture? Find(PictureEntry entry)
    {
        foreach ((PictureEntry kept, TPicture picture) in _kept)
        {
            if (kept == entry)
            {
                return picture;
            }
        }

        return null;
    }

    /// <summary>Finds the entries that have nothing but an address. One beside the list of pictures is none where others are.</summary>
    private List<(PictureEntry Entry, Uri Address)> FindAddresses(IReadOnlyList<PictureEntry> entries)
    {
        List<(PictureEntry, Uri)> addresses = [];
        bool hasListed = entries.Any(entry => !entry.IsLoose || entry.Picture is not null);
        foreach (PictureEntry entry in entries.Where(entry => Find(entry) is null && !(entry.IsLoose && hasListed)))
        {
            if (entry.Address is not { } text)
            {
                continue;
            }

            if (PictureAddress.Find(text, context.Response.RequestMessage?.RequestUri) is { } address)
            {
                addresses.Add((entry, address));
            }
            else
            {
                (_foreign ??= []).Add(text);
            }
        }

        return addresses;
    }

    private async Task FetchAsync(List<(PictureEntry Entry, Uri Address)> addresses, CancellationToken cancellationToken)
    {
        foreach ((PictureEntry entry, Uri address) in addresses)
        {
            using IPictureSink sink = destination.Open(expectedBytes: 0);
            try
            {
                await context.Downloader.DownloadAsync(address, sink, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is FormatException or HttpRequestException or IOException)
            {
                _fetchFailure ??= exception;
                (_unfetched ??= []).Add($"{exception.Message.TrimEnd('.')}. The picture is at {address}");
                continue;
            }

            Keep(entry, sink);
            destination.ForgetAddress(address);
        }
    }

    private void ThrowIfNotFetched()
    {
        if (_unfetched is not null)
        {
            throw new FormatException(string.Join(". ", _unfetched), _fetchFailure);
        }
    }

    private void ThrowIfNotFetched(List<(PictureEntry Entry, Uri Address)> addresses)
    {
        List<string> left = [];
        foreach ((PictureEntry entry, Uri address) in addresses)
        {
            if (Find(entry) is null)
            {
                left.Add(address.ToString());
            }
        }

        if (left.Count > 0)
        {
            throw new AttemptFailedException(new Failure
            {
                Kind = FailureKind.Response,
                What = $"The service sent an address instead of the picture, and it was not fetched: {string.Join(", ", left)}.",
                Next = "Fetch it yourself, and set GptImageClientOptions.AllowImageDownload for the next calls.",
                Charge = ChargeState.Charged,
            });
        }
    }

    private void ThrowIfForeign()
    {
        if (_foreign is not null)
        {
            string quoted = string.Join(", ", _foreign.Select(text => $"'{text[..Math.Min(text.Length, MaxQuotedLength)]}'"));
            throw new AttemptFailedException(new Failure
            {
                Kind = FailureKind.Response,
                What = $"The service sent an address that is neither http nor https instead of the picture: {quoted}.",
                Next = "Ask the operator of the gateway for the picture.",
                Charge = ChargeState.Charged,
            });
        }
    }

    private void ThrowIfBroken(IReadOnlyList<PictureEntry> entries)
    {
        foreach (PictureEntry entry in entries)
        {
            if (entry.Failure is { } failure && Find(entry) is null)
            {
                throw failure;
            }
        }
    }
}
