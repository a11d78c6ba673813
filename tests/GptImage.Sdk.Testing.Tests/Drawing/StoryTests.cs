using System.Drawing;
using GptImage.Sdk.Testing.Tests.Support;
using SkiaSharp;

namespace GptImage.Sdk.Testing.Tests.Drawing;

public sealed class StoryTests
{
    private static readonly SKColor Yellow = new(0xF5, 0xCB, 0x3D);
    private static readonly SKColor Navy = new(0x27, 0x3A, 0x68);
    private static readonly SKColor Unknown = new(0x9A, 0x9A, 0x9A);

    private static readonly string[] Scenes =
    [
        "finds a lantern on the beach", "climbs the stairs", "waves to a ship", "reads under a lamp", "walks through the city at night",
        "stands in the kitchen", "looks at the mountains", "carries a mug", "runs through the forest", "opens the door",
        "waits in the harbour", "holds an apple", "sees a cat", "sits by the tree", "rides past a house", "points at a lighthouse",
        "dances on the pier at dusk", "gives a book away", "sleeps in the hills", "goes home at dawn",
    ];

    [Fact]
    public async Task Render_TwentyFrames_ShowTheSameFiguresInEach()
    {
        using var service = FakeGptImageService.Start();
        using GptImageClient client = ClientOf(service);
        Character mia = await DesignAsync(client, new Character("Mia")
        {
            Appearance = "ten-year-old girl, short black hair",
            Outfit = "yellow raincoat, red boots",
            Proportions = "four heads tall",
        });
        Character tom = await DesignAsync(client, new Character("Tom")
        {
            Appearance = "old man, white beard",
            Outfit = "navy sweater, flat cap",
            Proportions = "seven heads tall",
        });
        var story = new Storyboard("The lantern")
        {
            Characters = [mia, tom],
            Size = ImageSize.Landscape,
            Quality = ImageQuality.Low,
            Frames =
            [
                .. Scenes.Select((scene, index) => new FrameRequest($"{(index % 2 == 0 ? "Mia" : "Mia and Tom")} {scene}")
                {
                    Characters = index % 2 == 0 ? ["Mia"] : ["Mia", "Tom"],
                }),
            ],
        };

        int frames = 0;
        await foreach (StoryboardFrame frame in client.RenderAsync(story, cancellationToken: TestContext.Current.CancellationToken))
        {
            using SKBitmap picture = TestPictures.Decode(frame.Image.Bytes.ToArray());
            int references = frame.Number % 2 == 1 ? mia.References.Count : mia.References.Count + tom.References.Count;
            Assert.True(Count(picture, references, Yellow) > 2_000, $"Mia is not in frame {frame.Number}.");
            Assert.True(Count(picture, references, Navy) > 2_000 == (frame.Number % 2 == 0), $"Tom in frame {frame.Number}.");
            frames++;
        }

        Assert.Equal(20, frames);
    }

    [Fact]
    public async Task Edit_WrongReference_ShowsAnotherFigure()
    {
        using var service = FakeGptImageService.Start();
        using GptImageClient client = ClientOf(service);
        ImageResult tom = await client.GenerateAsync(
            new TextToImageRequest("Character sheet, plain background: man, navy sweater") { Size = ImageSize.Portrait },
            TestContext.Current.CancellationToken);
        var mia = new Character("Mia") { Outfit = "yellow raincoat", References = [tom.Image.ToInput().As(ReferenceRole.FullBody)] };

        ImageResult result = await client.GenerateAsync(
            new CharacterReferenceRequest("Mia waves", mia) { Size = ImageSize.Landscape }, TestContext.Current.CancellationToken);

        using SKBitmap picture = TestPictures.Decode(result.Image.Bytes.ToArray());
        Assert.Equal(0, Count(picture, 1, Yellow));
        Assert.True(Count(picture, 1, Navy) > 2_000);
    }

    [Fact]
    public async Task Edit_OutfitChangedInWords_TakesTheWords()
    {
        using var service = FakeGptImageService.Start();
        using GptImageClient client = ClientOf(service);
        var look = new Character("Mia") { Outfit = "yellow raincoat" };
        ImageResult anchor = await client.GenerateAsync(
            new TextToImageRequest("Character sheet, plain background: girl, yellow raincoat") { Size = ImageSize.Portrait },
            TestContext.Current.CancellationToken);
        Character mia = look with { References = [anchor.Image.ToInput().As(ReferenceRole.FullBody)] };

        ImageResult result = await client.GenerateAsync(
            new CharacterReferenceRequest("Mia waves", mia with { Outfit = "navy coat" }) { Size = ImageSize.Landscape },
            TestContext.Current.CancellationToken);

        using SKBitmap picture = TestPictures.Decode(result.Image.Bytes.ToArray());
        Assert.Equal(0, Count(picture, 1, Yellow));
        Assert.True(Count(picture, 1, Navy) > 2_000);
    }

    [Fact]
    public async Task Edit_MissingReference_ShowsAGreyFigure()
    {
        using var caller = Caller.WithScenes();

        Answer answer = await caller.EditAsync(
            new Form(prompt: "Image 1: Tom, full body.\n\nMia looks exactly as in Image 2. Outfit: yellow coat.\n\nScene:\n\nMia waves")
                .File("image", TestPictures.Filled(64, 64, SKColors.Teal)).Text("size", "1024x1024"));

        using SKBitmap picture = answer.Picture();
        Assert.True(Count(picture, 1, Unknown) > 2_000);
        Assert.Equal(0, Count(picture, 1, Yellow));
    }

    private static Task<Character> DesignAsync(GptImageClient client, Character look) => client.DesignCharacterAsync(
        new CharacterDesign(look) { Quality = ImageQuality.Low }, cancellationToken: TestContext.Current.CancellationToken);

    private static GptImageClient ClientOf(FakeGptImageService service) =>
        new(new GptImageClientOptions { ApiKey = service.ApiKey, BaseAddress = service.BaseAddress });

    /// <summary>Counts the pixels of a colour below the references.</summary>
    private static int Count(SKBitmap picture, int references, SKColor color)
    {
        Rectangle last = FakeDrawingLayout.ReferenceSlot(references - 1, references, picture.Width, picture.Height);
        return picture.Pixels.Skip((last.Bottom + (last.Height / 2)) * picture.Width).Count(pixel => pixel == color);
    }
}
