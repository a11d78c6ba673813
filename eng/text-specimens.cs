#:property PublishAot=false
// Draws 300 texts by ImageMagick and Chromium, half of them with one wrong letter, for the measurement of examples/TextCheck:
//   dotnet run eng/text-specimens.cs -- out/texts [SEED]
// Needs both, and fonts: apt-get install -y imagemagick chromium fonts-dejavu fonts-noto-core fonts-noto-cjk
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;

const int Width = 1024;
const int Height = 640;
const int TilesPerPage = 20;

string folder = Directory.CreateDirectory(args.Length > 0 ? args[0] : "out/texts").FullName;
Dice random = new(args.Length > 1 ? ulong.Parse(args[1], CultureInfo.InvariantCulture) : 1);

string latin = "DejaVu Sans,DejaVu Serif,DejaVu Sans Mono,DejaVu Sans Condensed,Noto Sans,Noto Serif,Noto Sans Display,Noto Serif Display";
(string Script, string Language, string Fonts, string Alphabet, string[] Texts)[] corpus =
[
    ("English", "en", latin, "abcdefghijklmnopqrstuvwxyz", [
        "Fresh bread every morning", "Platform 9 closes early", "Mind the gap", "The Lantern Market", "GRAND OPENING", "Harbour View Hotel",
        "Quiet please", "Please wash your hands", "OPEN UNTIL MIDNIGHT", "Jackdaw & Sons", "Vintage Books", "Sold out", "WET PAINT",
        "Welcome to the valley", "Mountain Rescue", "KEEP LEFT", "Lost property office", "Blue Whale Tavern", "Summer Festival",
        "EXIT", "Zebra crossing ahead", "Hot coffee to go", "Old Mill Road", "Queue here", "Made with love", "The Winter's Tale",
        "Science Museum", "NO PARKING", "Rooftop cinema tonight", "Maximum six persons", "Voyage to the Moon", "Turn off your phone"]),
    ("Latin with diacritics", "fr", latin, "éèêëàâçîïôöùûüäßñáíóúłęąśżžčřšåø", [
        "Café Lumière", "Boulangerie pâtisserie", "Défense d’afficher", "Fermé le lundi", "Hôtel de la Plage", "Théâtre du Châtelet",
        "Grüße aus München", "Bäckerei Schröder", "Straßenfest", "Fußgängerzone", "Señal de peligro", "Mañana cerrado", "Niños jugando",
        "Plaza de España", "Księgarnia miejska", "Wyjście awaryjne", "Łódź Fabryczna", "Příští zastávka", "Žižkov", "Đường phố Việt Nam",
        "Phở bò tái", "Smørrebrød", "Ångström", "São João"]),
    ("Chinese, simplified", "zh-Hans", "Noto Sans CJK SC,Noto Serif CJK SC,Noto Sans Mono CJK SC", "", [
        "新鲜面包", "欢迎光临", "灯笼夜市", "今日特价", "请勿吸烟", "小心地滑", "人民公园", "书店营业中", "天安门东", "热茶与点心", "春节快乐",
        "未来科技馆", "土特产商店", "入口在左边", "日用百货", "大学图书馆", "木工工作室", "玉器展览", "本店不收现金", "问讯处", "牛肉拉面",
        "安全出口"]),
    ("Chinese, traditional", "zh-Hant", "Noto Sans CJK TC,Noto Serif CJK TC", "", [
        "歡迎光臨", "臺北車站", "請勿停車", "營業時間", "手工麵包", "國立博物館", "電影院", "珍珠奶茶", "開往淡水", "龍鳳茶樓"]),
    ("Japanese", "ja", "Noto Sans CJK JP,Noto Serif CJK JP", "", [
        "本日開店", "東京駅", "営業中", "立入禁止", "焼きたてパン", "灯籠の夜市", "お手洗い", "ラーメン一番", "みどりの窓口", "古本屋", "温泉まで三分",
        "いらっしゃいませ", "コーヒーと紅茶", "非常口", "海の見える宿", "北海道物産展", "さくら通り", "喫煙所"]),
    ("Digits and signs", "en", latin, "0123456789", [
        "24 h", "$19.95", "50 %", "Room 407", "Gate B12", "08:45", "2026-11-28", "+49 30 901820", "Nr. 1337", "3 x 4 = 12", "€ 7.50",
        "A 113", "#3672", "12.5 km", "No. 58", "1,299.00"]),
    ("Korean", "ko", "Noto Sans CJK KR,Noto Serif CJK KR", "", [
        "등불 야시장", "환영합니다", "서울역", "커피와 빵", "출입 금지", "오늘의 메뉴", "바다 호텔", "책방", "비상구", "새해 복 많이 받으세요"]),
    ("Cyrillic", "ru", "DejaVu Sans,DejaVu Serif,Noto Sans,Noto Serif", "абвгдежзиклмнопрстуфхцчшыьэюя", [
        "Свежий хлеб", "Добро пожаловать", "Не курить", "Книжный магазин", "Выход", "Чёрный кот", "Скидка", "Театр юного зрителя"]),
    ("Greek", "el", "DejaVu Sans,Noto Sans,Noto Serif", "αβγδεζηθικλμνξοπρστυφχψω", [
        "Φρέσκο ψωμί", "Καλώς ήρθατε", "Έξοδος", "Βιβλιοπωλείο", "Καφενείο"]),
    ("Arabic", "ar", "Noto Naskh Arabic,Noto Sans Arabic,Noto Kufi Arabic", "ابتثجحخدذرزسشصضطظعغفقكلمنهوي", [
        "خبز طازج", "سوق الفوانيس", "ممنوع التدخين", "مخرج", "أهلا وسهلا"]),
];

// Letters that are nearly alike: half of the wrong letters are one of these, where there is one.
string[] alike =
[
    "eco", "ao", "nhmru", "vyu", "ft", "bdpq", "gq", "ij", "kx", "sz", "B8", "S5", "Z2", "G6C", "OQD", "EFP", "MN", "VWY", "38", "17", "69",
    "éèêe", "äàâa", "öôo", "üùûu", "未末来", "土士", "人入八", "日目白", "大太犬", "天夫", "木本术", "玉王主", "问间闻", "牛午", "茶荼", "門問開", "営管",
    "口日", "店居", "館飯", "шщ", "ие", "ьы", "οσ", "한힌", "서시", "기키", "بتث", "جحخ", "رز",
];

List<Specimen> specimens = [];
foreach ((string script, string language, string fonts, string alphabet, string[] texts) in corpus)
{
    string[] letters = alphabet.Length > 0 ? Letters(alphabet) : [.. texts.SelectMany(Letters).Where(IsLetter).Distinct()];
    foreach (string text in texts)
    {
        bool isChromiumFirst = random.Next(2) == 0 || language == "ar";
        foreach (bool isRight in new[] { true, false })
        {
            // ImageMagick joins no Arabic letters.
            bool isChromium = isChromiumFirst == isRight || language == "ar";
            string file = string.Create(CultureInfo.InvariantCulture, $"{specimens.Count + 1:000}.{(isChromium ? "png" : "jpg")}");
            specimens.Add(new Specimen(
                file, script, language, Pick(fonts.Split(',')), text, isRight ? text : Misspell(text, letters), isChromium));
        }
    }
}

foreach (Specimen specimen in specimens.Where(specimen => !specimen.IsChromium))
{
    Magick(specimen);
}

foreach (Specimen[] page in specimens.Where(specimen => specimen.IsChromium).Chunk(TilesPerPage))
{
    Chromium(page);
}

File.WriteAllLines(
    Path.Combine(folder, "texts.tsv"),
    specimens.Select(specimen => $"{specimen.File}\t{specimen.Script}\t{specimen.Asked}\t{specimen.Drawn}"));
Console.WriteLine($"{specimens.Count} texts in {folder}");

string Misspell(string text, string[] letters)
{
    string[] all = Letters(text);
    int[] places = [.. Enumerable.Range(0, all.Length).Where(index => IsLetter(all[index]))];
    if (letters[0] is "0")
    {
        places = [.. places.Where(index => char.IsAsciiDigit(all[index][0]))];
    }

    int place = Pick(places);
    string right = all[place];
    string[] near =
        [.. alike.Where(group => group.Contains(right, StringComparison.Ordinal)).SelectMany(Letters).Where(letter => letter != right)];
    string[] others = [.. letters.Where(letter => !letter.Equals(right, StringComparison.OrdinalIgnoreCase))];
    string wrong = near.Length > 0 && random.Next(2) == 0 ? Pick(near) : Pick(others);
    all[place] = Rune.IsUpper(Rune.GetRuneAt(right, 0)) ? wrong.ToUpper(CultureInfo.InvariantCulture)[..1] : wrong;
    return string.Concat(all);
}

void Magick(Specimen specimen)
{
    (string ground, string ink) = Colors();
    string[] paper = random.Next(4) switch
    {
        0 => ["-size", $"{Width}x{Height}", $"xc:{ground}"],
        1 => ["-size", $"{Width}x{Height}", $"gradient:{ground}-{ColorsLike(ground)}"],
        2 =>
        [
            "-seed", $"{random.Next(1000)}", "-size", $"{Width}x{Height}", "plasma:fractal", "-blur", "0x3",
            "-fill", ground, "-colorize", "65",
        ],
        _ => ["-seed", $"{random.Next(1000)}", "-size", $"{Width}x{Height}", $"xc:{ground}", "-attenuate", "0.3", "+noise", "Gaussian"],
    };
    int size = Size(specimen);
    string gravity = Pick(["North", "Center", "South"]);
    int turn = random.Next(-8, 9);
    Run("convert",
    [
        .. paper, "-font", FontFile(specimen), "-pointsize", $"{size}", "-fill", ink, "-gravity", gravity, "-annotate",
        string.Create(CultureInfo.InvariantCulture, $"{turn}x{turn}+0+{(gravity == "Center" ? 0 : 110)}"), specimen.Drawn,
        "-blur", $"0x{Pick(["0.01", "0.6", "1.0"])}", "-quality", $"{random.Next(60, 96)}", Path.Combine(folder, specimen.File),
    ]);
}

void Chromium(Specimen[] page)
{
    StringBuilder html = new("<!doctype html><meta charset=utf-8><style>body{margin:0}div{position:relative;overflow:hidden;"
        + $"width:{Width}px;height:{Height}px;perspective:900px}}"
        + "p{position:absolute;margin:0;left:0;right:0;text-align:center;white-space:nowrap}</style>");
    foreach (Specimen specimen in page)
    {
        (string ground, string ink) = Colors();
        string paper = random.Next(4) switch
        {
            0 => ground,
            1 => $"linear-gradient({random.Next(360)}deg,{ground},{ColorsLike(ground)})",
            2 => $"repeating-linear-gradient({random.Next(360)}deg,{ground} 0 14px,{ColorsLike(ground)} 14px 28px)",
            _ => $"radial-gradient(circle at {random.Next(100)}% {random.Next(100)}%,{ground},{ColorsLike(ground)})",
        };
        string effect = random.Next(4) switch
        {
            0 => "text-shadow:3px 3px 2px rgba(0,0,0,.5);",
            1 when specimen.Language != "ar" => "letter-spacing:.06em;",
            2 => $"transform:rotateY({random.Next(-28, 29)}deg);",
            _ => $"transform:rotate({random.Next(-9, 10)}deg);",
        };
        html.Append(CultureInfo.InvariantCulture, $"<div style=\"background:{paper}\"><p lang={specimen.Language} style=\"")
            .Append(CultureInfo.InvariantCulture, $"top:{random.Next(130, 400)}px;color:{ink};font-family:'{specimen.Font}';")
            .Append(CultureInfo.InvariantCulture, $"font-size:{Size(specimen)}px;font-weight:{Pick(["400", "700"])};{effect}\"")
            .Append(specimen.Language == "ar" ? " dir=rtl>" : ">")
            .Append(CultureInfo.InvariantCulture, $"{WebUtility.HtmlEncode(specimen.Drawn)}</p></div>");
    }

    string file = Path.Combine(folder, "page.html");
    string shot = Path.Combine(folder, "page.png");
    File.WriteAllText(file, html.ToString());
    Run("chromium",
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", $"--screenshot={shot}",
        $"--window-size={Width},{Height * page.Length}", new Uri(file).AbsoluteUri,
    ]);
    Run("convert", [shot, "-crop", $"{Width}x{Height}", "+repage", Path.Combine(folder, "tile-%02d.png")]);
    for (int index = 0; index < page.Length; index++)
    {
        File.Move(Path.Combine(folder, $"tile-{index:00}.png"), Path.Combine(folder, page[index].File), overwrite: true);
    }

    File.Delete(file);
    File.Delete(shot);
}

// A ground and an ink that stand out from each other.
(string Ground, string Ink) Colors()
{
    bool isDark = random.Next(2) == 0;
    return (Color(isDark ? 0 : 175, isDark ? 80 : 256), Color(isDark ? 190 : 0, isDark ? 256 : 70));
}

// A color as light or as dark as another one.
string ColorsLike(string color) => int.Parse(color[1..3], NumberStyles.HexNumber, CultureInfo.InvariantCulture) < 128
    ? Color(0, 80)
    : Color(175, 256);

string Color(int from, int to) =>
    string.Create(CultureInfo.InvariantCulture, $"#{random.Next(from, to):x2}{random.Next(from, to):x2}{random.Next(from, to):x2}");

int Size(Specimen specimen)
{
    double ems = Letters(specimen.Drawn).Sum(letter => letter[0] >= 0x2E80 ? 1.08 : 0.72);
    return random.Next(28, Math.Clamp((int)(900 / ems), 32, 120));
}

string FontFile(Specimen specimen)
{
    string weight = Pick(["Regular", "Bold"]);
    return Run("fc-match", ["-f", "%{file}", $"{specimen.Font}:style={weight}"]);
}

T Pick<T>(T[] from) => from[random.Next(from.Length)];

static string[] Letters(string text) => [.. text.EnumerateRunes().Select(rune => rune.ToString())];

static bool IsLetter(string letter) => Rune.IsLetterOrDigit(Rune.GetRuneAt(letter, 0));

static string Run(string program, string[] arguments)
{
    ProcessStartInfo start = new(program) { RedirectStandardOutput = true, RedirectStandardError = true };
    foreach (string argument in arguments)
    {
        start.ArgumentList.Add(argument);
    }

    using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
    Task<string> errors = process.StandardError.ReadToEndAsync();
    string output = process.StandardOutput.ReadToEnd();
    process.WaitForExit();
    return process.ExitCode == 0
        ? output
        : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {errors.Result}");
}

internal sealed record Specimen(string File, string Script, string Language, string Font, string Asked, string Drawn, bool IsChromium);

/// <summary>Numbers that are the same for a seed on every machine (splitmix64).</summary>
internal sealed class Dice(ulong seed)
{
    public int Next(int below)
    {
        ulong mixed = seed += 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return (int)((mixed ^ (mixed >> 31)) % (ulong)below);
    }

    public int Next(int from, int below) => from + Next(below - from);
}
