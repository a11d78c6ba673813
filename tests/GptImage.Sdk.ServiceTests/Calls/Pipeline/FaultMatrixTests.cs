using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Time.Testing;

namespace GptImage.Sdk.ServiceTests;

/// <summary>Every region of an exchange, and what can go wrong in each: how often the service gets the request, what it may have cost, and
/// what is kept.</summary>
public sealed class FaultMatrixTests
{
    private const int Attempts = 3;

    private static readonly byte[] First = Pictures.Png();
    private static readonly byte[] Second = Pictures.Jpeg();

    /// <summary>More than the buffers of both ends hold, so that an upload is still under way when the server stops reading.</summary>
    private static readonly byte[] LargePicture = [.. First, .. new byte[24 * 1024 * 1024]];

    private static readonly FaultAnswer Json = FaultAnswer.Json(First, Second);
    private static readonly FaultAnswer Events = FaultAnswer.Events(First);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The regions of a whole answer and of a stream: requests that reach the server without a repeat, charge, and what came whole
    /// before the fault: previews, pictures.</summary>
    private static readonly (
        FaultRegion Region, bool InAnswers, bool InStreams, int Requests, ChargeState Charge, int Previews, int Kept)[] Regions =
    [
        (FaultRegion.Connected, true, true, 0, ChargeState.NotSent, 0, 0),
        (FaultRegion.Tls, true, true, 0, ChargeState.NotSent, 0, 0),
        (FaultRegion.Upload, true, true, Attempts, ChargeState.NotSent, 0, 0),
        (FaultRegion.Uploaded, true, true, 1, ChargeState.PossiblyCharged, 0, 0),
        (FaultRegion.Headers, true, true, 1, ChargeState.PossiblyCharged, 0, 0),
        (FaultRegion.Body, true, false, 1, ChargeState.PossiblyCharged, 0, 0),
        (FaultRegion.BetweenPictures, true, false, 1, ChargeState.Charged, 0, 1),
        (FaultRegion.FirstEvent, false, true, 1, ChargeState.PossiblyCharged, 0, 0),
        (FaultRegion.SecondEvent, false, true, 1, ChargeState.PossiblyCharged, 1, 0),
    ];

    /// <summary>Every way to receive, every region it has, every fault: over TLS up to the upload, where only TLS can tell.</summary>
    public static TheoryData<Way, FaultRegion, FaultKind, int, ChargeState, int, int> Cells
    {
        get
        {
            TheoryData<Way, FaultRegion, FaultKind, int, ChargeState, int, int> cells = [];
            foreach (Way way in (Way[])[Way.Memory, Way.Files, Way.Stream, Way.StreamFiles])
            {
                foreach (
                    (FaultRegion region, bool inAnswers, bool inStreams, int requests, ChargeState charge, int previews,
                    int kept) in Regions)
                {
                    foreach (FaultKind fault in way is Way.Memory or Way.Files ? FaultsIf(inAnswers) : FaultsIf(inStreams))
                    {
                        cells.Add(way, region, fault, requests, charge, previews, kept);
                    }
                }
            }

            return cells;
        }
    }

    public static TheoryData<Way, FaultRegion, FaultKind, int, ChargeState, int, int> CellsBehindTheUpload
    {
        get
        {
            TheoryData<Way, FaultRegion, FaultKind, int, ChargeState, int, int> cells = [];
            foreach (
                TheoryDataRow<Way, FaultRegion, FaultKind, int, ChargeState, int, int> cell in Cells.Where(
                    cell => cell.Data.Item2 >= FaultRegion.Uploaded))
            {
                cells.Add(cell);
            }

            return cells;
        }
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task AnyWay_Fault_CostsAndKeepsWhatTheTableSays(
        Way way, FaultRegion region, FaultKind fault, int requests, ChargeState charge, int previews, int kept)
    {
        using Scratch scratch = new();
        await using Exchange exchange = new(region, fault, repeatPossiblyCharged: false);
        Receiver receiver = new(way, scratch.Folder);

        GptImageException exception =
            await Assert.ThrowsAnyAsync<GptImageException>(
                () => receiver.ReceiveAsync(exchange.Client, RequestFor(region, receiver), Token));

        Assert.IsType(ErrorOf(region, fault), exception);
        Assert.Equal((requests, charge), (exchange.Server.Heads, exception.Charge));
        Assert.Equal(region >= FaultRegion.Uploaded ? 1 : 0, exchange.Server.Purchases.Count);
        Assert.Equal(charge == ChargeState.NotSent && !IsStalledConnect(region, fault) ? Attempts : 1, exception.Attempts.Count);
        Assert.All(exception.Attempts, attempt => Assert.Equal(charge, attempt.Charge));
        Assert.Equal(Enumerable.Repeat(First, kept), await receiver.RecoveredAsync(exception));
        Assert.Equal(Enumerable.Repeat(First, previews), receiver.Previews);
        Assert.Empty(receiver.Pictures);
        Assert.Equal(
            receiver.Paths.Order(StringComparer.Ordinal), Directory.GetFileSystemEntries(scratch.Folder).Order(StringComparer.Ordinal));
        Assert.Contains(WordsOf(charge), exception.Message, StringComparison.Ordinal);
        Assert.Equal(charge != ChargeState.NotSent, exception.Message.Contains("Another call may cost up to", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(CellsBehindTheUpload))]
    public async Task AnyWay_FaultAndRepeatAllowed_RepeatsAllButWhatBroughtAPicture(
        Way way, FaultRegion region, FaultKind fault, int requests, ChargeState charge, int previews, int kept)
    {
        using Scratch scratch = new();
        await using Exchange exchange = new(region, fault, repeatPossiblyCharged: true);
        Receiver receiver = new(way, scratch.Folder);

        GptImageException exception =
            await Assert.ThrowsAnyAsync<GptImageException>(
                () => receiver.ReceiveAsync(exchange.Client, RequestFor(region, receiver), Token));

        int sent = kept > 0 ? requests : Attempts;
        Assert.IsType(ErrorOf(region, fault), exception);
        Assert.Equal((sent, sent, sent), (exchange.Server.Heads, exchange.Server.Purchases.Count, exception.Attempts.Count));
        Assert.Equal(charge, exception.Charge);
        Assert.Equal(Enumerable.Repeat(First, kept), await receiver.RecoveredAsync(exception));
        Assert.Equal(Enumerable.Repeat(First, previews * sent), receiver.Previews);
        Assert.Equal(
            receiver.Paths.Order(StringComparer.Ordinal), Directory.GetFileSystemEntries(scratch.Folder).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(Way.Memory, FaultKind.Close)]
    [InlineData(Way.Memory, FaultKind.Stall)]
    [InlineData(Way.Memory, FaultKind.Garbage)]
    [InlineData(Way.Files, FaultKind.Close)]
    [InlineData(Way.Files, FaultKind.Stall)]
    [InlineData(Way.Files, FaultKind.Garbage)]
    [InlineData(Way.Stream, FaultKind.Close)]
    [InlineData(Way.Stream, FaultKind.Stall)]
    [InlineData(Way.Stream, FaultKind.Garbage)]
    [InlineData(Way.StreamFiles, FaultKind.Close)]
    [InlineData(Way.StreamFiles, FaultKind.Stall)]
    [InlineData(Way.StreamFiles, FaultKind.Garbage)]
    public async Task AnyWay_FaultBehindTheAnswer_BringsThePictures(Way way, FaultKind fault)
    {
        using Scratch scratch = new();
        await using FaultServer server = FaultServer.Start(
            point => Task.FromResult(point.Region == FaultRegion.Answered ? fault : FaultKind.None),
            request => request.BodyText.Contains("\"stream\":true", StringComparison.Ordinal) ? Events : Json);
        using GptImageClient client = Clients.For(server.BaseAddress);
        Receiver receiver = new(way, scratch.Folder);

        await receiver.ReceiveAsync(client, RequestFor(FaultRegion.Answered, receiver), Token);

        Assert.Equal(receiver.IsStream ? [First] : [First, Second], receiver.Pictures);
        Assert.Single(server.Purchases);
    }

    [Theory]
    [InlineData(Way.Memory)]
    [InlineData(Way.Files)]
    [InlineData(Way.Stream)]
    [InlineData(Way.StreamFiles)]
    public async Task AnyWay_NobodyListens_IsNotSentAndRepeated(Way way)
    {
        using Scratch scratch = new();
        Uri nobody;
        await using (FaultServer server = FaultServer.Start(_ => Task.FromResult(FaultKind.None), _ => Json))
        {
            nobody = server.BaseAddress;
        }

        using GptImageClient client = Clients.For(nobody);
        Receiver receiver = new(way, scratch.Folder);

        GptImageConnectionException exception =
            await Assert.ThrowsAsync<GptImageConnectionException>(
                () => receiver.ReceiveAsync(client, RequestFor(FaultRegion.Connected, receiver), Token));

        Assert.Equal((ChargeState.NotSent, Attempts), (exception.Charge, exception.Attempts.Count));
        Assert.Empty(Directory.GetFileSystemEntries(scratch.Folder));
    }

    [Theory]
    [InlineData(FaultKind.Close)]
    [InlineData(FaultKind.Reset)]
    public async Task GenerateAsync_KeptConnectionBreaksAfterTheUpload_IsNotSentAgainByTheHandler(FaultKind fault)
    {
        bool isBroken = false;
        await using FaultServer server = FaultServer.Start(
            point => Task.FromResult(isBroken && point.Region == FaultRegion.Uploaded ? fault : FaultKind.None),
            _ => FaultAnswer.Json(First));
        using GptImageClient client = Clients.For(server.BaseAddress);
        await client.GenerateAsync("The first", Token);
        isBroken = true;

        GptImageConnectionException exception =
            await Assert.ThrowsAsync<GptImageConnectionException>(() => client.GenerateAsync("The second", Token));

        Assert.Equal((1, 2), (server.Exchanges, server.Heads));
        Assert.Equal(ChargeState.PossiblyCharged, exception.Charge);
    }

    [Fact]
    public async Task GenerateAsync_HandlerLetsABareSocketExceptionThrough_IsAConnectionFailure()
    {
        // SocketsHttpHandler does when a reset arrives at the very moment of the connection.
        using BrokenHandler handler = new(new SocketException((int)SocketError.NotConnected));
        using GptImageClient client = new(new GptImageClientOptions { ApiKey = "sk-test", Retry = { BaseDelay = TimeSpan.Zero } }, handler);

        GptImageConnectionException exception =
            await Assert.ThrowsAsync<GptImageConnectionException>(() => client.GenerateAsync("A lighthouse", Token));

        Assert.Equal((ChargeState.NotSent, Attempts), (exception.Charge, exception.Attempts.Count));
    }

    [Fact]
    public async Task GenerateAsync_CertificateIsNotTrusted_IsNotSent()
    {
        using X509Certificate2 certificate = TestCertificate.Create();
        await using FaultServer server = FaultServer.Start(_ => Task.FromResult(FaultKind.None), _ => FaultAnswer.Json(First), certificate);
        using GptImageClient client = Clients.For(server.BaseAddress);

        GptImageConnectionException exception =
            await Assert.ThrowsAsync<GptImageConnectionException>(() => client.GenerateAsync("A lighthouse", Token));

        Assert.Equal((0, ChargeState.NotSent), (server.Heads, exception.Charge));
    }

    [Fact]
    public async Task GenerateAsync_OverTlsWithoutAFault_BringsThePictures()
    {
        await using Exchange exchange = new(FaultRegion.Tls, FaultKind.None, repeatPossiblyCharged: false);

        ImageResult result = await exchange.Client.GenerateAsync(new TextToImageRequest("Two") { Count = 2 }, Token);

        Assert.Equal([First, Second], result.Images.Select(image => image.Bytes.ToArray()));
    }

    /// <summary>A repeat would wait, by the clock of the machine, until the handler below gives up the connection that stalls.</summary>
    private static bool IsStalledConnect(FaultRegion region, FaultKind fault) =>
        region is FaultRegion.Connected or FaultRegion.Tls && fault == FaultKind.Stall;

    private static FaultKind[] FaultsIf(bool hasRegion) =>
        hasRegion ? [FaultKind.Close, FaultKind.Reset, FaultKind.Stall, FaultKind.Garbage] : [];

    /// <summary>What stalls runs into a time limit; what breaks does so on the way, or within an answer that has begun.</summary>
    private static Type ErrorOf(FaultRegion region, FaultKind fault) => fault == FaultKind.Stall ? typeof(GptImageTimeoutException)
        : region <= FaultRegion.Headers ? typeof(GptImageConnectionException)
        : typeof(GptImageResponseException);

    private static string WordsOf(ChargeState charge) => charge switch
    {
        ChargeState.NotSent => "Nothing was sent and nothing charged.",
        ChargeState.PossiblyCharged => "A picture may have been made and charged; sending the request again may cost it again.",
        _ => "Complete and charged: 1, kept on this exception.",
    };

    private static ImageRequest RequestFor(FaultRegion region, Receiver receiver)
    {
        int count = receiver.IsStream ? 1 : 2;
        return region == FaultRegion.Upload
            ? new ImageToImageRequest("A large upload", ImageInput.FromBytes(LargePicture)) { Count = count }
            : new TextToImageRequest("Pictures") { Count = count };
    }

    /// <summary>A server with one fault in every exchange, over TLS where the region asks for it, and a client whose time runs out when the
    /// server stalls.</summary>
    private sealed class Exchange : IAsyncDisposable
    {
        private readonly X509Certificate2 _certificate = TestCertificate.Create();
        private readonly ReadWatch _handler;

        public Exchange(FaultRegion region, FaultKind fault, bool repeatPossiblyCharged)
        {
            FakeTimeProvider time = new();
            ReadWatch watch = _handler = new ReadWatch(TestCertificate.HandlerTrusting(_certificate));
            bool isSecure = region is FaultRegion.Connected or FaultRegion.Tls;
            Server = FaultServer.Start(
                async point =>
                {
                    if (point.Region != region)
                    {
                        return FaultKind.None;
                    }

                    if (region >= FaultRegion.Body && fault is FaultKind.Stall or FaultKind.Reset)
                    {
                        // Time runs out, or a reset sweeps away, when the client has used up what came.
                        await watch.WaitUntilUsedAsync((region >= FaultRegion.FirstEvent ? Events : Json).BodyBytesBefore(region));
                    }

                    if (fault == FaultKind.Stall)
                    {
                        time.Advance(TimeSpan.FromMinutes(11));
                    }

                    return fault;
                },
                request => request.BodyText.Contains("\"stream\":true", StringComparison.Ordinal) ? Events : Json,
                isSecure ? _certificate : null);
            GptImageClientOptions options = new()
            {
                ApiKey = "sk-test",
                BaseAddress = Server.BaseAddress,
                TimeProvider = time,
                TotalTimeout = TimeSpan.FromHours(5),
            };
            options.Retry.BaseDelay = TimeSpan.Zero;
            options.Retry.MaxAttempts = IsStalledConnect(region, fault) ? 1 : Attempts;
            options.Retry.RepeatPossiblyCharged = repeatPossiblyCharged;
            Client = new GptImageClient(options, _handler);
        }

        public FaultServer Server { get; }

        public GptImageClient Client { get; }

        public async ValueTask DisposeAsync()
        {
            Client.Dispose();
            _handler.Dispose();
            await Server.DisposeAsync();
            _certificate.Dispose();
        }
    }
}
