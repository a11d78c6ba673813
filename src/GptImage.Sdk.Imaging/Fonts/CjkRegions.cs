using System.Text;
using HarfBuzzSharp;

namespace GptImage.Sdk.Imaging;

/// <summary>Finds the region of a text and of a font.</summary>
internal static class CjkRegions
{
    /// <summary>Parts of the names of font families: the last word of pan-regional ones, and the usual fonts of Windows and
    /// macOS.</summary>
    private static readonly (string Part, CjkRegion Region)[] Families =
    [
        (" JP", CjkRegion.Japanese), (" KR", CjkRegion.Korean), (" SC", CjkRegion.SimplifiedChinese), (" TC", CjkRegion.TraditionalChinese),
        (" HK", CjkRegion.HongKong), ("Yu Gothic", CjkRegion.Japanese), ("Yu Mincho", CjkRegion.Japanese), ("Meiryo", CjkRegion.Japanese),
        ("MS Gothic", CjkRegion.Japanese), ("MS PGothic", CjkRegion.Japanese), ("Hiragino Sans GB", CjkRegion.SimplifiedChinese),
        ("Hiragino", CjkRegion.Japanese), ("Malgun", CjkRegion.Korean), ("Gulim", CjkRegion.Korean), ("Batang", CjkRegion.Korean),
        ("Gothic Neo", CjkRegion.Korean), ("YaHei", CjkRegion.SimplifiedChinese), ("SimSun", CjkRegion.SimplifiedChinese),
        ("SimHei", CjkRegion.SimplifiedChinese), ("DengXian", CjkRegion.SimplifiedChinese), ("JhengHei", CjkRegion.TraditionalChinese),
        ("MingLiU", CjkRegion.TraditionalChinese),
    ];

    /// <summary>Gets the region that a family's name tells.</summary>
    public static CjkRegion? FromFamily(string family)
    {
        foreach ((string part, CjkRegion region) in Families)
        {
            bool isWord = part[0] == ' ';
            if (isWord ? family.EndsWith(part, StringComparison.Ordinal) : family.Contains(part, StringComparison.OrdinalIgnoreCase))
            {
                return region;
            }
        }

        return null;
    }

    /// <summary>Gets the region of a language; where it tells none, of the letters of a text; Simplified Chinese where they tell
    /// none.</summary>
    public static CjkRegion FromText(string text, string? language)
    {
        string[] parts = (language ?? "").ToUpperInvariant().Split('-', '_');
        switch (parts[0])
        {
            case "JA":
                return CjkRegion.Japanese;
            case "KO":
                return CjkRegion.Korean;
            case "YUE":
                return CjkRegion.HongKong;
            case "ZH":
                return parts.Contains("HK") || parts.Contains("MO") ? CjkRegion.HongKong
                    : parts.Contains("HANT") || parts.Contains("TW") ? CjkRegion.TraditionalChinese
                    : CjkRegion.SimplifiedChinese;
            default:
                HashSet<Script> scripts = [.. text.EnumerateRunes().Select(ScriptOf)];
                return scripts.Contains(Script.Hiragana) || scripts.Contains(Script.Katakana) ? CjkRegion.Japanese
                    : scripts.Contains(Script.Hangul) ? CjkRegion.Korean
                    : scripts.Contains(Script.Bopomofo) ? CjkRegion.TraditionalChinese
                    : CjkRegion.SimplifiedChinese;
        }
    }

    /// <summary>Gets the script of a character; those that stand together in Chinese, Japanese and Korean count as one.</summary>
    public static Script GroupOf(Rune rune)
    {
        Script script = ScriptOf(rune);
        return script == Script.Hiragana || script == Script.Katakana || script == Script.Hangul || script == Script.Bopomofo
            ? Script.Han
            : script == Script.Inherited ? Script.Common : script;
    }

    private static Script ScriptOf(Rune rune) => UnicodeFunctions.Default.GetScript((uint)rune.Value);
}
