using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Time.Testing;

namespace GptImage.Sdk.ServiceTests;

/// <summary>Every region of an exchange, and what can go wrong in each: how often the service gets the request, what it may have cost, and what is kept.</summary>
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

    /// <summary>The rows: region, fault, requests at the server, charge, exception, pictures kept. Over TLS up to the upload, where only TLS can tell.</summary>
    public static TheoryData<FaultRegion, FaultKind, int, ChargeState, Type, int> Whole => new()
    {
        { FaultRegion.Connected, FaultKind.Close, 0, ChargeState.NotSent, typeof(GptImageConnectionException), 0 },
        { FaultRegion.Connected, FaultKind.Reset, 0, ChargeState.NotSent, typeof(GptImageConnectionException), 0 },
        { FaultRegion.Connected, FaultKind.Stall, 0, ChargeState.NotSent, typeof(GptImageTimeoutException), 0 },
        { FaultRegion.Connected, FaultKind.Garbage, 0, ChargeState.NotSent, typeof(GptImageConnectionException), 0 },
        { FaultRegion.Tls, FaultKind.Close, 0, ChargeState.NotSent, typeof(GptImageConnectionException), 0 },
        { FaultRegion.Tls, FaultKind.Reset, 0, ChargeState.NotSent, typeof(GptImageConnectionException), 0 },
        { FaultRegion.Tls, FaultKind.Stall, 0, ChargeState.NotSent, typeof(GptImageTimeoutException), 0 },
        { FaultRegion.Tls, FaultKind.Garbage, 0, ChargeState.NotSent, typeof(GptImageConnectionException), 0 },
        { FaultRegion.Upload, FaultKind.Close, Attempts, ChargeState.NotSent, typeof(GptImageConnectionException), 0 },
        { FaultRegion.Upload, FaultKind.Reset, Attempts, ChargeState.NotSent, typeof(GptImageConnectionException), 0 },
        { FaultRegion.Upload, FaultKind.Stall, Attempts, ChargeState.NotSent, typeof(GptImageTimeoutException), 0 },
        { FaultRegion.Upload, FaultKind.Garbage, Attempts, ChargeState.NotSent, typeof(GptImageConnectionException), 0 },
        { FaultRegion.Uploaded, FaultKind.Close, 1, ChargeState.PossiblyCharged, typeof(GptImageConnectionException), 0 },
        { FaultRegion.Uploaded, FaultKind.Reset, 1, ChargeState.PossiblyCharged, typeof(GptImageConnectionException), 0 },
        { FaultRegion.Uploaded, FaultKind.Stall, 1, ChargeState.PossiblyCharged, typeof(GptImageTimeoutException), 0 },
        { FaultRegion.Uploaded, FaultKind.Garbage, 1, ChargeState.PossiblyCharged, typeof(GptImageConnectionException), 0 },
        { FaultRegion.Headers, FaultKind.Close, 1, ChargeState.PossiblyCharged, typeof(GptImageConnectionException), 0 },
        { FaultRegion.Headers, FaultKind.Reset, 1, ChargeState.PossiblyCharged, typeof(GptImageConnectionException), 0 },
        { FaultRegion.Headers, FaultKind.Stall, 1, ChargeState.PossiblyCharged, typeof(GptImageTimeoutException), 0 },
        { FaultRegion.Headers, FaultKind.Garbage, 1, ChargeState.PossiblyCharged, typeof(GptImageConnectionException), 0 },
        { FaultRegion.Body, FaultKind.Close, 1, ChargeState.PossiblyCharged, typeof(GptImageResponseException), 0 },
        { FaultRegion.Body, FaultKind.Reset, 1, ChargeState.PossiblyCharged, typeof(GptImageResponseException), 0 },
        { FaultRegion.Body, FaultKind.Stall, 1, ChargeState.PossiblyCharged, typeof(GptImageTimeoutException), 0 },
        { FaultRegion.Body, FaultKind.Garbage, 1, ChargeState.PossiblyCharged, typeof(GptImageResponseException), 0 },
        { FaultRegion.BetweenPictures, FaultKind.Close, 1, ChargeState.Charged, typeof(GptImageResponseException), 1 },
        { FaultRegion.BetweenPictures, FaultKind.Reset, 1, ChargeState.Charged, typeof(GptImageResponseException), 1 },
        { FaultRegion.BetweenPictures, FaultKind.Stall, 1, ChargeState.Charged, typeof(GptImageTimeoutException), 1 },
        { FaultRegion.BetweenPictures, FaultKind.Garbage, 1, ChargeState.Charged, typeof(GptImageResponseException), 1 },
    };

    public static TheoryData<FaultRegion, FaultKind, Type, int> Streamed => new()
    {
        { FaultRegion.Uploaded, FaultKind.Close, typeof(GptImageConnectionException), 0 },
        { FaultRegion.Headers, FaultKind.Reset, typeof(GptImageConnectionException), 0 },
        { FaultRegion.FirstEvent, FaultKind.Close, typeof(GptImageResponseException), 0 },
        { FaultRegion.FirstEvent, FaultKind.Reset, typeof(GptImageResponseException), 0 },
        { FaultRegion.FirstEvent, FaultKind.Stall, typeof(GptImageTimeoutException), 0 },
        { FaultRegion.FirstEvent, FaultKind.Garbage, typeof(GptImageResponseException), 0 },
        { FaultRegion.SecondEvent, FaultKind.Close, typeof(GptImageResponseException), 1 },
        { FaultRegion.SecondEvent, FaultKind.Reset, typeof(GptImageResponseException), 1 },
        { FaultRegion.SecondEvent, FaultKind.Stall, typeof(GptImageTimeoutException), 1 },
        { FaultRegion.SecondEvent, FaultKind.Garbage, typeof(GptImageResponseException), 1 },
    };

    [Theory]
    [MemberData(nameof(Whole))]
    public async Task GenerateAsync_Fault_CostsAndKeepsWhatTheTableSays(FaultRegion region, FaultKind fault, int requests, ChargeState charge, Type error, int kept)
    {
        await using Exchange exchange = new(region, fault, repeatPossiblyCharged: false);

        GptImageException exception = await Assert.ThrowsAnyAsync<GptImageException>(() => exchange.Client.GenerateAsync(RequestFor(region), Token));

        Assert.IsType(error, exception);
        Assert.Equal((requests, charge), (exchange.Server.Heads, exception.Charge));
        Assert.Equal(charge == ChargeState.NotSent && !IsStalledConnect(region, fault) ? Attempts : 1, exception.Attempts.Count);
        Assert.Equal(kept == 0 ? [] : new[] { First }, exception.RecoveredImages.Select(image => image.Bytes.ToArray()));
        Assert.All(exception.Attempts, attempt => Assert.Equal(charge, attempt.Charge));
    }

    [Theory]
    [MemberData(nameof(Whole))]
    public async Task GenerateToFilesAsync_Fault_KeepsWholeFilesOnly(FaultRegion region, FaultKind fault, int requests, ChargeState charge, Type error, int kept)
    {
        using Scratch scratch = new();
        await using Exchange exchange = new(region, fault, repeatPossiblyCharged: false);

        GptImageException exception = await Assert.ThrowsAnyAsync<GptImageException>(() => exchange.Client.GenerateToFilesAsync(RequestFor(region), scratch["picture-{0}"], cancellationToken: Token));

        Assert.IsType(error, exception);
        Assert.Equal((requests, charge), (exchange.Server.Heads, exception.Charge));
        Assert.Equal(exception.RecoveredFiles.Select(file => file.Path), Directory.GetFileSystemEntries(scratch.Folder));
        Assert.Equal(kept, exception.RecoveredFiles.Count);
        foreach (SavedImage file in exception.RecoveredFiles)
        {
            Assert.Equal(First, await File.ReadAllBytesAsync(file.Path, Token));
        }
    }

    [Theory]
    [MemberData(nameof(Whole))]
    public async Task GenerateAsync_FaultAndRepeatAllowed_RepeatsAllButWhatBroughtAPicture(FaultRegion region, FaultKind fault, int requests, ChargeState charge, Type error, int kept)
    {
        await using Exchange exchange = new(region, fault, repeatPossiblyCharged: true);

        GptImageException exception = await Assert.ThrowsAnyAsync<GptImageException>(() => exchange.Client.GenerateAsync(RequestFor(region), Token));

        Assert.IsType(error, exception);
        Assert.Equal(requests == 0 ? 0 : kept > 0 ? 1 : Attempts, exchange.Server.Heads);
        Assert.Equal((charge, kept), (exception.Charge, exception.RecoveredImages.Count));
    }

    [Theory]
    [MemberData(nameof(Streamed))]
    public async Task StreamAsync_Fault_ThrowsAndIsNotRepeated(FaultRegion region, FaultKind fault, Type error, int previews)
    {
        await using Exchange exchange = new(region, fault, repeatPossiblyCharged: false);
        List<ImageUpdate> updates = [];

        GptImageException exception = await Assert.ThrowsAnyAsync<GptImageException>(async () =>
        {
            await foreach (ImageUpdate update in exchange.Client.StreamAsync(new TextToImageRequest("A stream"), partialImages: 1, Token))
            {
                updates.Add(update);
            }
        });

        Assert.IsType(error, exception);
        Assert.Equal((1, ChargeState.PossiblyCharged), (exchange.Server.Heads, exception.Charge));
        Assert.Equal(previews, updates.OfType<PartialImageUpdate>().Count());
        Assert.DoesNotContain(updates, update => update is CompletedImageUpdate);
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

        GptImageConnectionException exception = await Assert.ThrowsAsync<GptImageConnectionException>(() => client.GenerateAsync("The second", Token));

        Assert.Equal((1, 2), (server.Exchanges, server.Heads));
        Assert.Equal(ChargeState.PossiblyCharged, exception.Charge);
    }

    [Fact]
    public async Task GenerateAsync_CertificateIsNotTrusted_IsNotSent()
    {
        using X509Certificate2 certificate = TestCertificate.Create();
        await using FaultServer server = FaultServer.Start(_ => Task.FromResult(FaultKind.None), _ => FaultAnswer.Json(First), certificate);
        using GptImageClient client = Clients.For(server.BaseAddress);

        GptImageConnectionException exception = await Assert.ThrowsAsync<GptImageConnectionException>(() => client.GenerateAsync("A lighthouse", Token));

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
    private static bool IsStalledConnect(FaultRegion region, FaultKind fault) => region is FaultRegion.Connected or FaultRegion.Tls && fault == FaultKind.Stall;

    private static ImageRequest RequestFor(FaultRegion region) => region == FaultRegion.Upload
        ? new ImageToImageRequest("A large upload", ImageInput.FromBytes(LargePicture)) { Count = 2 }
        : new TextToImageRequest("Two pictures") { Count = 2 };

    /// <summary>A server with one fault in every exchange, over TLS where the region asks for it, and a client whose time runs out when the server stalls.</summary>
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

                    if (fault == FaultKind.Stall)
                    {
                        // The time runs out when the client has used up what came.
                        await (region >= FaultRegion.Body ? watch.WaitUntilUsedAsync((region >= FaultRegion.FirstEvent ? Events : Json).BodyBytesBefore(region)) : Task.CompletedTask);
                        time.Advance(TimeSpan.FromMinutes(11));
                    }

                    return fault;
                },
                request => request.BodyText.Contains("\"stream\":true", StringComparison.Ordinal) ? Events : Json,
                isSecure ? _certificate : null);
            GptImageClientOptions options = new() { ApiKey = "sk-test", BaseAddress = Server.BaseAddress, TimeProvider = time, TotalTimeout = TimeSpan.FromHours(5) };
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
