using System.Drawing;
using GptImage.Sdk;
using GptImage.Sdk.Imaging;
using GptImage.Sdk.Testing;
using SkiaSharp;

// A picture from the model, its text set in real fonts, and a logo as it is:
//   dotnet run --project examples/Poster [-- --live] [--out DIR] [--font FILE]
bool live = args.Contains("--live");
string folder = args.SkipWhile(arg => arg != "--out").Skip(1).FirstOrDefault("out/poster");
OverlayFont[] own = [.. args.Zip(args.Skip(1)).Where(pair => pair.First == "--font").Select(pair => OverlayFont.FromFile(pair.Second))];
using FakeGptImageService? fake = live ? null : FakeGptImageService.Start();
using GptImageClient client = fake is null
    ? GptImageClient.FromEnvironment()
    : new GptImageClient(new GptImageClientOptions { ApiKey = fake.ApiKey, BaseAddress = fake.BaseAddress });
Console.WriteLine(live ? "This is the real service: it costs money." : "This is the fake service: nothing is paid.");

var gallery = new ImageGallery("Posters: drawn by a model, set in type");
(string Language, string Title, string Text)[] briefs =
[
    ("en", "The Lantern Market",
        "Every Friday from dusk until midnight, rain or shine: hot chestnuts, paper lanterns, second-hand books and music by the river."),
    ("zh", "灯笼夜市", "每逢星期五，从黄昏到午夜，风雨无阻：热栗子、纸灯笼、旧书，还有河畔的音乐。欢迎光临！"),
    ("ja", "灯籠の夜市", "毎週金曜日、日暮れから真夜中まで。焼き栗、紙灯籠、古本、そして川辺の音楽をお楽しみください。"),
    ("ko", "등불 야시장", "매주 금요일 해 질 녘부터 자정까지, 비가 와도 맑아도: 군밤과 종이 등불, 헌책, 그리고 강가의 음악."),
    ("ar", "سوق الفوانيس", "كل يوم جمعة من الغروب حتى منتصف الليل 24:00، كستناء ساخنة وفوانيس ورقية وكتب مستعملة وموسيقى على ضفة النهر."),
    ("hi", "लालटेन बाज़ार",
        "हर शुक्रवार शाम से आधी रात तक, बारिश हो या धूप: गरम शाहबलूत, काग़ज़ की लालटेनें, पुरानी किताबें और नदी किनारे संगीत।"),
];
foreach ((string language, string title, string text) in briefs)
{
    OverlayFont[] fonts = [.. own, .. OverlayFont.FindSystem(title + text)];
    var plan = new OverlayPlan
    {
        Texts =
        [
            new TextOverlay(title, ImageArea.Fractions(0.07, 0.05, 0.86, 0.16))
            {
                Fonts = fonts,
                Language = language,
                Alignment = TextAlignment.Center,
                Outline = new TextOutline(Color.FromArgb(24, 20, 48), 0.06),
                Shadow = new TextShadow(Color.FromArgb(140, 0, 0, 0)),
            },
            new TextOverlay(text, ImageArea.Fractions(0.07, 0.22, 0.86, 0.2))
            {
                Fonts = fonts,
                Language = language,
                Color = Color.FromArgb(255, 244, 214),
                Panel = Color.FromArgb(210, 24, 20, 48),
                Alignment = TextAlignment.Center,
                MaxSize = 44,
            },
        ],
        Logos = [new LogoOverlay(ImageInput.FromBytes(Logo()), LogoPlace.Center)],
    };
    try
    {
        PosterResult result =
            await client.GeneratePosterAsync(new TextToImageRequest("A night market with paper lanterns by a river, watercolour")
            {
                Size = ImageSize.Portrait,
                Quality = ImageQuality.Low,
            }, plan);
        string file = await result.Poster.Image.SaveAsync(Path.Combine(folder, $"poster-{language}"), overwrite: true);
        gallery.Add(new GalleryEntry(file)
        {
            Caption = title,
            AlternativeText = $"A poster of a night market. {title}: {text}",
            Language = language,
            Facts =
                [new("fonts", string.Join(", ", fonts.Select(font => font.Name))),
                new("sizes", string.Join(", ", result.Poster.Texts.Select(placed => $"{placed.Size:0} px"))),
                new("lines", string.Join(" | ", result.Poster.Texts[1].Lines)),
                new("contrast", string.Join(" ", result.Poster.Findings.Select(finding => finding.Message)))],
        });
        Console.WriteLine($"{file}: {string.Join(", ", fonts.Select(font => font.Name))}");
    }
    catch (MissingGlyphsException exception)
    {
        Console.WriteLine(
            $"{title}: {exception.Message} Then: --font path/to/NotoSans….ttf (Debian: apt install fonts-noto-core fonts-noto-cjk)");
    }
}

Console.WriteLine(await gallery.SaveAsync(Path.Combine(folder, "index.html")));

// A lantern in a ring, drawn here so that the example needs no file.
static byte[] Logo()
{
    using var bitmap = new SKBitmap(new SKImageInfo(240, 240, SKColorType.Rgba8888, SKAlphaType.Premul));
    using var canvas = new SKCanvas(bitmap);
    using var gold = new SKPaint { Color = new SKColor(0xFF, 0xC8, 0x4A), IsAntialias = true };
    using var night = new SKPaint { Color = new SKColor(0x18, 0x14, 0x30), IsAntialias = true };
    canvas.Clear(SKColors.Transparent);
    canvas.DrawCircle(120, 120, 118, gold);
    canvas.DrawCircle(120, 120, 104, night);
    canvas.DrawRoundRect(new SKRect(78, 70, 162, 176), 36, 44, gold);
    canvas.DrawRect(new SKRect(96, 56, 144, 66), gold);
    canvas.DrawRect(new SKRect(96, 180, 144, 190), gold);
    return bitmap.Encode(SKEncodedImageFormat.Png, 100).ToArray();
}
