using GptImage.Sdk.Testing;

namespace GptImage.Sdk.ServiceTests;

public sealed class ConversationTests : IDisposable
{
    private const string Kept =
        "\n\nChange only this. Keep everything else as it is in Image 1: the composition, the setting, every person and every object.";

    private readonly Scratch _scratch = new();
    private readonly FakeGptImageService _service =
        FakeGptImageService.Start(new FakeGptImageServiceOptions { Drawing = FakeDrawing.Plain });

    private readonly GptImageClient _client;

    public ConversationTests() => _client = Clients.For(_service);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static ConversationOptions Small { get; } = new() { Size = new ImageSize(1024, 1024), Quality = ImageQuality.Low };

    private ConversationOptions InFolder => Small with { OutputDirectory = _scratch["harbour"] };

    public void Dispose()
    {
        _client.Dispose();
        _service.Dispose();
        _scratch.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SayAsync_ThreeTurns_EachChangesThePictureBefore(bool isInFolder)
    {
        ImageConversation talk = _client.StartConversation(isInFolder ? InFolder : Small);

        ConversationTurn first = await talk.SayAsync("A harbour at dawn", Token);
        ConversationTurn night = await talk.SayAsync("Make it night", Token);
        ConversationTurn rain = await talk.From(first).SayAsync("Let it rain", Token);

        Assert.Equal([null, first, first], new[] { first.Parent, night.Parent, rain.Parent });
        Assert.Equal([1, 2, 3], talk.Turns.Select(turn => turn.Number));
        Assert.Same(night, talk.Current);
        Assert.Equal(["images/generations", "images/edits", "images/edits"], _service.Requests.Select(request => request.Endpoint));
        Assert.All(
            _service.Requests.Skip(1),
            request => Assert.Equal(first.Image.Bytes.ToArray(), Assert.Single(request.Images).Bytes.ToArray()));
        Assert.Equal(
            "Image 1: the picture to change; keep everything in it that is not to be changed.\n\nMake it night" + Kept,
            _service.Requests[1].Fields["prompt"]);
        Assert.Equal("A harbour at dawn", _service.Requests[0].Fields["prompt"]);
        Assert.DoesNotContain("harbour", _service.Requests[2].Fields["prompt"], StringComparison.Ordinal);
        Assert.Equal(isInFolder, first.File is not null);
        Assert.Equal((first.Cost + night.Cost + rain.Cost, 0m), (talk.Spent, talk.PossiblySpent));
    }

    [Fact]
    public async Task Explain_NextTurn_TellsItsPriceAndSendsNothing()
    {
        ImageConversation talk = _client.StartConversation(Small);
        await talk.SayAsync("A harbour at dawn", Token);

        RequestPlan plan = talk.Explain("Add a cat");
        ConversationTurn cat = await talk.SayAsync("Add a cat", Token);

        Assert.Equal("images/edits", plan.Endpoint);
        Assert.InRange(cat.Cost ?? 0, plan.Cost!.Minimum, plan.Cost.Maximum);
        Assert.Equal(2, _service.Requests.Count);
    }

    [Fact]
    public async Task SayAsync_Characters_AreAnchoredInEachTurnBehindThePicture()
    {
        Character mia = new("Mia") { References = [ImageInput.FromBytes(Pictures.Png(512, 512)).As(ReferenceRole.FullBody)] };
        ImageInput style = ImageInput.FromBytes(Pictures.Jpeg(256, 256)).As(ReferenceRole.Style);
        ImageConversation talk = _client.StartConversation(
            Small with { Characters = [mia], References = [style], MustNotChange = ["the name on the boat"] });

        await talk.SayAsync("Mia on the pier", Token);
        ConversationTurn second = await talk.SayAsync(
            new TurnRequest("Give her a lamp") { Mask = ImageInput.FromBytes(Pictures.Mask()) }, Token);
        await talk.SayAsync(new TurnRequest("Nobody now") { Characters = [] }, Token);

        string prompt = _service.Requests[1].Fields["prompt"];
        Assert.StartsWith(
            "Image 1: the picture to change; keep everything in it that is not to be changed, and change only what is marked in it.\n"
            + "Image 2: Mia, full body.\nImage 3: style reference; take its style only, not its content.\n\n"
            + "Mia looks exactly as in Image 2.", prompt, StringComparison.Ordinal);
        Assert.EndsWith("Give her a lamp" + Kept + "\n- Keep unchanged: the name on the boat.", prompt, StringComparison.Ordinal);
        Assert.NotNull(_service.Requests[1].Mask);
        Assert.Equal([2, 3, 2], _service.Requests.Select(request => request.Images.Count));
        Assert.Equal(talk.Turns[0].Image.Bytes.ToArray(), _service.Requests[1].Images[0].Bytes.ToArray());
        Assert.Equal(second.Image.Bytes.ToArray(), _service.Requests[2].Images[0].Bytes.ToArray());
        Assert.DoesNotContain("Mia", _service.Requests[2].Fields["prompt"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task SayAsync_ThirdChangeInARow_WarnsOfDrift_AndRebaseDrawsAllAtOnce()
    {
        ImageInput logo = ImageInput.FromBytes(Pictures.Png(256, 256)).As(ReferenceRole.Logo);
        ImageConversation talk = _client.StartConversation(Small);
        ConversationTurn[] turns =
        [
            await talk.SayAsync("A harbour at dawn", Token),
            await talk.SayAsync(new TurnRequest("Make it night") { Mask = ImageInput.FromBytes(Pictures.Mask()) }, Token),
            await talk.SayAsync(new TurnRequest("Add the logo") { References = [logo] }, Token),
            await talk.SayAsync("Add a cat", Token),
        ];

        RequestPlan planned = talk.ExplainRebase();
        ConversationTurn rebased = await talk.RebaseAsync(Token);

        Assert.Equal(
            [false, false, false, true],
            turns.Select(turn => turn.Warnings.Any(warning => warning.RuleId == "conversation-drift")));
        Assert.All(
            new[] { planned.Findings, rebased.Warnings },
            findings => Assert.StartsWith(
                "The mask or markup of turn 2 belongs to a picture that this one is not drawn from",
                Assert.Single(findings, finding => finding.RuleId == "conversation-mask").Message, StringComparison.Ordinal));
        Assert.Equal((null, 0), (rebased.Parent, rebased.Depth));
        Assert.Same(rebased, talk.Current);
        Assert.Equal(
            "Image 1: logo; show it unchanged.\n\n"
            + "A harbour at dawn\nWith all of these changes:\n- Make it night\n- Add the logo\n- Add a cat",
            _service.Requests[^1].Fields["prompt"]);
        Assert.Single(_service.Requests[^1].Images);
        Assert.Null(_service.Requests[^1].Mask);
        Assert.Equal(planned.Prompt, _service.Requests[^1].Fields["prompt"]);
        Assert.DoesNotContain(talk.Explain("Add a dog").Findings, finding => finding.RuleId == "conversation-drift");
    }

    [Fact]
    public async Task RebaseAsync_MaskOfTheFirstTurn_IsSentWithTheReferenceItBelongsTo()
    {
        ImageInput room = ImageInput.FromBytes(Pictures.Png(1024, 1024));
        ImageInput logo = ImageInput.FromBytes(Pictures.Png(256, 256)).As(ReferenceRole.Logo);
        ImageConversation talk = _client.StartConversation(Small);
        await talk.SayAsync(
            new TurnRequest("Put a lamp there") { References = [room], Mask = ImageInput.FromBytes(Pictures.Mask()) }, Token);
        await talk.SayAsync(new TurnRequest("Add the logo") { References = [logo] }, Token);

        ConversationTurn rebased = await talk.RebaseAsync(Token);

        Assert.Equal(Pictures.Png(1024, 1024), _service.Requests[^1].Images[0].Bytes.ToArray());
        Assert.Equal(Pictures.Mask(), _service.Requests[^1].Mask?.Bytes.ToArray());
        Assert.DoesNotContain(rebased.Warnings, warning => warning.RuleId == "conversation-mask");
    }

    [Fact]
    public async Task Undo_GoesToTheParent_AndAtTheRootThrows()
    {
        ImageConversation talk = _client.StartConversation(Small);
        Assert.Throws<InvalidOperationException>(() => talk.Undo());
        ConversationTurn first = await talk.SayAsync("A harbour at dawn", Token);
        await talk.SayAsync("Make it night", Token);

        Assert.Same(first, talk.Undo());
        Assert.Same(first, talk.Current);
        Assert.Throws<InvalidOperationException>(() => talk.Undo());
        Assert.Same(first, talk.Current);
        Assert.Equal(2, talk.Turns.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SayAsync_EqualWordsAgain_AreAnotherPurchase(bool isInFolder)
    {
        ImageConversation talk = _client.StartConversation(isInFolder ? InFolder : Small);
        ConversationTurn first = await talk.SayAsync("A harbour at dawn", Token);

        await talk.From(first).SayAsync("Make it night", Token);
        await talk.From(first).SayAsync("Make it night", Token);

        Assert.Equal(3, _service.Requests.Count);
    }

    [Fact]
    public async Task SayAsync_SameProgramAgainInTheFolder_BuysNothing()
    {
        ImageConversation before = _client.StartConversation(InFolder);
        await before.SayAsync("A harbour at dawn", Token);
        ConversationTurn night = await before.SayAsync("Make it night", Token);

        ImageConversation again = _client.StartConversation(InFolder);
        await again.SayAsync("A harbour at dawn", Token);
        ConversationTurn sameNight = await again.SayAsync("Make it night", Token);
        await again.SayAsync("Add a cat", Token);

        Assert.Equal(3, _service.Requests.Count);
        Assert.True(sameNight.IsFromLedger);
        Assert.Equal(night.File, sameNight.File);
        Assert.Equal(again.Turns.Sum(turn => turn.Cost), again.Spent);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SayAsync_UnknownOutcome_BlocksItsRepetitionAndNotItsSiblings(bool isInFolder)
    {
        ConversationOptions options = isInFolder ? InFolder : Small;
        ImageConversation talk = _client.StartConversation(options);
        ConversationTurn first = await talk.SayAsync("A harbour at dawn", Token);
        _service.Enqueue(FakeOutcome.EmptyData());

        GptImageException lost = await Assert.ThrowsAnyAsync<GptImageException>(() => talk.SayAsync("Make it night", Token));
        GptImageResponseException blocked =
            await Assert.ThrowsAsync<GptImageResponseException>(() => talk.SayAsync("Make it night", Token));
        int sent = _service.Requests.Count;
        ConversationTurn rain = await talk.SayAsync("Let it rain", Token);

        Assert.Equal((ChargeState.PossiblyCharged, ChargeState.PossiblyCharged), (lost.Charge, blocked.Charge));
        Assert.Contains("ConversationOptions.RepeatPossiblyCharged", blocked.Message, StringComparison.Ordinal);
        Assert.Equal(2, sent);
        Assert.Same(first, rain.Parent);
        Assert.Equal(lost.RepeatCost ?? 0, talk.PossiblySpent);
        Assert.Equal(first.Cost + rain.Cost, talk.Spent);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SayAsync_RefusedTurn_LeavesCurrentAndCanBeSaidAgain(bool isInFolder)
    {
        ImageConversation talk = _client.StartConversation(isInFolder ? InFolder : Small);
        ConversationTurn first = await talk.SayAsync("A harbour at dawn", Token);
        _service.Enqueue(FakeOutcome.ModerationBlocked("input", "violence"));

        await Assert.ThrowsAsync<GptImageModerationException>(() => talk.SayAsync("Make it night", Token));
        Assert.Same(first, talk.Current);
        ConversationTurn night = await talk.SayAsync("Make it night", Token);

        Assert.Same(first, night.Parent);
        Assert.Equal((2, 0m), (talk.Turns.Count, talk.PossiblySpent));
    }

    [Fact]
    public async Task SayAsync_ChargedTurnWithoutAPicture_IsNotBoughtAgainUnlessAllowed()
    {
        ImageConversation talk = _client.StartConversation(Small);
        _service.Enqueue(FakeOutcome.InvalidBase64());

        GptImageException lost = await Assert.ThrowsAnyAsync<GptImageException>(() => talk.SayAsync("A harbour at dawn", Token));
        GptImageException blocked = await Assert.ThrowsAnyAsync<GptImageException>(() => talk.SayAsync("A harbour at dawn", Token));

        Assert.Single(_service.Requests);
        Assert.Equal(lost.Charge, blocked.Charge);
        Assert.Contains("ConversationOptions.RepeatPossiblyCharged", blocked.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SayAsync_InexactPictureInMemory_IsAnErrorAndThenTheTurn()
    {
        ImageConversation talk = _client.StartConversation(Small with { RequireExact = true });
        _service.Enqueue(FakeOutcome.WrongFormat());

        GptImageResponseException inexact =
            await Assert.ThrowsAsync<GptImageResponseException>(() => talk.SayAsync("A harbour at dawn", Token));
        decimal spent = talk.Spent;
        ConversationTurn turn = await talk.SayAsync("A harbour at dawn", Token);

        Assert.Single(_service.Requests);
        Assert.Equal(ChargeState.Charged, inexact.Charge);
        Assert.Equal(inexact.RecoveredImages[0].Bytes.ToArray(), turn.Image.Bytes.ToArray());
        Assert.Equal(spent, talk.Spent);
    }

    [Fact]
    public async Task SayAsync_OwnClientFailsBehindThePurchase_IsNotBoughtAgain()
    {
        ImageConversation talk = new FailingClient(_client, failsAt: 1).StartConversation(Small);

        await Assert.ThrowsAsync<HttpRequestException>(() => talk.SayAsync("A harbour at dawn", Token));
        GptImageException blocked = await Assert.ThrowsAnyAsync<GptImageException>(() => talk.SayAsync("A harbour at dawn", Token));

        Assert.Single(_service.Requests);
        Assert.Equal(ChargeState.PossiblyCharged, blocked.Charge);
    }

    [Fact]
    public async Task SayAsync_BatchHasTheTurn_SaysSo()
    {
        TextToImageRequest request = new("A harbour at dawn") { Size = Small.Size, Quality = Small.Quality };
        await _client.SubmitBatchAsync([request], new ImageBatchOptions { OutputDirectory = _scratch["harbour"] }, Token);
        int sent = _service.Requests.Count;

        GptImageJobException exception = await Assert.ThrowsAsync<GptImageJobException>(
            () => _client.StartConversation(InFolder).SayAsync("A harbour at dawn", Token));

        Assert.Contains("a batch in this folder has it", exception.Message, StringComparison.Ordinal);
        Assert.Equal((ChargeState.NotSent, sent), (exception.Charge, _service.Requests.Count));
    }

    [Fact]
    public async Task SayAsync_InexactPictureInAFolder_IsAnErrorAndThenTheTurn()
    {
        ImageConversation talk = _client.StartConversation(InFolder with { RequireExact = true });
        _service.Enqueue(FakeOutcome.WrongFormat());

        GptImageResponseException inexact =
            await Assert.ThrowsAsync<GptImageResponseException>(() => talk.SayAsync("A harbour at dawn", Token));
        ConversationTurn turn = await talk.SayAsync("A harbour at dawn", Token);

        Assert.Single(_service.Requests);
        Assert.Equal(Assert.Single(inexact.RecoveredFiles).Sha256, turn.File?.Sha256);
        Assert.Equal((true, turn.Cost), (turn.IsFromLedger, talk.Spent));
    }

    [Fact]
    public async Task SayAsync_SecondTurnOfABranchAtOnce_Throws_AndBranchesRunBeside()
    {
        ImageConversation talk = _client.StartConversation(InFolder);
        ConversationTurn first = await talk.SayAsync("A harbour at dawn", Token);
        ImageConversation other = talk.From(first);

        Task<ConversationTurn> night = talk.SayAsync("Make it night", Token);
        InvalidOperationException busy = await Assert.ThrowsAsync<InvalidOperationException>(() => talk.SayAsync("Let it rain", Token));
        Task<ConversationTurn> rain = other.SayAsync("Let it rain", Token);
        ConversationTurn[] both = await Task.WhenAll(night, rain);

        Assert.Contains("From", busy.Message, StringComparison.Ordinal);
        Assert.All(both, turn => Assert.Same(first, turn.Parent));
        Assert.Equal(3, _service.Requests.Count);
        Assert.Equal([1, 2, 3], talk.Turns.Select(turn => turn.Number));
    }

    [Fact]
    public async Task From_ABranch_LeavesTheOthersBytesUntouched()
    {
        ImageConversation talk = _client.StartConversation(InFolder);
        ConversationTurn first = await talk.SayAsync("A harbour at dawn", Token);
        ConversationTurn night = await talk.SayAsync("Make it night", Token);
        byte[][] before = [.. new[] { first, night }.Select(turn => File.ReadAllBytes(turn.File!.Path))];

        ImageConversation branch = talk.From(first);
        await branch.SayAsync("Let it rain", Token);
        await branch.SayAsync("Add a cat", Token);

        Assert.Equal(before, [.. new[] { first, night }.Select(turn => File.ReadAllBytes(turn.File!.Path))]);
        Assert.Same(night, talk.Current);
        Assert.Equal(4, talk.Turns.Select(turn => turn.File!.Path).Distinct().Count());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task StreamSayAsync_TwoPreviews_EndsInTheTurnAndLeavesNoOtherFile(bool isInFolder)
    {
        ImageConversation talk = _client.StartConversation(isInFolder ? InFolder : Small);
        await talk.SayAsync("A harbour at dawn", Token);

        List<ImageUpdate> updates = [];
        IAsyncEnumerable<ImageUpdate> stream = talk.StreamSayAsync("Make it night", partialImages: 2, Token);
        await foreach (ImageUpdate update in stream)
        {
            updates.Add(update);
        }

        Assert.Equal([0, 1], updates.OfType<PartialImageUpdate>().Select(partial => partial.Index));
        CompletedImageUpdate last = Assert.IsType<CompletedImageUpdate>(updates[^1]);
        Assert.Equal(talk.Current!.Image.Bytes.ToArray(), last.Image.Bytes.ToArray());
        Assert.Equal("Make it night", talk.Current.Prompt);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await stream.GetAsyncEnumerator(Token).MoveNextAsync());
        if (isInFolder)
        {
            Assert.Equal(2, Directory.GetFiles(_scratch["harbour"], "*.png").Length);
        }
    }

    [Fact]
    public async Task StreamSayAsync_LeftEarlyInAFolder_KeepsTheTurn()
    {
        ImageConversation talk = _client.StartConversation(InFolder);

        await foreach (ImageUpdate update in talk.StreamSayAsync("A harbour at dawn", partialImages: 2, Token))
        {
            Assert.IsType<PartialImageUpdate>(update);
            break;
        }

        Assert.Equal("A harbour at dawn", talk.Current?.Prompt);
        Assert.True(File.Exists(talk.Current?.File?.Path));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SayAsync_CanceledBeforehand_SendsNothing(bool isInFolder)
    {
        ImageConversation talk = _client.StartConversation(isInFolder ? InFolder : Small);
        using CancellationTokenSource canceled = new();
        await canceled.CancelAsync();

        GptImageCanceledException exception =
            await Assert.ThrowsAsync<GptImageCanceledException>(() => talk.SayAsync("A harbour at dawn", canceled.Token));

        Assert.Equal(ChargeState.NotSent, exception.Charge);
        Assert.Empty(_service.Requests);
        Assert.Null(talk.Current);
        Assert.NotNull(await talk.SayAsync("A harbour at dawn", Token));
    }

    [Fact]
    public async Task SayAsync_SixteenReferencesAndMore_SendsThePictureFirstAndWarns()
    {
        ImageInput[] references =
            [.. Enumerable.Range(0, 18).Select(number => ImageInput.FromBytes(Pictures.Png(64 + number, 64)).As(ReferenceRole.Product))];
        Character mia = new("Mia") { References = [ImageInput.FromBytes(Pictures.Png(512, 512)).As(ReferenceRole.Face)] };
        ImageConversation talk = _client.StartConversation(Small with { Characters = [mia] });
        ConversationTurn first = await talk.SayAsync("A shop", Token);

        ConversationTurn full = await talk.SayAsync(new TurnRequest("Fill the shelves") { References = references }, Token);

        Assert.Equal(16, _service.Requests[^1].Images.Count);
        Assert.Equal(first.Image.Bytes.ToArray(), _service.Requests[^1].Images[0].Bytes.ToArray());
        Assert.Contains(full.Warnings, warning => warning.RuleId == "references-left-out");
    }

    [Fact]
    public async Task SayAsync_WhatCannotBe_IsRefusedBeforeAnythingIsSent()
    {
        ImageConversation gif = _client.StartConversation(Small with { OutputFormat = OutputFormat.Gif });
        ImageConversation talk = _client.StartConversation(Small);

        GptImageValidationException format =
            await Assert.ThrowsAsync<GptImageValidationException>(() => gif.SayAsync("A harbour at dawn", Token));
        GptImageValidationException name = await Assert.ThrowsAsync<GptImageValidationException>(
            () => talk.SayAsync(new TurnRequest("Tom waves") { Characters = ["Tom"] }, Token));
        GptImageValidationException input = await Assert.ThrowsAsync<GptImageValidationException>(
            () => talk.SayAsync(new TurnRequest("x") { References = [ImageInput.FromFile(_scratch["none.png"])] }, Token));

        Assert.Contains(format.Findings, finding => finding.RuleId == "conversation-format");
        Assert.Contains(name.Findings, finding => finding is { RuleId: "character-unknown", Severity: FindingSeverity.Error });
        Assert.Contains(input.Findings, finding => finding.RuleId == "input-unreadable");
        Assert.Empty(_service.Requests);
        Assert.Throws<ArgumentException>(() => talk.From(new ConversationTurn { Number = 1, Request = new TurnRequest("x") }));
        Assert.Throws<ArgumentException>(() => _client.StartConversation(new ConversationOptions { OutputDirectory = " " }));
    }

    [Fact]
    public async Task SayAsync_TwoConversationsInOneFolder_TakeTurns()
    {
        ImageConversation one = _client.StartConversation(InFolder);
        ImageConversation other = _client.StartConversation(InFolder);

        await one.SayAsync("A harbour at dawn", Token);
        await other.SayAsync("A bakery", Token);
        await one.SayAsync("Make it night", Token);

        Assert.Equal(3, _service.Requests.Count);
    }
}
