using System.Net;
using System.Security.Cryptography.X509Certificates;
using GptImage.Sdk.Testing;

namespace GptImage.Sdk.ServiceTests;

/// <summary>Runs the snippets of the README and of the pages in docs that no example has.</summary>
public sealed class ReadmeSnippetsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;
    private readonly FakeGptImageService _service =
        FakeGptImageService.Start(new FakeGptImageServiceOptions { Drawing = FakeDrawing.Plain });

    public void Dispose()
    {
        _service.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Checked_MisspeltOnce_IsBoughtAgain()
    {
        using GptImageClient client = Clients.For(_service);
        TextToImageRequest request = new("A door") { Quality = ImageQuality.Low, Text = [new TextElement("Tea")] };
        ITextReader reader = new OneByOne(["Txa", "Tea"]);

        CheckedImageResult best = await client.GenerateCheckedAsync(request, new CheckOptions
        {
            Checks = [new TextCheck(reader)],
            Policy = CheckPolicy.Retry(maxPictures: 3, maxCost: 0.40m),
        });
        Console.WriteLine($"{best}: {string.Join(' ', best.Best.Verdicts.SelectMany(verdict => verdict.Findings))}");

        Assert.Equal((2, true), (_service.Requests.Count, best.IsAccepted));
    }

    [Fact]
    public async Task Stream_PartialsThenThePicture_AreShownAndSaved()
    {
        using GptImageClient client = Clients.For(_service);
        List<string> shown = [];
        void Show(GeneratedImage preview) => shown.Add(preview.Format.Value);
        string folder = _folder;

        await foreach (ImageUpdate update in client.StreamAsync(new TextToImageRequest("A lighthouse at dawn"), partialImages: 2))
        {
            switch (update)
            {
                case PartialImageUpdate partial:
                    Show(partial.Image);
                    break;
                case CompletedImageUpdate completed:
                    await completed.Image.SaveAsync(Path.Combine(folder, "lighthouse"));
                    break;
            }
        }

        Assert.Equal(["png", "png"], shown);
        Assert.Equal(["lighthouse.png"], Directory.GetFiles(_folder).Select(Path.GetFileName));
    }

    [Fact]
    public async Task WriteRequest_ThenRead_IsTheSameRequest()
    {
        ImageRequest request = new ImageToImageRequest("Make it night", ImageInput.FromFileId("file-1"));

        var options = new RequestJsonOptions { Inputs = PictureStore.Folder("inputs"), BaseDirectory = "project" };
        string json = await ImageRequestJson.WriteAsync(request, options);   // into a queue, a file, another process
        ImageRequest again = ImageRequestJson.Read(json, options);           // equal settings, the same pictures

        Assert.Equal(request, again);
    }

    [Fact]
    public void Azure_Deployment_IsInAddressAndModel()
    {
        using var client = new GptImageClient(new GptImageClientOptions
        {
            ApiKey = "0123456789abcdef",
            Azure = new AzureOptions { Endpoint = new Uri("https://my-resource.openai.azure.com") },
            Deployments = { ["my-gpt-image"] = ImageModel.GptImage2 },
        });
        RequestPlan plan = client.Explain(new TextToImageRequest("A lighthouse at dawn"));
        Console.WriteLine($"{plan.Endpoint}, model {plan.Fields["model"]}, {plan.Cost}");

        Assert.Equal(("images/generations", "my-gpt-image"), (plan.Endpoint, plan.Fields["model"]));
        Assert.NotNull(plan.Cost);
    }

    [Fact]
    public async Task Catch_ModerationAndTheRest_TellsWhatToDo()
    {
        using GptImageClient client = Clients.For(_service);
        List<string> told = [];
        void Tell(string text) => told.Add(text);
        _service.Enqueue(FakeOutcome.ModerationBlocked("input", "violence"));
        _service.Enqueue(FakeOutcome.BadGatewayHtml());

        for (int i = 0; i < 2; i++)
        {
            try
            {
                await client.GenerateAsync("A lighthouse at dawn");
            }
            catch (GptImageModerationException exception)
            {
                Tell($"Change the prompt: {string.Join(", ", exception.Categories)}");
            }
            catch (GptImageException exception) when (exception.Charge >= ChargeState.PossiblyCharged)
            {
                Tell($"This may have cost a picture; request {exception.RequestId}");
            }
        }

        Assert.Equal("Change the prompt: violence", told[0]);
        Assert.StartsWith("This may have cost a picture; request ", told[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ManyRequests_LandInOneFolder()
    {
        using GptImageClient client = Clients.For(_service);
        string[] prompts = ["A lighthouse", "A windmill", "A bridge"];
        string folder = _folder;

        ImageJobReport report = await client.RunAsync(
            [.. prompts.Select(prompt => new TextToImageRequest(prompt))],
            new ImageJobOptions { OutputDirectory = folder, MaxConcurrency = 4 });

        Assert.Equal(3, Directory.GetFiles(_folder, "*.png").Length);
        Assert.NotNull(report);
    }

    [Fact]
    public async Task Progress_OfAJob_IsTaken()
    {
        using GptImageClient client = Clients.For(_service);

        var progress = new Progress<ImageJobProgress>(step => Console.WriteLine($"{step.Done} of {step.Total}, {step.Spent} USD"));
        ImageJobReport report = await client.RunAsync(
            [new TextToImageRequest("A lighthouse")], new ImageJobOptions { OutputDirectory = _folder }, progress);

        Assert.Equal(ImageJobOutcome.Finished, Assert.Single(report.Entries).Outcome);
    }

    [Fact]
    public void Request_ParameterNewerThanTheLibrary_IsSent()
    {
        using GptImageClient client = Clients.For(_service);

        var request = new TextToImageRequest("A lighthouse at dawn")
        {
            Size = new ImageSize(1536, 1024),
            RequireExact = true,
            AdditionalParameters = new Dictionary<string, object> { ["lens"] = "35mm" },
        };

        Assert.Equal("35mm", client.Explain(request).Fields["lens"]);
    }

    [Fact]
    public void Client_OverAProxyWithAPrivateAuthority_IsMade()
    {
        GptImageClientOptions options = new() { ApiKey = "sk-none" };
        X509ChainPolicy companyRoots = new() { TrustMode = X509ChainTrustMode.CustomRootTrust };

        using var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            Proxy = new WebProxy("http://proxy.example:3128"),
            SslOptions = { CertificateChainPolicy = companyRoots },
        };
        using var client = new GptImageClient(options, handler);

        Assert.Equal("gpt-image-2", client.Explain(new TextToImageRequest("A lighthouse at dawn")).Fields["model"]);
    }

    [Fact]
    public async Task Characters_DesignedSavedAndLoaded_AreDrawn()
    {
        using GptImageClient client = Clients.For(_service);
        string folder = _folder;

        Character mia = await client.DesignCharacterAsync(new CharacterDesign(new Character("Mia")
        {
            Appearance = "ten-year-old girl, round face, green eyes, short black hair",
            Outfit = "yellow raincoat, red boots",
            Style = "soft watercolour with ink outlines",
        })
        { Quality = ImageQuality.Medium });
        mia = await client.RedrawViewAsync(mia, index: 2);
        await mia.SaveAsync(Path.Combine(folder, "mia"));

        Character loaded = await Character.LoadAsync(Path.Combine(folder, "mia"));
        ImageResult panel = await client.GenerateAsync(new CharacterReferenceRequest("Mia waves from the pier", loaded));

        Assert.Equal(
            ["1-full-body.png", "2-face.png", "3-profile.png", "4-back.png", "character.json"],
            Directory.GetFiles(Path.Combine(_folder, "mia")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(4, _service.Requests[^1].Images.Count);
        Assert.NotNull(panel.Image);
    }

    /// <summary>Reads one text after the other, whatever picture it is shown.</summary>
    private sealed class OneByOne(string[] texts) : ITextReader
    {
        private int _next;

        public Task<IReadOnlyList<RecognizedText>> ReadAsync(GeneratedImage image, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<RecognizedText>>([new RecognizedText(texts[_next++])]);
    }
}
