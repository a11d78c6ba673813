#:project ../src/GptImage.Sdk.Imaging/GptImage.Sdk.Imaging.csproj
#:property PublishAot=false
// Sets texts in many scripts beside Chromium's rendering of the same, for a look: dotnet run eng/script-samples.cs -- out/scripts
// Needs chromium, and fonts: apt-get install -y chromium fonts-noto-core fonts-noto-cjk fonts-noto-color-emoji
using System.Diagnostics;
using System.Drawing;
using System.Globalization;
using System.Net;
using System.Text;
using GptImage.Sdk;
using GptImage.Sdk.Imaging;
using SkiaSharp;

const int Width = 620;
const int Height = 132;
const int Size = 40;

(string Name, string Language, string Text)[] samples =
[
    ("Latin", "fr", "Vraiment ? « L’œuvre » coûte 5 € — ou 50 % !"),
    ("Latin, soft hyphens", "de", "Donau\u00ADdampf\u00ADschiff\u00ADfahrts\u00ADgesell\u00ADschafts\u00ADkapitän, Straßen­bahn"),
    ("Vietnamese", "vi", "Tiếng Việt: Ngữ nghĩa, đường phố, Ẫ Ỗ"),
    ("Cyrillic", "sr", "Съешь ещё этих булок (бгптд) №7"),
    ("Greek", "el", "Ξεσκεπάζω τὴν ψυχοφθόρα βδελυγμία"),
    ("Hebrew", "he", "שלום (world) 12:30 — „אבג“ 50%"),
    ("Arabic", "ar", "مرحبا بالعالم (Hello) ١٢٣٫٤٥ — لا إله"),
    ("Urdu", "ur", "یہ اردو ہے، GPT Image 2 کے ساتھ"),
    ("Devanagari", "hi", "क्षत्रिय प्रार्थना हिन्दी में श्री ॐ १२३"),
    ("Bengali", "bn", "বাংলা লিপি: কৃষ্ণ, ক্ষুধা, স্ত্রী"),
    ("Tamil", "ta", "தமிழ் எழுத்து: கொக்கு, பௌர்ணமி, ஸ்ரீ"),
    ("Thai", "th", "สวัสดีชาวโลก กินน้ำตาลปี้ๆ ที่นี่ไม่มีผู้ใหญ่"),
    ("Khmer", "km", "ភាសាខ្មែរ ស្ត្រី ក្រុង ព្រះ"),
    ("Burmese", "my", "မြန်မာဘာသာ ကျွန်ုပ်တို့ ဩဂုတ်လ"),
    ("Tibetan", "bo", "བོད་སྐད་ཡིག་ བཀྲ་ཤིས་བདེ་ལེགས།"),
    ("Japanese", "ja", "直骨海「東京」タワーへ行こう。ちょっと、ね！"),
    ("Simplified Chinese", "zh-Hans", "直骨海“北京”欢迎你。今天，天气很好！"),
    ("Traditional Chinese", "zh-Hant", "直骨海「臺北」歡迎你。今天，天氣很好！"),
    ("Korean", "ko", "直骨海 안녕하세요, 서울에 오신 것을 환영합니다!"),
    ("Emoji", "en", "Rain ☔ sun ☀ ☀️ heart ❤︎ ❤️ 👩‍🚀 🇫🇷 1️⃣ 👍🏽"),
];

string folder = Directory.CreateDirectory(args.Length > 0 ? args[0] : "out/scripts").FullName;
StringBuilder page = new("<!doctype html><meta charset=utf-8><title>Scripts</title><style>"
    + "body{margin:8px;font:14px sans-serif;background:#fff}table{border-spacing:8px}td{border:1px solid "
        + "#aaa;padding:0;vertical-align:top}p{margin:0;overflow:hidden}</style><table>"
    + "<tr><th>Script<th>GptImage.Sdk.Imaging<th>Chromium");
foreach ((string name, string language, string text) in samples)
{
    IReadOnlyList<OverlayFont> fonts = OverlayFont.FindSystem(text, language);
    OverlayPlan plan = new()
    {
        Texts = [new TextOverlay(text, ImageArea.Pixels(0, 0, Width, Height))
        {
            Color = Color.Black, MaxSize = Size, Language = language, VerticalAlignment = VerticalAlignment.Top,
        }],
    };
    OverlayResult result = plan.Apply(new GeneratedImage(WhitePng()));
    string direction = language is "he" or "ar" or "ur" ? "rtl" : "ltr";
    string families = string.Join(", ", fonts.Select(font => $"'{font.Name}'"));
    string findings = string.Join(" ", result.Findings.Select(finding => finding.RuleId));
    page.Append(CultureInfo.InvariantCulture, $"<tr><td>{name}<br>{families}<br>{findings}<td>")
        .Append(CultureInfo.InvariantCulture, $"<img width={Width} height={Height} alt='' ")
        .Append(CultureInfo.InvariantCulture, $"src='data:image/png;base64,{Convert.ToBase64String(result.Image.Bytes.Span)}'>")
        .Append(CultureInfo.InvariantCulture, $"<td><p lang={language} dir={direction} style=\"width:{Width}px;height:{Height}px;")
        .Append(CultureInfo.InvariantCulture, $"font:{result.Texts[0].Size:0.##}px {families}\">{WebUtility.HtmlEncode(text)}</p>");
    Console.WriteLine($"{name}: {families}, {result.Texts[0].Size:0.#} pixels, {string.Join(" | ", result.Texts[0].Lines)} {findings}");
}

string html = Path.Combine(folder, "scripts.html");
string picture = Path.Combine(folder, "scripts.png");
File.WriteAllText(html, page.Append("</table>").ToString());
ProcessStartInfo start = new("chromium");
foreach (string argument in new[] { "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", $"--screenshot={picture}",
    $"--window-size=1480,{samples.Length * (Height + 12) + 60}", new Uri(html).AbsoluteUri })
{
    start.ArgumentList.Add(argument);
}

using Process? chromium = Process.Start(start);
chromium?.WaitForExit();
Console.WriteLine($"Look at {picture}");
return chromium?.ExitCode ?? 1;

static byte[] WhitePng()
{
    using SKBitmap white = new(Width, Height);
    white.Erase(SKColors.White);
    using SKData data = white.Encode(SKEncodedImageFormat.Png, 100);
    return data.ToArray();
}
