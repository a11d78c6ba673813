using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace GptImage.Sdk.ServiceTests;

public sealed class SpendLimitTests
{
    /// <summary>What the answer of <see cref="Pictures.Answer"/> costs: 45 text tokens at 5, 194 image tokens at 8 and 1,056 output tokens
    /// at 30 USD a million.</summary>
    private const decimal AnswerCost = 0.033457m;

    /// <summary>1,756 output tokens at 30 USD a million, and 12 tokens of text (12 bytes) at 5.</summary>
    private const decimal MediumSquareBound = 0.05274m;

    private static readonly byte[] Png = Pictures.Png();
    private static readonly TextToImageRequest Medium = new("A lighthouse") { Quality = ImageQuality.Medium, Size = ImageSize.Square };

    private static readonly TextToImageRequest Svg = Medium with { Model = ImageModel.GptImage26Sunburst, OutputFormat = OutputFormat.Svg };

    private static readonly string SvgAnswer = Pictures.Answer("<svg xmlns=\"http://www.w3.org/2000/svg\"/>"u8.ToArray())
        .TrimEnd('}') + """},"svg_usage":{"model":"gpt-text","input_tokens":50,"output_tokens":900,"total_tokens":950}}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GenerateAsync_PictureCame_SettlesWhatTheServiceCounted()
    {
        GptImageClient? client = null;
        ImageSpending? underWay = null;
        await using RawServer server = RawServer.Start((_, connection) =>
        {
            underWay = client?.Spending;
            return AnswerAsync(connection, Pictures.Answer(Png));
        });
        using (client = Clients.For(server, options => options.SpendLimit = 1))
        {
            await client.GenerateAsync(Medium, Token);

            Assert.Equal(new ImageSpending { Limit = 1, Reserved = MediumSquareBound }, underWay);
            Assert.Equal(new ImageSpending { Limit = 1, Settled = AnswerCost }, client.Spending);
        }
    }

    [Fact]
    public async Task GenerateAsync_BeyondTheLimit_SendsNothingAndHasTheFigures()
    {
        await using RawServer server = RawServer.Answering(200, "application/json", Pictures.Answer(Png));
        using GptImageClient client = Clients.For(server, options => options.SpendLimit = AnswerCost + MediumSquareBound - 0.000001m);
        await client.GenerateAsync(Medium, Token);

        GptImageBudgetException exception = await Assert.ThrowsAsync<GptImageBudgetException>(() => client.GenerateAsync(Medium, Token));

        Assert.Single(server.Requests);
        Assert.Equal(
            (MediumSquareBound, AnswerCost, 0m, 0m),
            (exception.Needed, exception.Spending.Settled, exception.Spending.Reserved, exception.Spending.Possible));
        Assert.Equal(ChargeState.NotSent, exception.Charge);
        Assert.Empty(exception.Attempts);
        Assert.Contains("0.0527 USD", exception.Message, StringComparison.Ordinal);
        Assert.Contains("0.0335 settled", exception.Message, StringComparison.Ordinal);
    }

    /// <summary>The most of gpt-image-2 is 23,719 tokens of 2880x2880 at high; of 1024x1024 7,024 at high, 1,756 at medium, 196 at
    /// low.</summary>
    [Theory]
    [InlineData(0.5, null, "auto", "Size and Quality are not set", "Size = 1024x1024 and Quality = high the request reserves 0.2108 USD")]
    [InlineData(0.1, null, "auto", "Size and Quality are not set", "Size = 1024x1024 and Quality = medium the request reserves 0.0527 USD")]
    [InlineData(0.001, null, "auto", "Size and Quality are not set", "Size = 1024x1024 and Quality = low the request reserves 0.0059 USD")]
    [InlineData(0.1, null, "1024x1024", "Quality is not set", "With Quality = medium the request reserves 0.0527 USD")]
    [InlineData(0.5, "high", "auto", "Size is not set", "With Size = 1024x1024 the request reserves 0.2108 USD")]
    [InlineData(0.1, "high", "1024x1024", "beyond the spend limit", "Ask for a smaller size, a lower quality or fewer pictures")]
    public async Task GenerateAsync_OpenSettingBeyondTheLimit_NamesItAndWhatSettingItReserves(
        double limit, string? quality, string size, string open, string set)
    {
        await using RawServer server = RawServer.Answering(200, "application/json", Pictures.Answer(Png));
        using GptImageClient client = Clients.For(server, options => options.SpendLimit = (decimal)limit);

        GptImageBudgetException exception = await Assert.ThrowsAsync<GptImageBudgetException>(() => client.GenerateAsync(
            new TextToImageRequest("A lighthouse")
            {
                Quality = quality is null ? null : new ImageQuality(quality),
                Size = ImageSize.Parse(size),
            }, Token));

        Assert.Empty(server.Requests);
        Assert.Contains(open, exception.Message, StringComparison.Ordinal);
        Assert.Contains(set, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GenerateAsync_ExactlyTheLimit_IsSent()
    {
        await using RawServer server = RawServer.Answering(200, "application/json", Pictures.Answer(Png));
        using GptImageClient client = Clients.For(server, options => options.SpendLimit = MediumSquareBound);

        await client.GenerateAsync(Medium, Token);

        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task GenerateAsync_OutcomeUnknown_KeepsTheReservation()
    {
        await using RawServer server = RawServer.Start((_, connection) =>
        {
            connection.Reset();
            return Task.CompletedTask;
        });
        using GptImageClient client = Clients.For(server, options => options.SpendLimit = 0.1m);

        await Assert.ThrowsAsync<GptImageConnectionException>(() => client.GenerateAsync(Medium, Token));

        Assert.Equal(new ImageSpending { Limit = 0.1m, Possible = MediumSquareBound }, client.Spending);
        await Assert.ThrowsAsync<GptImageBudgetException>(() => client.GenerateAsync(Medium, Token));
    }

    [Fact]
    public async Task GenerateAsync_Refused_GivesTheReservationBack()
    {
        await using RawServer server =
            RawServer.Answering(400, "application/json",
            """{"error":{"message":"No.","type":"invalid_request_error","param":null,"code":"invalid_value"}}""");
        using GptImageClient client = Clients.For(server, options => options.SpendLimit = 1);

        await Assert.ThrowsAsync<GptImageApiException>(() => client.GenerateAsync(Medium, Token));

        Assert.Equal(new ImageSpending { Limit = 1 }, client.Spending);
    }

    [Fact]
    public async Task GenerateAsync_RepeatAfterAnUnknownOutcomeIsTooDear_IsNotSent()
    {
        await using RawServer server =
            RawServer.Answering(500, "application/json",
            """{"error":{"message":"Sorry","type":"server_error","param":null,"code":null}}""");
        using GptImageClient client = Clients.For(server, options => options.SpendLimit = MediumSquareBound);

        GptImageBudgetException exception = await Assert.ThrowsAsync<GptImageBudgetException>(() => client.GenerateAsync(Medium, Token));

        Assert.Single(server.Requests);
        Assert.Equal(ChargeState.PossiblyCharged, exception.Charge);
        Assert.Contains(
            "A picture may have been made and charged by an earlier attempt; sending", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gpt-image-2", "low", 0.00594)]
    [InlineData("gpt-image-2", null, 0.21078)]
    [InlineData("my-deployment", "low", 0.2951)]
    [InlineData("my-deployment", "ultra", 0.2951)]
    public async Task GenerateAsync_PriceNotKnown_ReservesTheDearest(string model, string? quality, double expected)
    {
        GptImageClient? client = null;
        decimal reserved = 0;
        await using RawServer server = RawServer.Start((_, connection) =>
        {
            reserved = client?.Spending.Reserved ?? 0;
            return AnswerAsync(connection, Pictures.Answer(Png));
        });
        using (client = Clients.For(server))
        {
            await client.GenerateAsync(Medium with
            {
                Model = new ImageModel(model),
                Quality = quality is null ? null : new ImageQuality(quality),
            }, Token);
        }

        // 7,024 tokens of the highest quality at 30 USD a million, or 7,376 at 40 for the dearest there was, with 12 tokens of text at 5.
        Assert.Equal((decimal)expected, reserved);
    }

    [Theory]
    [InlineData("my-deployment", "100x100", "png", 0.99626)]
    [InlineData("my-deployment", "4096x4096", "png", 1.81714)]
    [InlineData("my-deployment", "9600x32", "png", 0.99626)]
    [InlineData("my-deployment", "100x100", "gif", 0.99626)]
    public async Task GenerateAsync_SizeThatNoKnownModelDraws_ReservesTheLargest(string model, string size, string format, double expected)
    {
        GptImageClient? client = null;
        decimal reserved = 0;
        await using RawServer server = RawServer.Start((_, connection) =>
        {
            reserved = client?.Spending.Reserved ?? 0;
            return AnswerAsync(connection, Pictures.Answer(Png));
        });
        using (client = Clients.For(server))
        {
            await client.GenerateAsync(new TextToImageRequest("A lighthouse")
            {
                Model = new ImageModel(model),
                Size = ImageSize.Parse(size),
                OutputFormat = new OutputFormat(format),
            }, Token);
        }

        // 24,905 tokens of 2880x2880 or 45,427 of 4096x4096, both at the highest quality, at 40 USD a million, and 12 of text at 5.
        Assert.Equal((decimal)expected, reserved);
    }

    [Fact]
    public async Task GenerateAsync_SvgWithALimitAndNoCostOfItsTextModel_SendsNothing()
    {
        await using RawServer server = RawServer.Answering(200, "application/json", SvgAnswer);
        using GptImageClient client = Clients.For(server, options => options.SpendLimit = 100);

        GptImageBudgetException exception = await Assert.ThrowsAsync<GptImageBudgetException>(() => client.GenerateAsync(Svg, Token));

        Assert.Empty(server.Requests);
        Assert.Equal(ChargeState.NotSent, exception.Charge);
        Assert.Equal(
            "The text model that writes an SVG is billed apart, at a price that is not known here, so that the spend limit of 100.00 USD "
            + "(GptImageClientOptions.SpendLimit) cannot be kept. Nothing was sent and nothing charged. Set "
            + "GptImageClientOptions.SvgModelCost to the most it may cost.", exception.Message);
        Assert.Equal(0, client.Spending.Total);
    }

    [Fact]
    public async Task GenerateAsync_SvgWithoutALimit_IsSent()
    {
        await using RawServer server = RawServer.Answering(200, "application/json", SvgAnswer);
        using GptImageClient client = Clients.For(server);

        ImageResult result = await client.GenerateAsync(Svg, Token);

        Assert.Equal(900, result.SvgUsage?.OutputTokens);
        Assert.Contains(result.Warnings, warning => warning.RuleId == "price-svg");
        Assert.Equal(new ImageSpending { Settled = AnswerCost }, client.Spending);
    }

    [Fact]
    public async Task GenerateAsync_SvgWithACostOfItsTextModel_KeepsThatAsPossible()
    {
        GptImageClient? client = null;
        ImageSpending? underWay = null;
        await using RawServer server = RawServer.Start((_, connection) =>
        {
            underWay = client?.Spending;
            return AnswerAsync(connection, SvgAnswer);
        });
        using (client = Clients.For(server, options =>
        {
            options.SpendLimit = 0.5m;
            options.SvgModelCost = 0.4m;
        }))
        {
            await client.GenerateAsync(Svg, Token);
            GptImageBudgetException exception = await Assert.ThrowsAsync<GptImageBudgetException>(() => client.GenerateAsync(Svg, Token));

            // 1,844 output tokens at 30 USD a million and 12 tokens of text at 5, and what the text model may cost.
            Assert.Equal(new ImageSpending { Limit = 0.5m, Reserved = 0.45538m }, underWay);
            Assert.Equal(new ImageSpending { Limit = 0.5m, Settled = AnswerCost, Possible = 0.4m }, client.Spending);
            Assert.Equal(0.45538m, exception.Needed);
            Assert.Single(server.Requests);
        }
    }

    [Theory]
    [InlineData(400, null, 0)]
    [InlineData(502, 0.45538, 0.45538)]
    public async Task GenerateAsync_SvgFails_CountsItsTextModelWithTheRest(int status, double? repeatCost, double possible)
    {
        await using RawServer server = RawServer.Answering(status, "application/json", "");
        using GptImageClient client = Clients.For(server, options => options.SvgModelCost = 0.4m);

        GptImageApiException exception = await Assert.ThrowsAnyAsync<GptImageApiException>(() => client.GenerateAsync(Svg, Token));

        Assert.Equal((decimal)possible, client.Spending.Possible);
        Assert.Equal(0, client.Spending.Settled + client.Spending.Reserved);
        Assert.Equal(
            repeatCost is not null, exception.Message.Contains("Another call may cost up to 0.4554 USD.", StringComparison.Ordinal));
        Assert.Equal(0.45538m, exception.RepeatCost);
    }

    [Fact]
    public async Task GenerateAsync_SvgFailsAndItsTextModelHasNoCost_NamesNoCostOfARepeat()
    {
        await using RawServer server = RawServer.Answering(502, "application/json", "");
        using GptImageClient client = Clients.For(server);

        GptImageServerException exception = await Assert.ThrowsAsync<GptImageServerException>(() => client.GenerateAsync(Svg, Token));

        Assert.Null(exception.RepeatCost);
        Assert.DoesNotContain("Another call may cost", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GenerateAsync_NoUsageInTheAnswer_SettlesTheBound()
    {
        await using RawServer server =
            RawServer.Answering(200, "application/json", $$"""{"data":[{"b64_json":"{{Convert.ToBase64String(Png)}}"}]}""");
        using GptImageClient client = Clients.For(server);

        await client.GenerateAsync(Medium, Token);

        Assert.Equal(MediumSquareBound, client.Spending.Settled);
    }

    [Fact]
    public async Task GenerateAsync_ManyAtOnce_NeverGoBeyondTheLimit()
    {
        await using RawServer server = RawServer.Answering(200, "application/json", Pictures.Answer(Png));
        using GptImageClient client = Clients.For(server, options => options.SpendLimit = 0.5m);

        bool[] sent = await Task.WhenAll(Enumerable.Range(0, 40).Select(async _ =>
        {
            try
            {
                await client.GenerateAsync(Medium, Token);
                return true;
            }
            catch (GptImageBudgetException)
            {
                return false;
            }
        }));

        Assert.Equal(sent.Count(isSent => isSent), server.Requests.Count);
        Assert.Equal(server.Requests.Count * AnswerCost, client.Spending.Settled);
        Assert.InRange(client.Spending.Total, 0, 0.5m);
        Assert.Contains(false, sent);
    }

    [Fact]
    public async Task StreamAsync_PictureCame_SettlesToo()
    {
        await using FaultServer server = FaultServer.Start(_ => Task.FromResult(FaultKind.None), _ => FaultAnswer.Events(Png));
        using GptImageClient client = Clients.For(server.BaseAddress);

        await foreach (ImageUpdate update in client.StreamAsync(Medium, 1, Token))
        {
            Assert.NotNull(update);
        }

        // 7 input tokens of no stated kind count as image input at 8 USD a million, 4,460 output tokens at 30.
        Assert.Equal(0.133856m, client.Spending.Settled);
    }

    [Fact]
    public async Task RunAsync_BudgetIsReached_StopsTheJob()
    {
        using Scratch scratch = new();
        await using RawServer server = RawServer.Answering(200, "application/json", Pictures.Answer(Png));
        using GptImageClient client = Clients.For(server, options => options.SpendLimit = 0.1m);

        ImageJobReport report = await client.RunAsync([.. Enumerable.Repeat(Medium, 5)], new ImageJobOptions
        {
            OutputDirectory = scratch.Folder,
            MaxConcurrency = 1,
        }, cancellationToken: Token);

        Assert.IsType<GptImageBudgetException>(report.StoppedBy);
        Assert.Equal(
            [ImageJobOutcome.Finished, ImageJobOutcome.Finished, ImageJobOutcome.Failed, ImageJobOutcome.NotStarted,
                ImageJobOutcome.NotStarted],
            report.Entries.Select(entry => entry.Outcome));
        Assert.Equal(2 * AnswerCost, report.Spent);
    }

    [Theory]
    [InlineData("SpendLimit", "for no limit")]
    [InlineData("SvgModelCost", "when it is not known")]
    public void Constructor_NegativeDollars_AreRefused(string name, string unset)
    {
        GptImageClientOptions options = name == "SpendLimit"
            ? new() { ApiKey = "sk-test", SpendLimit = -1 }
            : new() { ApiKey = "sk-test", SvgModelCost = -1 };

        ArgumentException exception = Assert.Throws<ArgumentException>(() => new GptImageClient(options).Dispose());

        Assert.Contains(
            $"GptImageClientOptions.{name} is -1; set 0 USD or more, or null {unset}.", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddGptImageClient_CostOfTheTextModelInTheConfiguration_IsReadOrRefused()
    {
        ServiceCollection services = new();
        services.AddGptImageClient(
            new ConfigurationBuilder().AddInMemoryCollection([new("ApiKey", "sk-test"), new("SvgModelCost", "0.75")]).Build());
        using ServiceProvider provider = services.BuildServiceProvider();
        ServiceCollection wrong = new();
        wrong.AddGptImageClient(
            new ConfigurationBuilder().AddInMemoryCollection([new("ApiKey", "sk-test"), new("SvgModelCost", "cheap")]).Build());
        using ServiceProvider broken = wrong.BuildServiceProvider();

        Assert.Equal(0.75m, provider.GetRequiredService<Microsoft.Extensions.Options.IOptions<GptImageClientOptions>>().Value.SvgModelCost);
        Microsoft.Extensions.Options.OptionsValidationException exception =
            Assert.Throws<Microsoft.Extensions.Options.OptionsValidationException>(() => broken.GetRequiredService<GptImageClient>());
        Assert.Contains("'SvgModelCost' cannot be read: write US dollars such as 12.50", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddGptImageClient_LimitInTheConfiguration_IsRead()
    {
        ServiceCollection services = new();
        services.AddGptImageClient(
            new ConfigurationBuilder().AddInMemoryCollection([new("ApiKey", "sk-test"), new("SpendLimit", "12.50")]).Build());
        using ServiceProvider provider = services.BuildServiceProvider();

        Assert.Equal(12.50m, provider.GetRequiredService<GptImageClient>().Spending.Limit);
    }

    private static Task AnswerAsync(RawConnection connection, string body) =>
        connection.AnswerAsync(200, "application/json", Encoding.UTF8.GetBytes(body));
}
