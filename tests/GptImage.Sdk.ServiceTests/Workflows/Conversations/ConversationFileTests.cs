using System.Text.Json;
using System.Text.Json.Nodes;
using GptImage.Sdk.Testing;

namespace GptImage.Sdk.ServiceTests;

public sealed class ConversationFileTests : IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly FakeGptImageService _service =
        FakeGptImageService.Start(new FakeGptImageServiceOptions { Drawing = FakeDrawing.Plain });

    private readonly GptImageClient _client;

    public ConversationFileTests() => _client = Clients.For(_service);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string FilePath => _scratch["harbour.talk.json"];

    private string PictureFolder => _scratch["harbour.talk"];

    public void Dispose()
    {
        _client.Dispose();
        _service.Dispose();
        _scratch.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task LoadAsync_SavedConversation_IsTheSameAndGoesOn(bool isInFolder)
    {
        string style = _scratch["style.png"];
        await File.WriteAllBytesAsync(style, Pictures.Png(256, 256), Token);
        ImageInput face = ImageInput.FromBytes(Pictures.Png(300, 300)).As(ReferenceRole.Face);
        ConversationOptions options = new()
        {
            Model = ImageModel.GptImage2,
            Size = new ImageSize(1024, 640),
            Quality = ImageQuality.Low,
            OutputFormat = OutputFormat.Jpeg,
            OutputCompression = 80,
            RequireExact = true,
            Retry = new RetryOptions { MaxAttempts = 2 },
            AdditionalParameters = new Dictionary<string, object> { ["user"] = "someone" },
            Characters = [new Character("Mia") { Outfit = "red boots", References = [face] }],
            References = [ImageInput.FromFile(style).As(ReferenceRole.Style)],
            MustNotChange = ["the pier"],
            OutputDirectory = isInFolder ? _scratch["out/pictures"] : null,
            RepeatChangedFiles = true,
        };
        ImageConversation talk = _client.StartConversation(options);
        ConversationTurn first = await talk.SayAsync("Mia on the pier", Token);
        ConversationTurn masked = await talk.SayAsync(
            new TurnRequest("A sign")
            {
                Mask = ImageInput.FromBytes(Pictures.Mask(1024, 640)),
                Characters = [],
                Text = [new TextElement("Café") { Language = "fr" }],
            }, Token);
        await talk.From(first).SayAsync("Let it rain", Token);

        Assert.Equal(FilePath, await talk.SaveAsync(FilePath, Token));
        string planned = Plain(talk.Explain("Add a cat"));
        File.Delete(style);
        ImageConversation loaded = await ImageConversation.LoadAsync(_client, FilePath, cancellationToken: Token);

        Assert.Equal(masked.Number, loaded.Current?.Number);
        Assert.Equal(talk.Turns.Select(Describe), loaded.Turns.Select(Describe));
        Assert.Equal((talk.Spent, talk.PossiblySpent), (loaded.Spent, loaded.PossiblySpent));
        Assert.Equal(talk.Turns[1].Request.Text, loaded.Turns[1].Request.Text);
        Assert.Equal(talk.Options.OutputDirectory, loaded.Options.OutputDirectory);
        Assert.Equal(planned, Plain(loaded.Explain("Add a cat")));
        Assert.Equal(["red boots"], loaded.Options.Characters.Select(character => character.Outfit));
        Assert.Equal((true, 2, true), (loaded.Options.RequireExact, loaded.Options.Retry?.MaxAttempts, loaded.Options.RepeatChangedFiles));

        await loaded.SayAsync("Add a cat", Token);
        Assert.Equal(4, _service.Requests.Count);
        Assert.Equal(masked.Image.Bytes.ToArray(), _service.Requests[^1].Images[0].Bytes.ToArray());
    }

    [Fact]
    public async Task SaveAsync_Folder_CanBeMovedWithItsFile()
    {
        ImageConversation talk = _client.StartConversation();
        ConversationTurn first = await talk.SayAsync("A harbour at dawn", Token);
        await talk.SaveAsync(FilePath, Token);
        Directory.CreateDirectory(_scratch["elsewhere"]);
        File.Move(FilePath, _scratch["elsewhere/harbour.talk.json"]);
        Directory.Move(PictureFolder, _scratch["elsewhere/harbour.talk"]);

        ImageConversation loaded =
            await ImageConversation.LoadAsync(_client, _scratch["elsewhere/harbour.talk.json"], cancellationToken: Token);

        Assert.Equal(first.Image.Bytes.ToArray(), loaded.Current!.Image.Bytes.ToArray());
        Assert.StartsWith(_scratch["elsewhere"], loaded.Current.File!.Path, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SayAsync_SameWordsAfterLoading_AreAnotherPurchase_AndALostOneIsNot()
    {
        ImageConversation talk = _client.StartConversation(new ConversationOptions { OutputDirectory = _scratch["out"] });
        ConversationTurn first = await talk.SayAsync("A harbour at dawn", Token);
        await talk.SaveAsync(FilePath, Token);
        await talk.SayAsync("Make it night", Token); // Bought, and not saved.

        ImageConversation loaded = await ImageConversation.LoadAsync(_client, FilePath, cancellationToken: Token);
        ConversationTurn night = await loaded.SayAsync("Make it night", Token);
        int sent = _service.Requests.Count;
        await loaded.From(loaded.Turns[0]).SayAsync("Make it night", Token);

        Assert.True(night.IsFromLedger);
        Assert.Equal((2, 3), (sent, _service.Requests.Count));
        Assert.Equal(first.Number, night.Parent?.Number);
    }

    [Fact]
    public async Task LoadAsync_MissingOrChangedPicture_SaysWhich()
    {
        ImageConversation talk = _client.StartConversation(new ConversationOptions
        {
            References = [ImageInput.FromBytes(Pictures.Png(300, 300)).As(ReferenceRole.Style)],
        });
        await talk.SayAsync("A harbour at dawn", Token);
        await talk.SayAsync("Make it night", Token);
        await talk.SaveAsync(FilePath, Token);
        JsonNode saved = JsonNode.Parse(await File.ReadAllTextAsync(FilePath, Token))!;
        string second = Path.Combine(PictureFolder, saved["turns"]![1]!["file"]!.GetValue<string>());
        string reference = Path.Combine(PictureFolder, saved["settings"]!["images"]![0]!["sha256"]!.GetValue<string>());

        string missing = await MeetAsync<FileNotFoundException>(second, null);
        string changed = await MeetAsync<IOException>(second, Pictures.Png(32, 32));
        string missingReference = await MeetAsync<FileNotFoundException>(reference, null);
        string changedReference = await MeetAsync<IOException>(reference, Pictures.Png(32, 32));

        Assert.StartsWith("The picture of turn 2 in '", missing, StringComparison.Ordinal);
        Assert.Contains($"there is no '{second}'", missing, StringComparison.Ordinal);
        Assert.StartsWith("The picture of turn 2 in '", changed, StringComparison.Ordinal);
        Assert.Contains("was changed", changed, StringComparison.Ordinal);
        Assert.Contains($"has a reference that is missing: there is no '{reference}'", missingReference, StringComparison.Ordinal);
        Assert.Contains($"has a reference that was changed: '{reference}'", changedReference, StringComparison.Ordinal);
        Assert.Equal(2, (await ImageConversation.LoadAsync(_client, FilePath, cancellationToken: Token)).Turns.Count);
    }

    public static TheoryData<string, string, string> Hostile { get; } = new()
    {
        { "version", "2", "written by a later version of this library (format 2; this one reads up to 1)" },
        { "version", "0", "it has no version" },
        { "version", "\"1\"", "it has no version" },
        { "turns", "null", "has no list of turns" },
        { "turns", "[null]", "Turn 1 in '" },
        { "turns/0/parent", "1", "which does not come before" },
        { "turns/0/parent", "-1", "which does not come before" },
        { "turns/1/parent", "2", "which does not come before" },
        { "current", "3", "which does not come before" },
        { "turns/1/file", "\"../harbour.talk.json\"", "which is not a plain name" },
        { "turns/1/file", "\"/etc/passwd\"", "which is not a plain name" },
        { "turns/1/file", "null", "which is not a plain name" },
        { "turns/1/sha256", "null", "was changed" },
        { "turns/1/length", "-1", "was changed" },
        { "turns/1/cost", "-0.5", "is below 0" },
        { "turns/1/request", "{}", "Turn 2 in '" },
        { "turns/1/request", "7", "Turn 2 in '" },
        { "turns/1/request/version", "9", "Turn 2 in '" },
        { "turns/1/characters", "[null]", "has a null entry" },
        { "turns/1/surprise", "1", "is not a saved conversation" },
        { "surprise", "1", "is not a saved conversation" },
        { "settings/quality", "7", "The settings in '" },
        { "settings", """{"version":1,"kind":"text-to-image","prompt":"","additional_parameters":{"é":1}}""", "The settings in '" },
        { "output_directory", "\"../elsewhere\"", "Pass outputDirectory" },
        { "output_directory", "\"/tmp/gptimage-none\"", "Pass outputDirectory" },
        { "output_directory", "\"//server/share\"", "Pass outputDirectory" },
        { "output_directory", "\"a\\u0000b\"", "Pass outputDirectory" },
        { "costs", "[null]", "has no id" },
        { "costs", "[{\"id\":\"x\",\"spent\":-1}]", "is below 0" },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task LoadAsync_HostileFile_IsRefusedInPlainWords(string member, string value, string message)
    {
        await SaveTwoTurnsAsync();
        JsonNode saved = JsonNode.Parse(await File.ReadAllTextAsync(FilePath, Token))!;
        string[] steps = member.Split('/');
        JsonNode place = steps[..^1].Aggregate(
            saved, (node, step) => int.TryParse(step, out int index) ? node[index]! : node[step]!);
        place[steps[^1]] = JsonNode.Parse(value);
        await File.WriteAllTextAsync(FilePath, saved.ToJsonString(), Token);

        IOException exception = await Assert.ThrowsAnyAsync<IOException>(
            () => ImageConversation.LoadAsync(_client, FilePath, cancellationToken: Token));

        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
        Assert.Contains(FilePath, exception.Message, StringComparison.Ordinal);
        Assert.Equal(2, _service.Requests.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"version\":1}")]
    [InlineData("no json")]
    public async Task LoadAsync_NoConversation_IsRefused(string content)
    {
        await File.WriteAllTextAsync(FilePath, content, Token);

        IOException exception = await Assert.ThrowsAnyAsync<IOException>(
            () => ImageConversation.LoadAsync(_client, FilePath, cancellationToken: Token));

        Assert.Contains("is not a saved conversation", exception.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<FileNotFoundException>(
            () => ImageConversation.LoadAsync(_client, _scratch["none.json"], cancellationToken: Token));
    }

    [Fact]
    public async Task LoadAsync_FolderOutside_NeedsItsLedgerOrTheCallersWord()
    {
        ImageConversation talk = _client.StartConversation(new ConversationOptions { OutputDirectory = _scratch["out"] });
        await talk.SayAsync("A harbour at dawn", Token);
        Directory.CreateDirectory(_scratch["saved"]);
        string file = _scratch["saved/harbour.talk.json"];
        await talk.SaveAsync(file, Token);

        ImageConversation known = await ImageConversation.LoadAsync(_client, file, cancellationToken: Token);
        Directory.Delete(_scratch["out"], recursive: true);
        await Assert.ThrowsAsync<IOException>(() => ImageConversation.LoadAsync(_client, file, cancellationToken: Token));
        ImageConversation moved =
            await ImageConversation.LoadAsync(_client, file, outputDirectory: _scratch["moved"], cancellationToken: Token);

        Assert.Equal(_scratch["out"], known.Options.OutputDirectory);
        Assert.Equal(_scratch["moved"], moved.Options.OutputDirectory);
    }

    [Fact]
    public async Task LoadAsync_WrongOutputDirectory_IsAnArgumentError()
    {
        await SaveTwoTurnsAsync();

        ArgumentException exception = await Assert.ThrowsAsync<ArgumentException>(
            () => ImageConversation.LoadAsync(_client, FilePath, " ", cancellationToken: Token));

        Assert.Equal("outputDirectory", exception.ParamName);
    }

    [Fact]
    public async Task LoadAsync_SizeAutoOfATurn_IsKept()
    {
        ImageConversation talk = _client.StartConversation(new ConversationOptions { Size = new ImageSize(1024, 1024) });
        await talk.SayAsync(new TurnRequest("A harbour") { Size = ImageSize.Auto }, Token);
        await talk.SayAsync("A boat", Token);
        await talk.SaveAsync(FilePath, Token);

        ImageConversation loaded = await ImageConversation.LoadAsync(_client, FilePath, cancellationToken: Token);

        Assert.Equal([ImageSize.Auto, null], loaded.Turns.Select(turn => turn.Request.Size));
    }

    [Fact]
    public async Task SaveAsync_Again_ReplacesTheFileAndKeepsThePictures()
    {
        ImageConversation talk = await SaveTwoTurnsAsync();
        talk.Undo();
        await talk.SayAsync("Let it rain", Token);
        await talk.SaveAsync(FilePath, Token);

        ImageConversation loaded = await ImageConversation.LoadAsync(_client, FilePath, cancellationToken: Token);

        Assert.Equal((3, 3), (loaded.Turns.Count, loaded.Current?.Number));
        Assert.Equal(3, Directory.GetFiles(PictureFolder).Length);
    }

    private static (int, int?, string, string?, decimal?, ChargeState, ImageUsage?) Describe(ConversationTurn turn) =>
        (turn.Number, turn.Parent?.Number, turn.Prompt, turn.RequestId, turn.Cost, turn.Charge, turn.Usage);

    private static string Plain(RequestPlan plan) =>
        $"{plan.Prompt}|{string.Join(',', plan.Fields.Select(field => $"{field.Name}={field.Value}"))}|{plan.Cost}|{plan.Inputs.Count}";

    private async Task<ImageConversation> SaveTwoTurnsAsync()
    {
        ImageConversation talk = _client.StartConversation(new ConversationOptions { Size = new ImageSize(1024, 640) });
        await talk.SayAsync("A harbour at dawn", Token);
        await talk.SayAsync("Make it night", Token);
        await talk.SaveAsync(FilePath, Token);
        return talk;
    }

    /// <summary>Loads while a picture is missing or another one, and puts it back.</summary>
    private async Task<string> MeetAsync<T>(string path, byte[]? instead)
        where T : IOException
    {
        byte[] original = await File.ReadAllBytesAsync(path, Token);
        File.Delete(path);
        if (instead is not null)
        {
            await File.WriteAllBytesAsync(path, instead, Token);
        }

        T exception = await Assert.ThrowsAsync<T>(() => ImageConversation.LoadAsync(_client, FilePath, cancellationToken: Token));
        await File.WriteAllBytesAsync(path, original, Token);
        return exception.Message;
    }
}
