namespace GptImage.Sdk.ServiceTests;

/// <summary>Pictures that are not base64: the exception says which one and what is wrong with it, and keeps the others.</summary>
public sealed class BrokenPictureTests
{
    private const string Alphabet = "it has characters that base64 does not have";
    private const string Length = "its length is one more than a multiple of 4";

    private static readonly byte[] Good = Pictures.Png(64, 64);

    /// <summary>What is done to the text of a picture, where, and what the exception says of it.</summary>
    public static TheoryData<string, string, string> Damages => new()
    {
        { "foreign character", "first", Alphabet },
        { "foreign character", "middle", Alphabet },
        { "foreign character", "last", Alphabet },
        { "padding", "first", Alphabet },
        { "padding", "middle", Alphabet },
        { "letter beyond ASCII", "first", Alphabet },
        { "letter beyond ASCII", "middle", Alphabet },
        { "missing characters", "first", Length },
        { "missing characters", "middle", Length },
        { "missing characters", "last", Length },
        { "surplus character", "first", Length },
        { "surplus character", "middle", Length },
        { "surplus character", "last", Length },
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task AnyWay_TheOnlyPictureIsBroken_SaysWhatIsWrong(string damage, string place, string problem)
    {
        string broken = Break(damage, place);
        foreach (Way way in Enum.GetValues<Way>())
        {
            await AssertBrokenAsync(way, [broken], $"picture 1 cannot be read: {problem}", kept: 0);
        }
    }

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task GenerateAsync_TheSecondPictureIsBroken_KeepsTheFirst(string damage, string place, string problem)
    {
        string broken = Break(damage, place);
        foreach (Way way in (Way[])[Way.Memory, Way.Files])
        {
            await AssertBrokenAsync(way, [Convert.ToBase64String(Good), broken], $"picture 2 cannot be read: {problem}", kept: 1);
        }
    }

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task GenerateAsync_TheFirstPictureIsBroken_KeepsTheSecond(string damage, string place, string problem)
    {
        string broken = Break(damage, place);
        foreach (Way way in (Way[])[Way.Memory, Way.Files])
        {
            await AssertBrokenAsync(way, [broken, Convert.ToBase64String(Good)], $"picture 1 cannot be read: {problem}", kept: 1);
        }
    }

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task StreamAsync_ThePreviewIsBroken_BringsThePicture(string damage, string place, string problem)
    {
        Assert.NotEmpty(problem);
        foreach (Way way in (Way[])[Way.Stream, Way.StreamFiles])
        {
            using Scratch scratch = new();
            Receiver receiver = new(way, scratch.Folder);
            await using RawServer server = RawServer.Answering(
                200,
                "text/event-stream",
                $"data: {{\"b64_json\":\"{Break(damage, place)}\",\"type\":\"image_generation.partial_image\"}}\n\ndata: "
                    + $"{{\"type\":\"image_generation.completed\",\"b64_json\":\"{Convert.ToBase64String(Good)}\"}}\n\n");
            using GptImageClient client = Clients.For(server);

            await receiver.ReceiveAsync(client, new TextToImageRequest("Pictures"), Token);

            Assert.Equal([Good], receiver.Pictures);
            Assert.Empty(receiver.Previews);
            Assert.Equal(receiver.Paths, Directory.GetFileSystemEntries(scratch.Folder));
        }
    }

    [Fact]
    public async Task GenerateAsync_AddressBehindABrokenPicture_IsKept()
    {
        await using RawServer server =
            RawServer.Answering(200, "application/json", """{"data":[{"b64_json":"A*ID"},{"url":"https://pictures.example/2.png"}]}""");
        using GptImageClient client = Clients.For(server);

        GptImageResponseException exception =
            await Assert.ThrowsAsync<GptImageResponseException>(
                () => client.GenerateAsync(new TextToImageRequest("Pictures") { Count = 2 }, Token));

        Assert.StartsWith(
            $"The answer cannot be used: picture 1 cannot be read: {Alphabet}. ", exception.Message, StringComparison.Ordinal);
        Assert.Equal(new Uri("https://pictures.example/2.png"), Assert.Single(exception.RecoveredImages).Url);
    }

    [Fact]
    public async Task AnyWay_AddressWithABrokenPictureInIt_SaysWhatIsWrong()
    {
        foreach (Way way in (Way[])[Way.Memory, Way.Files])
        {
            await AssertBrokenAsync(
                way, ["data:image/png;base64," + Break("foreign character", "middle")], $"picture 1 cannot be read: {Alphabet}", kept: 0);
        }
    }

    private static async Task AssertBrokenAsync(Way way, string[] texts, string problem, int kept)
    {
        using Scratch scratch = new();
        Receiver receiver = new(way, scratch.Folder);
        await using RawServer server = receiver.IsStream
            ? RawServer.Answering(
                200, "text/event-stream", $"data: {{\"type\":\"image_generation.completed\",\"b64_json\":\"{texts[0]}\"}}\n\n")
            : RawServer.Answering(
                200, "application/json", $"{{\"data\":[{string.Join(',', texts.Select(text => $"{{\"b64_json\":\"{text}\"}}"))}]}}");
        using GptImageClient client = Clients.For(server);

        GptImageResponseException exception =
            await Assert.ThrowsAsync<GptImageResponseException>(
                () => receiver.ReceiveAsync(client, new TextToImageRequest("Pictures") { Count = texts.Length }, Token));

        Assert.StartsWith($"The answer cannot be used: {problem}. ", exception.Message, StringComparison.Ordinal);
        Assert.Equal(kept == 1, exception.Message.Contains("Complete and charged: 1, kept on this exception.", StringComparison.Ordinal));
        Assert.Equal(kept == 1 ? ChargeState.Charged : ChargeState.PossiblyCharged, exception.Charge);
        Assert.Equal(Enumerable.Repeat(Good, kept), await receiver.RecoveredAsync(exception));
        Assert.Equal(receiver.Paths, Directory.GetFileSystemEntries(scratch.Folder));
        Assert.Single(server.Requests);
    }

    private static string Break(string damage, string place)
    {
        string text = Convert.ToBase64String(Good).TrimEnd('=');
        text = text[..(text.Length / 4 * 4)];
        int at = place switch
        {
            "first" => 0,
            "middle" => text.Length / 2,
            _ => text.Length - 1,
        };
        return damage switch
        {
            "foreign character" => text[..at] + "*" + text[(at + 1)..],
            "padding" => text[..at] + "=" + text[(at + 1)..],
            "letter beyond ASCII" => text[..at] + "é" + text[(at + 1)..],
            "missing characters" => text.Remove(Math.Min(at, text.Length - 3), 3),
            _ => text.Insert(at, "A"),
        };
    }
}
