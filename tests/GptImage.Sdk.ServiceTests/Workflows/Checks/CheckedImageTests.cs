using GptImage.Sdk.Testing;

namespace GptImage.Sdk.ServiceTests;

public sealed class CheckedImageTests : IDisposable
{
    private const string Advice = "Spell \"Tea\" exactly as given, letter by letter.";

    private static readonly TextToImageRequest Plain =
        new("A door") { Size = new ImageSize(1024, 640), Quality = ImageQuality.Low };

    private static readonly TextToImageRequest Sign = Plain with { Text = [new TextElement("Tea")] };

    private readonly FakeGptImageService _service =
        FakeGptImageService.Start(new FakeGptImageServiceOptions { Drawing = FakeDrawing.Plain });

    private readonly GptImageClient _client;

    public CheckedImageTests() => _client = Clients.For(_service);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _client.Dispose();
        _service.Dispose();
    }

    [Theory]
    [InlineData(0, 1, true)]
    [InlineData(1, 2, true)]
    [InlineData(2, 3, true)]
    [InlineData(3, 3, false)]
    public async Task GenerateCheckedAsync_MisspeltPictures_AreBoughtAgainWithinThePolicy(int misspelt, int purchases, bool isAccepted)
    {
        DrawnTexts reader = await DrawnTexts.LearnAsync("Tea", "Txa", Sign, Sign with { Prompt = $"{Sign.Prompt}\n\n{Advice}" });
        using FakeGptImageService service = FakeGptImageService.Start();
        using GptImageClient client = Clients.For(service);
        for (int i = 0; i < misspelt; i++)
        {
            service.Enqueue(FakeOutcome.Misspell());
        }

        CheckedImageResult result = await client.GenerateCheckedAsync(
            Sign, new CheckOptions { Checks = [new TextCheck(reader)], Policy = CheckPolicy.Retry(3) }, Token);

        Assert.Equal((purchases, purchases, isAccepted), (service.Requests.Count, result.Candidates.Count, result.IsAccepted));
        Assert.Equal(isAccepted ? result.Candidates[^1].Image : result.Candidates[0].Image, result.Image);
        Assert.Null(result.StoppedBy);
        Assert.Equal(result.Candidates.Sum(candidate => candidate.Cost), result.Cost);
        Assert.All(
            service.Requests.Skip(1),
            request => Assert.StartsWith($"A door\n\n{Advice}\n\nWrite", request.Fields["prompt"], StringComparison.Ordinal));
        Assert.Equal("text: " + (isAccepted ? "Passed" : "Failed"), result.Best.ToString());
    }

    [Theory]
    [Trait("Category", "Heavy")]
    [InlineData(1)]
    [InlineData(2)]
    public async Task GenerateCheckedAsync_FiftySeededRuns_BuyOneMoreThanIsMisspeltAndNeverAboveThePolicy(int half)
    {
        DrawnTexts reader = await DrawnTexts.LearnAsync("Tea", "Txa", Sign, Sign with { Prompt = $"{Sign.Prompt}\n\n{Advice}" });
        using FakeGptImageService service = FakeGptImageService.Start(new FakeGptImageServiceOptions { MaxLoggedRequests = 10_000 });
        using GptImageClient client = Clients.For(service);
        for (int seed = 1; seed <= 50; seed++)
        {
            SeededNumbers numbers = new((half * 1000) + seed);
            int misspelt = numbers.Next(0, 3);
            int most = numbers.Next(1, 4);
            decimal? money = numbers.Next(0, 1) == 0 ? null : numbers.Next(1, 4) * client.Explain(Sign).Cost!.Maximum * 1.2m;
            int affordable = money is null ? most : Math.Min(most, (int)((money - client.Explain(Sign).Cost!.Maximum)
                / client.Explain(Sign).Cost!.Minimum) + 1);
            service.ClearRequests();
            service.ClearOutcomes();
            for (int i = 0; i < misspelt; i++)
            {
                service.Enqueue(FakeOutcome.Misspell());
            }

            CheckedImageResult result = await client.GenerateCheckedAsync(
                Sign, new CheckOptions { Checks = [new TextCheck(reader)], Policy = CheckPolicy.Retry(most, money) }, Token);

            Assert.InRange(service.Requests.Count, 1, Math.Min(misspelt + 1, affordable));
            Assert.Equal(service.Requests.Count, result.Candidates.Count);
            Assert.True(money is null || result.Cost <= money, $"Seed {seed}: {result.Cost} of {money} USD.");
            if (money is null)
            {
                Assert.Equal(Math.Min(misspelt + 1, most), service.Requests.Count);
                Assert.Equal(misspelt < most, result.IsAccepted);
            }
        }
    }

    [Theory]
    [InlineData(CheckOutcome.Unsure, true)]
    [InlineData(CheckOutcome.Unavailable, false)]
    [InlineData(CheckOutcome.Passed, true)]
    public async Task GenerateCheckedAsync_NothingFailed_NeverBuysAgain(CheckOutcome outcome, bool isAccepted)
    {
        CheckedImageResult result = await CheckAsync(new ScriptedCheck(outcome), CheckPolicy.Retry(5));

        Assert.Single(_service.Requests);
        Assert.Equal((isAccepted, outcome), (result.IsAccepted, result.Best.Outcome));
    }

    [Fact]
    public async Task GenerateCheckedAsync_CheckThatThrowsOrLies_IsUnavailable()
    {
        PictureCheck[] checks =
        [
            new ScriptedCheck(() => throw new FileNotFoundException("There is no model.")),
            new ScriptedCheck(() => null!),
            new ScriptedCheck(() => new PictureVerdict { Outcome = (CheckOutcome)17, Cost = -3 }),
        ];

        CheckedImageResult result =
            await _client.GenerateCheckedAsync(Plain, new CheckOptions { Checks = checks, Policy = CheckPolicy.Retry(5) }, Token);

        Assert.Single(_service.Requests);
        Assert.All(result.Best.Verdicts, verdict => Assert.Equal(CheckOutcome.Unavailable, verdict.Outcome));
        Assert.Equal("FileNotFoundException: There is no model.", result.Best.Verdicts[0].Findings[0]);
        Assert.False(result.IsAccepted);
    }

    [Fact]
    public async Task GenerateCheckedAsync_BestOf_BuysAllAndTakesTheBest()
    {
        ScriptedCheck check = new(
            () => new PictureVerdict { Outcome = CheckOutcome.Failed, Score = 0.9 },
            () => new PictureVerdict { Outcome = CheckOutcome.Passed, Score = 0.6 },
            () => new PictureVerdict { Outcome = CheckOutcome.Passed, Score = 0.8 },
            () => new PictureVerdict { Outcome = CheckOutcome.Unsure, Score = 1 });

        CheckedImageResult result = await CheckAsync(check, CheckPolicy.BestOf(4));

        Assert.Equal(4, _service.Requests.Count);
        Assert.Same(result.Candidates[2], result.Best);
        Assert.All(check.Seen, seen => Assert.Same(Plain, seen.Request));
    }

    [Fact]
    public async Task GenerateCheckedAsync_AcceptAll_BuysOnceAndTellsTheVerdict()
    {
        CheckedImageResult result = await CheckAsync(new ScriptedCheck(CheckOutcome.Failed), CheckPolicy.AcceptAll);

        Assert.Single(_service.Requests);
        Assert.False(result.IsAccepted);
        Assert.Equal(1, result.Image.Bytes.Length > 0 ? 1 : 0);
    }

    [Fact]
    public async Task GenerateCheckedAsync_SecondPictureBeyondTheMoney_StopsWithoutAnException()
    {
        decimal most = _client.Explain(Plain).Cost!.Maximum;

        CheckedImageResult result = await CheckAsync(new ScriptedCheck(CheckOutcome.Failed), CheckPolicy.Retry(5, most));

        Assert.Single(_service.Requests);
        Assert.Equal(most, Assert.IsType<GptImageBudgetException>(result.StoppedBy).Needed);
        Assert.Single(result.Candidates);
    }

    [Fact]
    public async Task GenerateCheckedAsync_FirstPictureBeyondTheMoney_SendsNothing()
    {
        decimal most = _client.Explain(Plain).Cost!.Maximum;

        GptImageBudgetException exception = await Assert.ThrowsAsync<GptImageBudgetException>(
            () => CheckAsync(new ScriptedCheck(CheckOutcome.Failed), CheckPolicy.Retry(5, most - 0.000001m)));

        Assert.Empty(_service.Requests);
        Assert.Equal(most - 0.000001m, exception.Spending.Limit);
    }

    [Fact]
    public async Task GenerateCheckedAsync_CostOfChecks_CountsTowardsTheLimit()
    {
        decimal most = _client.Explain(Plain).Cost!.Maximum;
        ScriptedCheck dear = new(() => new PictureVerdict { Outcome = CheckOutcome.Failed, Cost = most * 10 });

        CheckedImageResult result = await CheckAsync(dear, CheckPolicy.Retry(5, most * 10));

        Assert.Single(_service.Requests);
        Assert.Equal(result.Candidates[0].Cost + (most * 10), result.Cost);
    }

    [Fact]
    public async Task GenerateCheckedAsync_ModelWithoutAPrice_CountsAsTheDearest()
    {
        TextToImageRequest request = new("A door") { Model = new ImageModel("some-image-model") };
        Assert.Null(_client.Explain(request).Cost);

        await Assert.ThrowsAsync<GptImageBudgetException>(() => _client.GenerateCheckedAsync(
            request,
            new CheckOptions { Checks = [new ScriptedCheck(CheckOutcome.Failed)], Policy = CheckPolicy.Retry(5, 0.05m) }, Token));

        Assert.Empty(_service.Requests);
    }

    [Fact]
    public async Task GenerateCheckedAsync_LaterCallFails_KeepsWhatWasBought()
    {
        _service.Enqueue(FakeOutcome.Normal());
        _service.Enqueue(FakeOutcome.ModerationBlocked("output", "violence"));

        CheckedImageResult result = await CheckAsync(new ScriptedCheck(CheckOutcome.Failed), CheckPolicy.Retry(5));

        Assert.Equal(2, _service.Requests.Count);
        Assert.IsType<GptImageModerationException>(result.StoppedBy);
        Assert.Single(result.Candidates);
    }

    [Fact]
    public async Task GenerateCheckedAsync_LaterCallOfAnOwnClientBreaks_KeepsWhatWasBought()
    {
        CheckedImageResult result = await new FailingClient(_client, failsAt: 2).GenerateCheckedAsync(
            Plain, new CheckOptions { Checks = [new ScriptedCheck(CheckOutcome.Failed)], Policy = CheckPolicy.Retry(5) }, Token);

        Assert.Equal(2, _service.Requests.Count);
        Assert.IsType<HttpRequestException>(result.StoppedBy);
        Assert.Single(result.Candidates);
    }

    [Fact]
    public async Task GenerateCheckedAsync_FirstCallFails_Throws()
    {
        _service.Enqueue(FakeOutcome.InvalidApiKey());

        await Assert.ThrowsAsync<GptImageAuthenticationException>(
            () => CheckAsync(new ScriptedCheck(CheckOutcome.Failed), CheckPolicy.Retry(5)));
    }

    [Fact]
    public async Task GenerateCheckedAsync_CanceledWhileChecked_KeepsThePictureAndBuysNoMore()
    {
        using CancellationTokenSource cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        ScriptedCheck check = new(() =>
        {
            cancel.Cancel();
            return new PictureVerdict { Outcome = CheckOutcome.Failed };
        });

        CheckedImageResult result = await _client.GenerateCheckedAsync(
            Plain, new CheckOptions { Checks = [check], Policy = CheckPolicy.Retry(5) }, cancel.Token);

        Assert.Single(_service.Requests);
        Assert.IsType<GptImageCanceledException>(result.StoppedBy);
        Assert.Single(result.Candidates);
    }

    [Fact]
    public async Task GenerateCheckedAsync_SeveralPicturesACall_CountEachOne()
    {
        CheckedImageResult result = await _client.GenerateCheckedAsync(
            Plain with { Count = 2 },
            new CheckOptions { Checks = [new ScriptedCheck(CheckOutcome.Failed)], Policy = CheckPolicy.Retry(5) }, Token);

        Assert.Equal((2, 4), (_service.Requests.Count, result.Candidates.Count));
    }

    [Fact]
    public async Task GenerateCheckedAsync_WhatCannotBe_IsAnArgumentError()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => CheckPolicy.Retry(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => CheckPolicy.BestOf(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => CheckPolicy.Retry(1, -0.01m));
        await Assert.ThrowsAsync<ArgumentException>(() => _client.GenerateCheckedAsync(Plain, new CheckOptions(), Token));
        await Assert.ThrowsAsync<ArgumentException>(
            () => _client.GenerateCheckedAsync(Plain, new CheckOptions { Checks = [null!] }, Token));
        await Assert.ThrowsAsync<ArgumentException>(() => _client.GenerateCheckedAsync(
            Plain with { Count = 3 },
            new CheckOptions { Checks = [new ScriptedCheck(CheckOutcome.Passed)], Policy = CheckPolicy.Retry(2) }, Token));
        Assert.Empty(_service.Requests);
        Assert.Equal("up to 3 pictures, 0.40 USD", CheckPolicy.Retry(3, 0.40m).ToString());
        Assert.Equal("1 picture", CheckPolicy.AcceptAll.ToString());
    }

    private Task<CheckedImageResult> CheckAsync(PictureCheck check, CheckPolicy policy) =>
        _client.GenerateCheckedAsync(Plain, new CheckOptions { Checks = [check], Policy = policy }, Token);
}
