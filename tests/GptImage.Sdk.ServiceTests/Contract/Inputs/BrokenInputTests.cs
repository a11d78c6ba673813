using GptImage.Sdk.Testing;

namespace GptImage.Sdk.ServiceTests;

/// <summary>Inputs that fail, wait or change: one finding, nothing sent, and the caller's token is heard.</summary>
public sealed class BrokenInputTests : IDisposable
{
    private readonly FakeGptImageService _service =
        FakeGptImageService.Start(new FakeGptImageServiceOptions { Drawing = FakeDrawing.Plain });
    private readonly GptImageClient _client;
    private readonly Scratch _scratch = new();

    public BrokenInputTests() => _client = Clients.For(_service);

    /// <summary>Every call that takes an input, and every place in which code of the caller can fail.</summary>
    public static TheoryData<string, Place> Failures => new MatrixTheoryData<string, Place>(
        ["generate", "files", "stream", "stream to files", "upload", "explain"],
        [Place.Open, Place.Null, Place.Length, Place.Read, Place.Close]);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _client.Dispose();
        _service.Dispose();
        _scratch.Dispose();
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task AnyCall_InputThatThrowsAnything_IsAFindingAndSendsNothing(string call, Place place)
    {
        ImageInput input = ImageInput.FromStream(() => place switch
        {
            Place.Open => throw new TimeZoneNotFoundException("boom"),
            Place.Null => null!,
            _ => new BrokenStream(Pictures.Png(64, 64), place),
        });

        Finding finding = await FindAsync(call, input);

        Assert.Equal(("input-unreadable", FindingSeverity.Error), (finding.RuleId, finding.Severity));
        Assert.Contains("must open a new, readable stream each time", finding.Message, StringComparison.Ordinal);
        Assert.Empty(_service.Requests);
    }

    [Fact]
    public async Task RunAsync_OneInputThatThrows_FailsThatRequestAlone()
    {
        ImageInput broken = ImageInput.FromStream(() => throw new TimeZoneNotFoundException("boom"));
        ImageInput fine = ImageInput.FromBytes(Pictures.Png(64, 64));

        ImageJobReport report = await _client.RunAsync(
            [new ImageToImageRequest("one", fine), new ImageToImageRequest("two", broken), new ImageToImageRequest("three", fine)],
            new ImageJobOptions { OutputDirectory = _scratch.Folder },
            cancellationToken: Token);

        Assert.Equal(
            [ImageJobOutcome.Finished, ImageJobOutcome.Failed, ImageJobOutcome.Finished], report.Entries.Select(entry => entry.Outcome));
        GptImageValidationException error = Assert.IsType<GptImageValidationException>(report.Entries[1].Error);
        Assert.Equal("input-unreadable", Assert.Single(error.Findings).RuleId);
    }

    [Fact]
    public async Task RunAsync_StreamThatReadsAsynchronouslyAlone_IsBought()
    {
        ImageInput input = ImageInput.FromStream(() => new WaitingStream(Pictures.Png(64, 64), canSeek: true));

        ImageJobReport report = await _client.RunAsync(
            [new ImageToImageRequest("one", input)], new ImageJobOptions { OutputDirectory = _scratch.Folder }, cancellationToken: Token);

        Assert.Equal((ImageJobOutcome.Finished, null), (report.Entries[0].Outcome, report.Entries[0].Error));
    }

    [Fact]
    public async Task GenerateAsync_StreamThatFailsWhileItIsSent_IsAFindingAndNotSent()
    {
        int opened = 0;
        byte[] picture = [.. Pictures.Png(64, 64), .. new byte[200_000]];
        ImageInput input = ImageInput.FromStream(
            () => ++opened == 1 ? new MemoryStream(picture) : new BrokenStream(picture, Place.Read, after: 100_000));

        GptImageValidationException exception = await Assert.ThrowsAsync<GptImageValidationException>(
            () => _client.GenerateAsync(new ImageToImageRequest("x", input), Token));

        Assert.Equal(("input-unreadable", ChargeState.NotSent), (Assert.Single(exception.Findings).RuleId, exception.Charge));
        Assert.Contains("TimeZoneNotFoundException: boom", exception.Message, StringComparison.Ordinal);
        Assert.Empty(_service.Requests);
    }

    [Fact]
    public async Task GenerateAsync_OneStreamForEachOpening_SaysThatItMustBeANewOne()
    {
        using MemoryStream same = new(Pictures.Png(64, 64));

        GptImageValidationException exception = await Assert.ThrowsAsync<GptImageValidationException>(
            () => _client.GenerateAsync(new ImageToImageRequest("x", ImageInput.FromStream(() => same)), Token));

        Assert.Contains("must open a new stream each time it is called", exception.Message, StringComparison.Ordinal);
        Assert.Equal(ChargeState.NotSent, exception.Charge);
        Assert.Empty(_service.Requests);
    }

    [Theory]
    [InlineData("none", "It gave no bytes when it was opened again")]
    [InlineData("other bytes", "Its bytes are others")]
    [InlineData("fewer", "Its bytes are others")]
    public async Task GenerateAsync_InputThatGivesOtherBytesWhenItIsSent_IsNotSent(string kind, string message)
    {
        byte[] first = Pictures.Png(64, 64);
        byte[] second = kind switch { "none" => [], "fewer" => first[..^1], _ => [.. first] };
        if (kind == "other bytes")
        {
            second[first.Length / 2] ^= 0xFF;
        }

        int opened = 0;
        ImageInput input = ImageInput.FromStream(() => new MemoryStream(++opened == 1 ? first : second));

        GptImageValidationException exception = await Assert.ThrowsAsync<GptImageValidationException>(
            () => _client.GenerateAsync(new ImageToImageRequest("x", input), Token));

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.Equal(ChargeState.NotSent, exception.Charge);
        Assert.Equal(ChargeState.NotSent, Assert.Single(exception.Attempts).Charge);
        Assert.Empty(_service.Requests);
    }

    /// <summary>A job knows the bytes by their hash: a change far behind the head is seen, too.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task GenerateAsync_InputWithAnExpectedHash_IsSentWithThoseBytesAlone(bool isChanged)
    {
        byte[] picture = [.. Pictures.Png(64, 64), .. new byte[150_000]];
        string hash = await InputReading.HashAsync(ImageInput.FromBytes(picture), Token);
        byte[] sent = [.. picture];
        sent[^1] = isChanged ? (byte)1 : (byte)0;
        ImageInput input = ImageInput.FromBytes(sent).Expecting(hash).As(ReferenceRole.Style);

        Task<ImageResult> call = _client.GenerateAsync(new ImageToImageRequest("x", input), Token);

        if (isChanged)
        {
            GptImageValidationException exception = await Assert.ThrowsAsync<GptImageValidationException>(() => call);
            Assert.Equal(("input-unreadable", ChargeState.NotSent), (exception.Findings[0].RuleId, exception.Charge));
            Assert.Empty(_service.Requests);
        }
        else
        {
            Assert.Single((await call).Images);
            Assert.Equal(picture, Assert.Single(_service.Requests[0].Images).Bytes.ToArray());
        }
    }

    [Fact]
    public async Task GenerateAsync_StreamThatOnlyReadsAsynchronously_IsSent()
    {
        byte[] picture = Pictures.Png(64, 64);
        ImageToImageRequest request = new("x", ImageInput.FromStream(() => new WaitingStream(picture, canSeek: false)));

        RequestPlan plan = _client.Explain(request);
        await _client.GenerateAsync(request, Token);

        Finding finding = Assert.Single(plan.Findings, finding => finding.Parameter == "image");
        Assert.Equal(("input-unseen", FindingSeverity.Warning), (finding.RuleId, finding.Severity));
        Assert.Contains("which Explain does not do", finding.Message, StringComparison.Ordinal);
        Assert.Equal(4096, plan.Cost?.MaximumImageTokens);
        Assert.Equal(picture, Assert.Single(_service.Requests[0].Images).Bytes.ToArray());
    }

    [Theory]
    [InlineData("generate")]
    [InlineData("files")]
    [InlineData("stream")]
    [InlineData("stream to files")]
    public async Task AnyCall_CanceledWhileAnInputIsReadForTheCheck_EndsByTheToken(string call)
    {
        using CancellationTokenSource source = CancellationTokenSource.CreateLinkedTokenSource(Token);
        ImageInput input = ImageInput.FromStream(() => new WaitingStream(Pictures.Png(64, 64), canSeek: true, () => source.Cancel()));

        GptImageCanceledException exception =
            await Assert.ThrowsAsync<GptImageCanceledException>(() => CallAsync(call, input, source.Token));

        Assert.Equal((ChargeState.NotSent, source.Token), (exception.Charge, exception.CancellationToken));
        Assert.Empty(_service.Requests);
    }

    /// <summary>A PNG whose chunks never end: of any length that can be jumped over, and none that can.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task GenerateAsync_EndlessHead_IsReadNoFurtherThanAnInputMayBe(bool canSeek)
    {
        EndlessPng? stream = null;
        ImageInput input = ImageInput.FromStream(() => stream = new EndlessPng(canSeek));

        GptImageValidationException exception = await Assert.ThrowsAsync<GptImageValidationException>(
            () => _client.GenerateAsync(new ImageToImageRequest("x", input), Token));

        Assert.Contains(exception.Findings, finding => finding.RuleId == "input-length");
        Assert.InRange(stream?.BytesRead ?? 0, 1, 53_000_000);
        Assert.Empty(_service.Requests);
    }

    private async Task<Finding> FindAsync(string call, ImageInput input)
    {
        if (call == "explain")
        {
            return Assert.Single(_client.Explain(new ImageToImageRequest("x", input)).Findings, finding => finding.Parameter == "image");
        }

        GptImageValidationException exception = await Assert.ThrowsAsync<GptImageValidationException>(() => CallAsync(call, input, Token));
        Assert.Equal(ChargeState.NotSent, exception.Charge);
        return Assert.Single(exception.Findings, finding => finding.Severity == FindingSeverity.Error);
    }

    private async Task CallAsync(string call, ImageInput input, CancellationToken cancellationToken)
    {
        ImageToImageRequest request = new("x", input);
        switch (call)
        {
            case "generate":
                await _client.GenerateAsync(request, cancellationToken);
                break;
            case "files":
                await _client.GenerateToFilesAsync(request, _scratch["a"], cancellationToken: cancellationToken);
                break;
            case "upload":
                await _client.Files.UploadAsync(input, cancellationToken: cancellationToken);
                break;
            case "stream":
                await foreach (ImageUpdate update in _client.StreamAsync(request, 1, cancellationToken))
                {
                    Assert.NotNull(update);
                }

                break;
            default:
                await foreach (SavedImageUpdate update in _client.StreamToFilesAsync(
                    request, _scratch["a"], 1, cancellationToken: cancellationToken))
                {
                    Assert.NotNull(update);
                }

                break;
        }
    }

    /// <summary>Where code of the caller fails.</summary>
    public enum Place
    {
        Open,
        Null,
        Length,
        Read,
        Close,
    }

    private sealed class BrokenStream(byte[] bytes, Place place, int after = 0) : MemoryStream(bytes)
    {
        public override long Length => place == Place.Length ? throw new TimeZoneNotFoundException("boom") : base.Length;

        public override int Read(Span<byte> buffer)
        {
            ThrowIfHere();
            return base.Read(buffer);
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            ThrowIfHere();
            return base.Read(buffer, offset, count);
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            new(Read(buffer.Span));

        public override ValueTask DisposeAsync() =>
            place == Place.Close ? throw new TimeZoneNotFoundException("boom") : base.DisposeAsync();

        protected override void Dispose(bool disposing)
        {
            if (place == Place.Close && disposing)
            {
                throw new TimeZoneNotFoundException("boom");
            }

            base.Dispose(disposing);
        }

        private void ThrowIfHere()
        {
            if (place == Place.Read && Position >= after)
            {
                throw new TimeZoneNotFoundException("boom");
            }
        }
    }

    /// <summary>Reads asynchronously alone, as the body of a web request does, and waits for the token where that is wanted.</summary>
    private sealed class WaitingStream(byte[] bytes, bool canSeek, Action? whileWaiting = null) : MemoryStream(bytes)
    {
        public override bool CanSeek => canSeek;

        public override int Read(Span<byte> buffer) => throw new InvalidOperationException("Synchronous operations are disallowed.");

        public override int Read(byte[] buffer, int offset, int count) =>
            throw new InvalidOperationException("Synchronous operations are disallowed.");

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            if (whileWaiting is not null)
            {
                whileWaiting();
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }

            byte[] read = new byte[buffer.Length];
            int count = base.Read(read, 0, read.Length);
            read.AsSpan(0, count).CopyTo(buffer.Span);
            return count;
        }
    }

    private sealed class EndlessPng(bool canSeek) : Stream
    {
        private static readonly byte[] Start = Pictures.Png(64, 64)[..33];
        private static readonly byte[] Chunk = [0, 0, 0, 0, .. "teXt"u8, 0, 0, 0, 0];

        public long BytesRead { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => canSeek;

        public override bool CanWrite => false;

        public override long Length => canSeek ? 10_000_000_000 : throw new NotSupportedException();

        public override long Position { get; set; }

        public override int Read(Span<byte> buffer)
        {
            for (int i = 0; i < buffer.Length; i++, Position++)
            {
                buffer[i] = Position < Start.Length ? Start[Position] : Chunk[(Position - Start.Length) % Chunk.Length];
            }

            BytesRead += buffer.Length;
            return buffer.Length;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            new(Read(buffer.Span));

        public override long Seek(long offset, SeekOrigin origin) => Position += offset;

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush()
        {
        }
    }
}
