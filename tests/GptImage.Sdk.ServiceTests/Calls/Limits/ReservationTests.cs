using System.Globalization;
using GptImage.Sdk.Testing;

namespace GptImage.Sdk.ServiceTests;

/// <summary>What is reserved before a call holds what the call can cost, whatever the service chooses and counts.</summary>
public sealed class ReservationTests
{
    private const int Requests = 10_000;

    private static readonly DateOnly Today = new(2026, 11, 27);

    private static readonly string[] Models =
    [
        "gpt-image-2.6-sunburst", "gpt-image-2.6-flare", "gpt-image-2.5-sunburst", "gpt-image-2.5-flare", "gpt-image-2", "gpt-image-1.5",
        "gpt-image-1-mini", "chatgpt-image-latest",
    ];

    private static readonly (int Width, int Height)[] Sizes =
        [(32, 32), (64, 48), (400, 300), (512, 512), (1024, 1024), (1024, 1536), (1100, 1000), (2000, 300), (2048, 1152), (3000, 2000)];

    private static readonly (ImageInput Input, FakeImage Image)[] Inputs =
        [.. Sizes.Select(size => (ImageInput.FromBytes(Pictures.Png(size.Width, size.Height)), Image(size.Width, size.Height)))];

    private static readonly (ImageInput Input, FakeImage Image)[] Masks =
        [.. Sizes.Select(size => (ImageInput.FromBytes(Pictures.Mask(size.Width, size.Height)), Image(size.Width, size.Height)))];

    private static readonly string[] Prompts = ["A lighthouse", "夜明けの灯台、波と霧の中で", "😀😀😀", new string('x', 4000), "ж"];

    [Fact]
    public void Reserve_RandomRequests_HoldsWhatTheServiceMayCountAtMost()
    {
        Random random = new(20261127);
        int done = 0;
        HashSet<string> seen = [];
        while (done < Requests)
        {
            (PlannedCall call, FakeRequest sent, PicturePlan drawn) = Next(random);
            if (!call.Plan.IsValid)
            {
                continue;
            }

            SpendingAccount account = new(null, null);
            SpendingReservation reservation = account.Reserve(call);
            decimal reserved = account.Current.Reserved;
            ImageUsage usage = AtTheCeiling(TokenUsage.Count(sent, drawn), drawn);
            reservation.Settle(usage);

            Assert.True(
                account.Current.Settled <= reserved,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"request {done}: {account.Current.Settled} settled, {reserved} reserved for {usage} of {drawn}\n{call.Fields}"));
            seen.Add(drawn.Model.Id + (call.Plan.Cost is null ? " at the dearest price" : "") + (drawn.Format == "gif" ? " gif" : ""));
            done++;
        }

        Assert.Superset(
            new HashSet<string>(
                ["gpt-image-2.6-flare", "gpt-image-2.6-sunburst gif", "gpt-image-2", "gpt-image-1.5", "gpt-image-2 at the dearest price",
                    "gpt-image-1-mini at the dearest price"]),
            seen);
    }

    /// <summary>One token for each byte of the prompt, and the measured rate of 2.6 with 5 percent on top.</summary>
    private static ImageUsage AtTheCeiling(TokenUsage usage, PicturePlan drawn)
    {
        int count = drawn.IsStreamed ? 1 : drawn.Count;
        int text = System.Text.Encoding.UTF8.GetByteCount(drawn.Prompt) * count;
        long partials = 100 * drawn.PartialCount;
        long pictures = (usage.OutputTokens / count) - partials;
        long most = drawn.Model.Id.StartsWith("gpt-image-2.6", StringComparison.Ordinal) ? ((pictures * 105) + 99) / 100 : pictures;
        int output = (int)((most + partials) * count);
        return new ImageUsage
        {
            InputTextTokens = text,
            InputImageTokens = (int)usage.ImageTokens,
            InputTokens = text + (int)usage.ImageTokens,
            OutputTokens = output,
            TotalTokens = text + (int)usage.ImageTokens + output,
        };
    }

    private static (PlannedCall Call, FakeRequest Sent, PicturePlan Drawn) Next(Random random)
    {
        ModelRule rule = ModelRule.Find(Pick(random, Models), Today)!;
        ImageModel name = random.Next(8) == 0 ? new ImageModel("my-deployment") : new ImageModel(rule.Id);
        OutputFormat? format = random.Next(3) == 0 && rule.HasGifAndSvg ? OutputFormat.Gif : null;
        (ImageRequest request, FakeRequest sent) = NextRequest(random, Pick(random, Prompts), rule);
        int? frames = format is not null && random.Next(3) > 0 ? random.Next(2, 17) : null;
        int partials = random.Next(4) == 0 && format is null ? random.Next(4) : -1;
        request = request with
        {
            Model = name,
            OutputFormat = format,
            Count = partials < 0 ? random.Next(1, 11) : 1,
            Quality = random.Next(2) == 0 ? null : new ImageQuality(Pick(random, [.. rule.Qualities])),
            Size = random.Next(3) == 0 ? ImageSize.Auto : NextSize(random, rule, frames ?? 9, format is not null),
            Animation = frames is null ? null : new ImageAnimation { FrameCount = frames },
        };

        ComposedRequest composed = InputInspector.Inspect(PromptComposer.Compose(
            request, partials < 0 ? Delivery.Whole : Delivery.Streamed(partials), name, ImageModelCatalog.Find(name)));
        PlannedCall call = RequestPlanner.Plan(composed, RequestValidator.Validate(composed, Today));
        ImageSize size = request.Size.IsAuto ? NextSize(random, rule, frames ?? 9, format is not null) : request.Size;
        bool isOpen = request.Quality is not { } quality || quality == ImageQuality.Auto;
        PicturePlan drawn = new()
        {
            Model = rule,
            Prompt = call.Plan.Prompt,
            Count = request.Count,
            Width = size.Width,
            Height = size.Height,
            Quality = isOpen ? Pick(random, [.. rule.Qualities.Where(known => known != "auto")]) : request.Quality!.Value.Value,
            Format = format?.Value ?? "png",
            FileFormat = "png",
            FrameCount = frames ?? 9,
            IsStreamed = partials >= 0,
            PartialCount = Math.Max(partials, 0),
        };
        return (call, sent, drawn);
    }

    private static (ImageRequest Request, FakeRequest Sent) NextRequest(Random random, string prompt, ModelRule rule)
    {
        if (random.Next(3) == 0)
        {
            return (new TextToImageRequest(prompt), Sent([], null, null, null));
        }

        (ImageInput Input, FakeImage Image)[] inputs =
            [.. Enumerable.Range(0, random.Next(1, 17)).Select(_ => random.Next(5) == 0
                ? (ImageInput.FromFileId("file-1"), Image(random.Next(200, 6000), random.Next(200, 6000)))
                : Pick(random, Inputs))];
        int place = Array.FindIndex(Inputs, input => ReferenceEquals(input.Input, inputs[0].Input));
        bool hasMask = place >= 0 && random.Next(3) == 0;
        bool hasMarkup = place >= 0 && !hasMask && rule.HasMarkup && random.Next(3) == 0;
        string? fidelity = rule.Fidelity == FidelitySupport.LowAndHigh ? Pick(random, [null, "low", "high"]) : null;
        return (
            new ImageToImageRequest(prompt, [.. inputs.Select(input => input.Input)])
            {
                Mask = hasMask ? Masks[place].Input : null,
                Markup = hasMarkup ? Masks[place].Input : null,
                InputFidelity = fidelity is null ? null : new InputFidelity(fidelity),
            },
            Sent(
                [.. inputs.Select(input => input.Image)], hasMask ? Masks[place].Image : null, hasMarkup ? Masks[place].Image : null,
                fidelity));
    }

    private static ImageSize NextSize(Random random, ModelRule rule, int frames, bool isGif)
    {
        if (!rule.HasFlexibleSizes)
        {
            return Pick(random, [ImageSize.Square, ImageSize.Landscape, ImageSize.Portrait]);
        }

        while (true)
        {
            ImageSize size = new(16 * random.Next(1, 241), 16 * random.Next(1, 241));
            if (isGif ? GifRule.Fault(size.ToString(), frames, 1) is null : Testing.SizeRule.IsLegal(size.Width, size.Height, rule))
            {
                return size;
            }
        }
    }

    private static FakeRequest Sent(IReadOnlyList<FakeImage> images, FakeImage? mask, FakeImage? markup, string? fidelity) => new()
    {
        Method = "POST",
        Path = "/v1/images/edits",
        Headers = new Dictionary<string, string>(),
        Fields = fidelity is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["input_fidelity"] = fidelity },
        Images = images,
        Mask = mask,
        Markup = markup,
    };

    private static FakeImage Image(int width, int height) => new() { PartName = "image", Width = width, Height = height };

    private static T Pick<T>(Random random, T[] values) => values[random.Next(values.Length)];
}
