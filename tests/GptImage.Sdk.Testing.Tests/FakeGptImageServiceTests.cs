using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using GptImage.Sdk.Testing.Tests.Support;

namespace GptImage.Sdk.Testing.Tests;

public sealed class FakeGptImageServiceTests
{
    private const string Simple = """{"model":"gpt-image-2","prompt":"A lighthouse at dawn"}""";

    [Fact]
    public void Start_Defaults_ServesLoopbackWithTheFakeKey()
    {
        using var service = FakeGptImageService.Start();

        Assert.Equal("sk-fake", service.ApiKey);
        Assert.Equal(FormattableString.Invariant($"http://127.0.0.1:{service.BaseAddress.Port}/v1/"), service.BaseAddress.ToString());
    }

    [Fact]
    public async Task Start_TwentyAtOnce_EachHasItsOwnPort()
    {
        FakeGptImageService[] services =
            await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => FakeGptImageService.Start())));

        Assert.Equal(20, services.Select(service => service.BaseAddress.Port).Distinct().Count());
        Array.ForEach(services, service => service.Dispose());
    }

    [Fact]
    public void Start_PortInUse_ThrowsIOException()
    {
        using var service = FakeGptImageService.Start();

        var exception =
            Assert.Throws<IOException>(() => FakeGptImageService.Start(new FakeGptImageServiceOptions { Port = service.BaseAddress.Port }));

        Assert.Contains(service.BaseAddress.Port.ToString(CultureInfo.InvariantCulture), exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Start_ImpossibleOptions_Throws()
    {
        Assert.Throws<ArgumentNullException>(() => FakeGptImageService.Start(null!));
        Assert.Throws<ArgumentException>(() => FakeGptImageService.Start(new FakeGptImageServiceOptions { ApiKey = " " }));
        Assert.Throws<ArgumentOutOfRangeException>(() => FakeGptImageService.Start(new FakeGptImageServiceOptions { Port = 65_536 }));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => FakeGptImageService.Start(new FakeGptImageServiceOptions { MaxLoggedRequests = 0 }));
    }

    [Fact]
    public async Task Dispose_Running_StopsListening()
    {
        var caller = new Caller();
        using var http = new HttpClient();
        Uri address = caller.Service.BaseAddress;

        caller.Dispose();

        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(address, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Dispose_Twice_DoesNothing()
    {
        var service = FakeGptImageService.Start();

        service.Dispose();
        service.Dispose();
    }

    [Fact]
    public async Task Dispose_WhileAnAnswerIsDelayed_DoesNotWaitForIt()
    {
        var caller = new Caller();
        caller.Service.Enqueue(FakeOutcome.Delay(TimeSpan.FromDays(1)));
        Task<Answer> call = caller.GenerateAsync(Simple);
        while (caller.Service.Requests.Count == 0)
        {
            await Task.Yield();
        }

        Assert.Null(caller.Service.Requests[0].StatusCode);
        caller.Dispose();

        await Task.WhenAny(call);
        Assert.True(!call.IsCompletedSuccessfully || (int)(await call).StatusCode == 500);
    }

    [Fact]
    public async Task Generations_WrongKey_IsRefusedWithAChallenge()
    {
        using var caller = new Caller();

        Answer answer = await caller.SendAsync(WithKey(caller, new AuthenticationHeaderValue("Bearer", "fake_key")));

        answer.AssertError(
            401, "invalid_request_error", "invalid_api_key", null,
            "Incorrect API key provided: fake_key. You can find your API key at https://platform.openai.com/account/api-keys.");
        Assert.Equal("Bearer realm=\"OpenAI API\"", answer.Header("WWW-Authenticate"));
    }

    [Fact]
    public async Task Generations_LongWrongKey_IsNotEchoedInFull()
    {
        using var caller = new Caller();

        Answer answer = await caller.SendAsync(WithKey(caller, new AuthenticationHeaderValue("Bearer", "sk-proj-0123456789abcdef")));

        Assert.DoesNotContain("0123456789ab", answer.ErrorMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Generations_NoKey_IsRefused()
    {
        using var caller = new Caller();

        Answer answer = await caller.SendAsync(WithKey(caller, new AuthenticationHeaderValue("Basic", "x")));

        Assert.Equal(401, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Generations_OwnKey_IsTheOneThatCounts()
    {
        using var caller = new Caller(new FakeGptImageServiceOptions { ApiKey = "sk-mine", Drawing = FakeDrawing.Plain });

        Assert.Equal(200, (int)(await caller.GenerateAsync(Simple)).StatusCode);
    }

    [Fact]
    public async Task Generations_Success_HasTheServicesHeaders()
    {
        using var caller = new Caller();

        Answer first = await caller.GenerateAsync(Simple);
        Answer second = await caller.GenerateAsync(Simple);

        Assert.Matches("^req_[0-9a-f]{32}$", first.Header("x-request-id"));
        Assert.NotEqual(first.Header("x-request-id"), second.Header("x-request-id"));
        Assert.Equal("2020-10-01", first.Header("openai-version"));
        Assert.Equal("org-fake", first.Header("openai-organization"));
        Assert.Equal("proj_fake", first.Header("openai-project"));
        Assert.Matches("^[0-9]+$", first.Header("openai-processing-ms"));
        Assert.Equal("application/json", first.Header("Content-Type"));
        Assert.Equal(first.Body.Length.ToString(CultureInfo.InvariantCulture), first.Header("Content-Length"));
        Assert.Equal("nosniff", first.Header("X-Content-Type-Options"));
    }

    [Fact]
    public async Task Generations_Success_EchoesWhatAutoBecame()
    {
        using var caller = new Caller();

        Answer answer =
            await caller.GenerateAsync(
                """{"model":"gpt-image-2","prompt":"x","size":"auto","quality":"auto","background":"auto","safety_identifier":"","user":"u1"}""");

        Assert.Equal(caller.Time.GetUtcNow().ToUnixTimeSeconds(), answer.Json.GetProperty("created").GetInt64());
        Assert.Equal("opaque", answer.Json.GetProperty("background").GetString());
        Assert.Equal("png", answer.Json.GetProperty("output_format").GetString());
        Assert.Equal("low", answer.Json.GetProperty("quality").GetString());
        Assert.Equal("1024x1024", answer.Json.GetProperty("size").GetString());
        Assert.Equal("u1", answer.Json.GetProperty("safety_identifier").GetString());
    }

    [Theory]
    [InlineData("GET", "images/generations")]
    [InlineData("POST", "images/variations")]
    [InlineData("DELETE", "nothing/here")]
    public async Task AnyRequest_Unexpected_IsLoud(string method, string path)
    {
        using var caller = new Caller();
        caller.Service.Enqueue(FakeOutcome.ServerError());
        var request = new HttpRequestMessage(new HttpMethod(method), new Uri(caller.Service.BaseAddress, path))
        {
            Content = new StringContent("""{"why":"not"}""", Encoding.UTF8, "application/json"),
        };

        Answer answer = await caller.SendAsync(request);

        Assert.Equal(404, (int)answer.StatusCode);
        Assert.StartsWith($"Invalid URL ({method} /v1/{path}).", answer.ErrorMessage, StringComparison.Ordinal);
        Assert.Contains("why=not", answer.ErrorMessage, StringComparison.Ordinal);
        Assert.Equal($"/v1/{path}", Assert.Single(caller.Service.UnexpectedRequests).Path);
        Assert.Contains(path, Assert.Throws<InvalidOperationException>(caller.Service.ThrowIfUnexpected).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ThrowIfUnexpected_OnlyExpectedRequests_DoesNothing()
    {
        using var caller = new Caller();
        await caller.GenerateAsync(Simple);

        caller.Service.ThrowIfUnexpected();

        Assert.Empty(caller.Service.UnexpectedRequests);
    }

    [Fact]
    public async Task Requests_MoreThanTheLogHolds_KeepsTheNewest()
    {
        using var caller = new Caller(new FakeGptImageServiceOptions { MaxLoggedRequests = 2, Drawing = FakeDrawing.Plain });

        foreach (string prompt in (string[])["a", "b", "c"])
        {
            await caller.GenerateAsync($$"""{"model":"gpt-image-2","prompt":"{{prompt}}"}""");
        }

        Assert.Equal(["b", "c"], caller.Service.Requests.Select(request => request.Fields["prompt"]));
    }

    [Fact]
    public async Task Requests_MoreBytesThanTheLogHolds_KeepsTheNewest()
    {
        using var caller = new Caller(new FakeGptImageServiceOptions { MaxLoggedBodyBytes = 10, Drawing = FakeDrawing.Plain });

        await caller.GenerateAsync(Simple);
        await caller.GenerateAsync(Simple.Replace("dawn", "dusk", StringComparison.Ordinal));

        Assert.Equal("A lighthouse at dusk", Assert.Single(caller.Service.Requests).Fields["prompt"]);
    }

    [Fact]
    public async Task Generations_HundredAtOnce_EachGetsItsOwnPicture()
    {
        using var caller = new Caller();
        string[] bodies = [.. Enumerable.Range(0, 100).Select(number => $$"""{"model":"gpt-image-2","prompt":"Picture {{number}}"}""")];

        Answer[] together = await Task.WhenAll(bodies.Select(caller.GenerateAsync));

        Assert.Equal(100, caller.Service.Requests.Count);
        Assert.True(together.Select(answer => Convert.ToBase64String(answer.Pictures[0])).Distinct().Count() > 90);
        foreach (int number in (int[])[0, 37, 99])
        {
            Assert.Equal((await caller.GenerateAsync(bodies[number])).Pictures[0], together[number].Pictures[0]);
        }
    }

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("ar-SA")]
    [InlineData("de-DE")]
    public async Task Generations_OtherCultures_ChangeNothing(string culture)
    {
        using var caller = Caller.WithScenes();
        const string Body =
            """{"model":"gpt-image-2","prompt":"IRIS in \"İstanbul\" 1,5","output_format":"jpeg","output_compression":80}""";
        Answer invariant = await caller.GenerateAsync(Body);
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture;
            using var foreign = Caller.WithScenes();

            Answer answer = await foreign.GenerateAsync(Body);

            Assert.Equal(invariant.Body, answer.Body);
            Assert.Equal("2020-10-01", answer.Header("openai-version"));
        }
        finally
        {
            CultureInfo.DefaultThreadCurrentCulture = null;
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("tr-TR")]
    [InlineData("ar-SA")]
    public async Task Answers_OtherCultures_AreTheSame(string culture)
    {
        string[] invariant = await EverythingAsync();
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture;

            Assert.Equal(invariant, await EverythingAsync());
        }
        finally
        {
            CultureInfo.DefaultThreadCurrentCulture = null;
            CultureInfo.CurrentCulture = before;
        }

        static async Task<string[]> EverythingAsync()
        {
            using var caller = new Caller(new FakeGptImageServiceOptions
            {
                ImagesPerMinute = 4,
                RateLimitHeaders = true,
                EditDrift = true,
                ContentCredentials = true,
            });
            caller.Service.Enqueue(FakeOutcome.Normal());
            Answer[] answers =
            [
                await caller.PostAsync(
                    "files", new Form(null, null).Text("purpose", "vision").Text("expires_after[anchor]", "created_at")
                    .Text("expires_after[seconds]", "3600").File("file", TestPictures.Opaque(64, 64)).Content),
                await caller.SendAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(caller.Service.BaseAddress, "models"))),
                await caller.GenerateAsync("""{"model":"gpt-image-2","prompt":"IRIS 1,5","stream":true,"partial_images":1}"""),
                await caller.GenerateAsync("""{"model":"gpt-image-2.6-flare","prompt":"IRIS 1,5","output_format":"svg"}"""),
                await caller.GenerateAsync("""{"model":"gpt-image-2.6-flare","prompt":"IRIS 1,5","output_format":"gif","frame_count":2}"""),
                await caller.EditAsync(
                    new Form().File("image", TestPictures.Opaque(64, 64))
                    .File("mask", TestPictures.Mask(64, 64, new SkiaSharp.SKRectI(0, 0, 9, 9)))),
                await caller.GenerateAsync(Simple),
            ];
            return [
                .. answers.Select(answer => answer.Body), answers[5].Header("x-ratelimit-reset-input-images"), answers[6]
                .Header("retry-after")];
        }
    }

    [Fact]
    public async Task Generations_TenLargePictures_ArriveWhole()
    {
        using var caller = Caller.WithScenes();

        Answer answer = await caller.GenerateAsync("""{"model":"gpt-image-2","prompt":"x","n":10,"size":"3840x2160"}""");

        Assert.Equal(10, answer.Pictures.Count);
        Assert.Equal(10, answer.Pictures.Select(Convert.ToBase64String).Distinct().Count());
    }

    private static HttpRequestMessage WithKey(Caller caller, AuthenticationHeaderValue key) =>
        new(HttpMethod.Post, new Uri(caller.Service.BaseAddress, "images/generations"))
        {
            Content = new StringContent(Simple, Encoding.UTF8, "application/json"),
            Headers = { Authorization = key },
        };

    [Fact]
    public async Task ThrowIfUnused_OutcomeLeft_NamesItUntilItIsCleared()
    {
        using var caller = new Caller();
        caller.Service.ThrowIfUnused();
        caller.Service.Enqueue(FakeOutcome.QuotaExceeded());
        caller.Service.Enqueue(FakeOutcome.StreamCut(1));

        InvalidOperationException exception = Assert.Throws<InvalidOperationException>(caller.Service.ThrowIfUnused);
        caller.Service.ClearOutcomes();
        caller.Service.ThrowIfUnused();
        Answer answer = await caller.GenerateAsync("""{"model":"gpt-image-2","prompt":"x"}""");

        Assert.Contains("2 scripted outcomes", exception.Message, StringComparison.Ordinal);
        Assert.Contains("429 insufficient_quota, a cut answer", exception.Message, StringComparison.Ordinal);
        Assert.Equal(200, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Fields_OneThatWasNotSent_SaysWhichWere()
    {
        using var caller = new Caller();
        await caller.GenerateAsync("""{"model":"gpt-image-2","prompt":"x","size":"1024x1024"}""");
        FakeRequest sent = caller.Service.Requests[0];

        KeyNotFoundException exception = Assert.Throws<KeyNotFoundException>(() => sent.Fields["quality"]);

        Assert.Equal("The request has no field 'quality'. It has: model, prompt, size.", exception.Message);
        Assert.Equal("1024x1024", sent.Fields["size"]);
        Assert.False(sent.Fields.ContainsKey("quality"));
    }

    [Theory]
    [InlineData(400, "GIF output is not enabled for this request.")]
    [InlineData(403, "GIF output requires access to the GIF preview.")]
    public async Task PreviewRefused_EitherAnswer_IsInTheServicesWords(int status, string message)
    {
        using var caller = new Caller();
        caller.Service.Enqueue(FakeOutcome.PreviewRefused(status));

        Answer answer = await caller.GenerateAsync("""{"model":"gpt-image-2.6-flare","prompt":"x","output_format":"gif"}""");

        Assert.Equal((status, message), ((int)answer.StatusCode, answer.ErrorMessage));
        Assert.Throws<ArgumentOutOfRangeException>(() => FakeOutcome.PreviewRefused(401));
    }
}
