using System.Drawing;
using GptImage.Sdk.Testing;
using SkiaSharp;

namespace GptImage.Sdk.ServiceTests;

/// <summary>Characters from a description or a photo to pictures, over the fake.</summary>
public sealed class CharacterDesignTests : IDisposable
{
    private static readonly CharacterDesign Design = new(new Character("Mia")
    {
        Appearance = "ten-year-old girl, green eyes",
        Outfit = "yellow raincoat",
        MustNotChange = ["hair colour"],
    })
    {
        Details = ["the badge on the sleeve"],
        Quality = ImageQuality.Low,
    };

    private readonly Scratch _scratch = new();
    private readonly FakeGptImageService _service = FakeGptImageService.Start();
    private readonly GptImageClient _client;

    public CharacterDesignTests() => _client = Clients.For(_service);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IEnumerable<FakeRequest> Edits => _service.Requests.Where(request => request.Endpoint == "images/edits");

    public void Dispose()
    {
        _client.Dispose();
        _service.Dispose();
        _scratch.Dispose();
    }

    [Fact]
    public async Task DesignCharacterAsync_FromWords_DrawsEachViewFromTheAnchorAlone()
    {
        Character mia = await _client.DesignCharacterAsync(Design, Token);

        Assert.Equal(
            [ReferenceRole.FullBody, ReferenceRole.Face, ReferenceRole.Profile, ReferenceRole.Back, ReferenceRole.Detail],
            mia.References.Select(reference => reference.Role));
        Assert.Equal(
            ("Mia", "ten-year-old girl, green eyes", "yellow raincoat", "hair colour"),
            (mia.Name, mia.Appearance, mia.Outfit, mia.MustNotChange[0]));
        byte[] anchor = Bytes(mia.References[0]);
        Assert.Equal("images/generations", _service.Requests[0].Endpoint);
        Assert.Equal(4, Edits.Count());
        Assert.All(Edits, edit => Assert.Equal(anchor, Assert.Single(edit.Images).Bytes.ToArray()));
        Assert.All(Edits, edit => Assert.Contains("Do not redesign Mia.", edit.Fields["prompt"], StringComparison.Ordinal));
        Assert.All(mia.References, reference => Assert.Equal((1024, 1536), SizeOf(reference)));
        Assert.All(mia.References.Skip(1), view => Assert.Equal(MiddleOf(anchor), SlotOf(Bytes(view))));
        Assert.Equal(5, mia.References.Select(reference => Convert.ToHexString(Bytes(reference))).Distinct().Count());
    }

    [Fact]
    public async Task DesignCharacterAsync_FromAPhoto_ShowsItToTheAnchorOnly()
    {
        byte[] photo = Pictures.Jpeg(640, 480);

        Character mia = await _client.DesignCharacterAsync(new CharacterDesign(new Character("Mia"))
        {
            Photo = ImageInput.FromBytes(photo).As(ReferenceRole.Face),
            Quality = ImageQuality.Low,
            Views = [ReferenceRole.Profile, ReferenceRole.Outfit],
        }, Token);

        byte[] anchor = Bytes(mia.References[0]);
        Assert.Equal(
            [ReferenceRole.FullBody, ReferenceRole.Profile, ReferenceRole.Outfit], mia.References.Select(reference => reference.Role));
        Assert.Equal(3, Edits.Count());
        Assert.StartsWith(
            "Image 1: a photo of Mia.\n\nTurn Image 1 into a character reference picture of Mia.\n\n",
            _service.Requests[0].Fields["prompt"], StringComparison.Ordinal);
        Assert.Equal(photo, Assert.Single(_service.Requests[0].Images).Bytes.ToArray());
        Assert.All(_service.Requests.Skip(1), edit => Assert.Equal(anchor, Assert.Single(edit.Images).Bytes.ToArray()));
        Assert.Equal(MiddleOf(photo), SlotOf(anchor));

        // The fake takes a figure's colours from the picture of it: all of it is of the photo's one colour.
        Assert.Equal(MiddleOf(photo), MiddleOf(anchor));
        Assert.All(mia.References.Skip(1), view => Assert.Equal(MiddleOf(anchor), SlotOf(Bytes(view))));
    }

    [Fact]
    public async Task DesignCharacterAsync_ManyDetails_PutsEachInItsPlace()
    {
        CharacterDesign design = Design with
        {
            Views = [],
            Details = [.. Enumerable.Range(1, 9).Select(number => $"button {number}")],
            Size = new ImageSize(816, 816),
        };

        Character mia = await _client.DesignCharacterAsync(design, Token);
        Character again = await _client.RedrawViewAsync(mia, 7, design, Token);

        Assert.Equal(10, mia.References.Count);
        Assert.Equal(
            Enumerable.Range(1, 9).Select(number => $"button {number}"), _service.Requests.Skip(1).SkipLast(1).Select(DetailOf)
            .Order(StringComparer.Ordinal));
        Assert.Equal("button 7", DetailOf(_service.Requests[^1]));

        // The fake draws the same for the same prompt.
        Assert.Equal(Bytes(mia.References[7]), Bytes(again.References[7]));
    }

    [Fact]
    public async Task DesignCharacterAsync_ManyViews_DrawsFourAtOnce()
    {
        using MeetingHandler handler = new(expected: 4);
        using GptImageClient client = new(new GptImageClientOptions
        {
            ApiKey = _service.ApiKey,
            BaseAddress = _service.BaseAddress,
        }, handler);

        Character mia = await client.DesignCharacterAsync(Design with
        {
            Details = ["a", "b", "c", "d", "e"],
            Size = new ImageSize(816, 816),
        }, Token);

        Assert.Equal((9, 4), (mia.References.Count, handler.Most));
    }

    [Fact]
    public async Task DesignCharacterAsync_NothingToDrawFrom_SendsNothing()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => _client.DesignCharacterAsync(new CharacterDesign(new Character("Mia")), Token));
        await Assert.ThrowsAsync<GptImageValidationException>(
            () => _client.DesignCharacterAsync(Design with { Size = new ImageSize(1000, 1500) }, Token));
        await Assert.ThrowsAsync<GptImageValidationException>(
            () => _client.DesignCharacterAsync(Design with { Details = [new string('x', 32_000)] }, Token));
        await Assert.ThrowsAsync<GptImageValidationException>(
            () => _client.DesignCharacterAsync(
                new CharacterDesign(new Character("Mia")) { Photo = ImageInput.FromFile(_scratch["missing.jpg"]) }, Token));

        Assert.Empty(_service.Requests);
    }

    [Fact]
    public async Task DesignCharacterAsync_AnchorRefused_DrawsNoView()
    {
        _service.Enqueue(FakeOutcome.ModerationBlocked("input", "violence"));

        GptImageModerationException exception =
            await Assert.ThrowsAsync<GptImageModerationException>(() => _client.DesignCharacterAsync(Design, Token));

        Assert.Single(_service.Requests);
        Assert.Null(exception.RecoveredCharacter);
        Assert.Equal(ChargeState.Rejected, exception.Charge);
    }

    [Fact]
    public async Task DesignCharacterAsync_OneViewRefused_HandsOverTheRestAndGoesOnFromThere()
    {
        _service.Enqueue(FakeOutcome.Normal());
        _service.Enqueue(FakeOutcome.ModerationBlocked("input", "violence"));

        GptImageModerationException exception =
            await Assert.ThrowsAsync<GptImageModerationException>(() => _client.DesignCharacterAsync(Design, Token));

        int drawn = _service.Requests.Count(request => request.StatusCode == 200);
        Character begun = Assert.IsType<Character>(exception.RecoveredCharacter);
        Assert.Equal(ChargeState.Charged, exception.Charge);
        Assert.DoesNotContain("Nothing was charged", exception.Message, StringComparison.Ordinal);
        Assert.Contains(
            FormattableString.Invariant($" Complete and charged: {drawn}, kept on this exception. "), exception.Message,
            StringComparison.Ordinal);
        Assert.Equal(exception.RecoveredImages.Select(image => image.Bytes.ToArray()), begun.References.Select(Bytes));
        Assert.Equal((drawn, ReferenceRole.FullBody, "yellow raincoat"), (begun.References.Count, begun.References[0].Role, begun.Outfit));

        int sent = _service.Requests.Count;
        Character mia = await _client.DesignCharacterAsync(Design with { ContinueFrom = begun }, Token);

        Assert.Equal(5 - drawn, _service.Requests.Count - sent);
        Assert.Equal(
            [ReferenceRole.FullBody, ReferenceRole.Face, ReferenceRole.Profile, ReferenceRole.Back, ReferenceRole.Detail],
            mia.References.Select(reference => reference.Role));
        Assert.All(begun.References, reference => Assert.Contains(reference, mia.References));
        Assert.All(
            _service.Requests.Skip(sent), edit => Assert.Equal(Bytes(begun.References[0]), Assert.Single(edit.Images).Bytes.ToArray()));
    }

    [Fact]
    public async Task DesignCharacterAsync_ViewRefused_BeginsNoOthers()
    {
        _service.Enqueue(FakeOutcome.Normal());
        foreach (int _ in Enumerable.Range(0, 4))
        {
            _service.Enqueue(FakeOutcome.QuotaExceeded());
        }

        GptImageQuotaException exception =
            await Assert.ThrowsAsync<GptImageQuotaException>(
                () => _client.DesignCharacterAsync(Design with { Details = ["a", "b", "c", "d", "e", "f"] }, Token));

        Assert.InRange(_service.Requests.Count, 2, 5);
        Assert.Single(exception.RecoveredImages);
        Assert.Single(exception.RecoveredCharacter!.References);
    }

    [Fact]
    public async Task DesignCharacterAsync_ViewsComeAsAddressesNobodyTakes_HandsOverAllThatWerePaidFor()
    {
        _service.Enqueue(FakeOutcome.Normal());
        foreach (int number in Enumerable.Range(1, 4))
        {
            _service.Enqueue(FakeOutcome.Raw(
                200, "application/json", $$"""{"created":1781047743,"data":[{"url":"http://gateway.example/{{number}}.png"}]}"""));
        }

        GptImageResponseException exception =
            await Assert.ThrowsAsync<GptImageResponseException>(() => _client.DesignCharacterAsync(Design, Token));

        Assert.Equal(_service.Requests.Count, exception.RecoveredImages.Count);
        Assert.Equal(
            _service.Requests.Count - 1, exception.RecoveredImages.Select(image => image.Url).OfType<Uri>().Distinct().Count());
        Assert.Single(exception.RecoveredCharacter?.References ?? []);
    }

    [Fact]
    public async Task DesignCharacterAsync_AnchorComesAsAnAddressNobodyTakes_KeepsIt()
    {
        _service.Enqueue(
            FakeOutcome.Raw(200, "application/json", """{"created":1781047743,"data":[{"url":"http://gateway.example/anchor.png"}]}"""));

        GptImageResponseException exception =
            await Assert.ThrowsAsync<GptImageResponseException>(() => _client.DesignCharacterAsync(Design, Token));

        Assert.Equal("http://gateway.example/anchor.png", Assert.Single(exception.RecoveredImages).Url?.AbsoluteUri);
        Assert.Equal(ChargeState.Charged, exception.Charge);
        Assert.Single(_service.Requests);
    }

    [Fact]
    public async Task DesignCharacterAsync_Canceled_Throws()
    {
        using CancellationTokenSource canceled = new();
        await canceled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _client.DesignCharacterAsync(Design, canceled.Token));
    }

    [Fact]
    public async Task RedrawViewAsync_OneView_ReplacesThatOneAlone()
    {
        Character mia = await _client.DesignCharacterAsync(Design, Token);
        Character asleep = mia with { Outfit = "pyjamas" };
        _service.ClearRequests();

        Character redrawn = await _client.RedrawViewAsync(asleep, 2, new CharacterDesign(new Character("Mia"))
        {
            Quality = ImageQuality.Low,
            Size = ImageSize.Square,
        }, Token);

        FakeRequest edit = Assert.Single(_service.Requests);
        Assert.Equal(Bytes(mia.References[0]), Assert.Single(edit.Images).Bytes.ToArray());
        Assert.Contains(
            "Change only the view: the full figure from head to foot in exact profile", edit.Fields["prompt"], StringComparison.Ordinal);
        Assert.Contains("Outfit: yellow raincoat.", edit.Fields["prompt"], StringComparison.Ordinal);
        Assert.Equal(("1024x1024", "low"), (edit.Fields["size"], edit.Fields["quality"]));
        Assert.Equal(
            [0, 1, 3, 4], Enumerable.Range(0, 5).Where(index => ReferenceEquals(mia.References[index], redrawn.References[index])));
        Assert.Equal((ReferenceRole.Profile, (1024, 1024)), (redrawn.References[2].Role, SizeOf(redrawn.References[2])));
        Assert.Equal(asleep with { References = mia.References, Outfit = "pyjamas" }, redrawn with { References = mia.References });
    }

    [Fact]
    public async Task RedrawViewAsync_DetailOfALoadedCharacter_KnowsItsWords()
    {
        await (await _client.DesignCharacterAsync(Design with { Views = [] }, Token)).SaveAsync(_scratch["mia"], cancellationToken: Token);
        Character mia = await Character.LoadAsync(_scratch["mia"], Token);

        Character redrawn = await _client.RedrawViewAsync(mia, 1, cancellationToken: Token);
        await redrawn.SaveAsync(_scratch["mia"], cancellationToken: Token);

        Assert.Contains(
            "a close-up of this detail, large and sharp: the badge on the sleeve.", _service.Requests[2].Fields["prompt"],
            StringComparison.Ordinal);
        Assert.Equal(Bytes(redrawn.References[1]), Bytes((await Character.LoadAsync(_scratch["mia"], Token)).References[1]));
        Assert.Equal(3, Directory.GetFiles(_scratch["mia"]).Length);
    }

    [Theory]
    [InlineData(-1, "non-negative")]
    [InlineData(5, "less than")]
    [InlineData(
        0, "Reference 0 of 'Mia' is the anchor. All views were drawn from it and would no longer match another one. Design the character "
        + "anew with DesignCharacterAsync.")]
    [InlineData(1, "Reference 1 of 'Mia' has the role FullBody, which is not a view to draw.")]
    [InlineData(2, "Reference 2 of 'Mia' does not say which detail it shows.")]
    [InlineData(3, "The design is of 'Tom', but the pictures it is given are of 'Mia'.")]
    public async Task RedrawViewAsync_NoViewToDraw_SaysWhy(int index, string expected)
    {
        ImageInput picture = ImageInput.FromBytes(Pictures.Png());
        Character mia = new("Mia")
        {
            References =
                [picture.As(ReferenceRole.FullBody), picture.As(ReferenceRole.FullBody), picture.As(ReferenceRole.Detail),
                picture.As(ReferenceRole.Face), picture.As(ReferenceRole.Back)],
        };

        ArgumentException exception =
            await Assert.ThrowsAnyAsync<ArgumentException>(
                () => _client.RedrawViewAsync(mia, index, index == 3 ? new CharacterDesign(new Character("Tom")) : null, Token));

        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
        Assert.Empty(_service.Requests);
    }

    [Fact]
    public async Task Design_SavedMovedAndLoaded_IsWhoTheNextPictureShows()
    {
        Character mia = await _client.DesignCharacterAsync(Design with { Details = [] }, Token);
        Character tom = await _client.DesignCharacterAsync(new CharacterDesign(new Character("Tom") { Appearance = "old sailor" })
        {
            Views = [],
            OutputFormat = OutputFormat.Webp,
            Quality = ImageQuality.Low,
        }, Token);
        await Character.SaveCastAsync([tom, mia], _scratch["cast"], cancellationToken: Token);
        Directory.Move(_scratch["cast"], _scratch["moved"]);
        _service.ClearRequests();

        IReadOnlyList<Character> cast = await Character.LoadCastAsync(_scratch["moved"], Token);
        ImageResult panel =
            await _client.GenerateAsync(
                new CharacterReferenceRequest("Mia and Tom wave from the pier", cast) { Size = ImageSize.Landscape }, Token);

        FakeRequest request = Assert.Single(_service.Requests);
        byte[][] references = [.. mia.References.Concat(tom.References).Select(Bytes)];
        Assert.Equal(["Mia", "Tom"], cast.Select(character => character.Name));
        Assert.Equal(references, request.Images.Select(image => image.Bytes.ToArray()));
        Assert.Equal(references.Select(MiddleOf), Enumerable.Range(0, 5).Select(index => SlotOf(panel.Image.Bytes.ToArray(), index, 5)));
    }

    private static string DetailOf(FakeRequest edit) => edit.Fields["prompt"].Split("large and sharp: ")[1].Split('.')[0];

    private static byte[] Bytes(ImageInput input)
    {
        using Stream stream = input.OpenRead();
        using MemoryStream bytes = new();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static (int Width, int Height) SizeOf(ImageInput input)
    {
        using SKBitmap bitmap = SKBitmap.Decode(Bytes(input));
        return (bitmap.Width, bitmap.Height);
    }

    private static string MiddleOf(byte[] picture)
    {
        using SKBitmap bitmap = SKBitmap.Decode(picture);
        return Rough(bitmap.GetPixel(bitmap.Width / 2, bitmap.Height / 2));
    }

    /// <summary>Gets what a picture shows in the middle of the slot of an input.</summary>
    private static string SlotOf(byte[] picture, int index = 0, int count = 1)
    {
        using SKBitmap bitmap = SKBitmap.Decode(picture);
        Rectangle slot = FakeDrawingLayout.ReferenceSlot(index, count, bitmap.Width, bitmap.Height);
        return Rough(bitmap.GetPixel(slot.X + (slot.Width / 2), slot.Y + (slot.Height / 2)));
    }

    /// <summary>Scaling blurs a little.</summary>
    private static string Rough(SKColor color) => FormattableString.Invariant($"{color.Red / 32},{color.Green / 32},{color.Blue / 32}");
}
