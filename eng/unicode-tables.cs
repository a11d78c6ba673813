// Writes the Unicode tables of src/Shared/Text from Debian's package unicode-data: dotnet run eng/unicode-tables.cs
// Another folder of the Unicode Character Database may be named: dotnet run eng/unicode-tables.cs -- /path/to/ucd
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;

string data = args.Length > 0 ? args[0] : "/usr/share/unicode";
if (!File.Exists(Path.Combine(data, "BidiBrackets.txt")))
{
    Console.Error.WriteLine($"The Unicode Character Database is not in '{data}'. Install it with: apt-get install -y unicode-data");
    return 1;
}

string target = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here()) ?? ".", "../src/Shared/Text"));
string version = Regex.Match(File.ReadLines(Path.Combine(data, "LineBreak.txt")).First(), @"\d+\.\d+\.\d+").Value;
string[] categories = ReadProperty("extracted/DerivedGeneralCategory.txt", "Cn", []);

Write("BidiTable", "The bidirectional classes, paired brackets and mirror images of characters.", [
    ("Ranges", "The first code point of each range, shifted by 8 bits, with the class of its characters.", Ranges(BidiClasses())),
    ("Openers", "Opening brackets, each followed by the closing one that ends it, in its canonical form.", Brackets('o')),
    ("Closers", "Closing brackets, each followed by its canonical form.", Brackets('c')),
    ("Mirrors", "Characters, each followed by its mirror image.", Mirrors()),
]);
Write("LineBreakTable", "The line break classes of characters, resolved as far as they do not depend on their neighbours.", [
    ("Ranges", "The first code point of each range, shifted by 8 bits, with the class of its characters.", Ranges(LineBreakClasses())),
]);
Write("EmojiTable", "The characters that are drawn in colour without being asked for it.", [
    ("Presentation", "The first and the last code point of each range.", EmojiPresentation()),
]);
return 0;

// Values are names of the enum BidiClass; the numbers follow its order.
int[] BidiClasses()
{
    string[] order = ["L", "R", "AL", "EN", "ES", "ET", "AN", "CS", "NSM", "BN", "B", "S", "WS", "ON", "LRE", "RLE", "LRO", "RLO", "PDF",
        "LRI", "RLI", "FSI", "PDI"];
    Dictionary<string, string> names = new() { ["Left_To_Right"] = "L", ["Right_To_Left"] = "R", ["Arabic_Letter"] = "AL",
        ["European_Terminator"] = "ET", ["Boundary_Neutral"] = "BN" };
    string[] values = ReadProperty("extracted/DerivedBidiClass.txt", "L", names);
    return [.. values.Select(value => Known(order, value))];
}

// The classes of UAX #14 with what its rules ask besides: East Asian width, general category, pictographs to come.
int[] LineBreakClasses()
{
    string[] order = ["AL", "BK", "CR", "LF", "NL", "SP", "ZW", "WJ", "GL", "CM", "ZWJ", "B2", "BA", "BB", "CB", "CL", "CP", "EX", "HL",
        "HY", "ID", "IN", "IS", "JL", "JT", "JV", "H2", "H3", "NS", "NU", "OP", "PO", "PR", "QU", "RI", "SY", "EB", "EM", "SA",
        "CPWide", "OPWide", "QUInitial", "QUFinal", "IDUnassigned"];
    string[] values = ReadProperty("LineBreak.txt", "XX", []);
    string[] widths = ReadProperty("EastAsianWidth.txt", "N", []);
    bool[] pictographs = ReadFlag("emoji/emoji-data.txt", "Extended_Pictographic");
    int[] result = new int[values.Length];
    for (int code = 0; code < values.Length; code++)
    {
        bool isWide = widths[code] is "F" or "W" or "H";
        string resolved = values[code] switch
        {
            "AI" or "SG" or "XX" => pictographs[code] && categories[code] == "Cn" ? "IDUnassigned" : "AL",
            "CJ" => "NS",
            "SA" => categories[code] is "Mn" or "Mc" ? "CM" : "SA",
            "CP" => isWide ? "CPWide" : "CP",
            "OP" => isWide ? "OPWide" : "OP",
            "QU" => categories[code] switch { "Pi" => "QUInitial", "Pf" => "QUFinal", _ => "QU" },
            "ID" => pictographs[code] && categories[code] == "Cn" ? "IDUnassigned" : "ID",
            string other => other,
        };
        result[code] = Known(order, resolved);
    }

    return result;
}

uint[] EmojiPresentation()
{
    bool[] flags = ReadFlag("emoji/emoji-data.txt", "Emoji_Presentation");
    List<uint> ranges = [];
    for (int code = 0; code < flags.Length; code++)
    {
        if (flags[code] && !flags[code - 1])
        {
            ranges.Add((uint)code);
        }

        if (flags[code] && !flags[code + 1])
        {
            ranges.Add((uint)code);
        }
    }

    return [.. ranges];
}

uint[] Brackets(char type)
{
    Dictionary<uint, uint> canonical = [];
    foreach (string[] fields in Lines("UnicodeData.txt"))
    {
        if (fields[5].Length > 0 && fields[5][0] != '<' && !fields[5].Contains(' ', StringComparison.Ordinal))
        {
            canonical[Hex(fields[0])] = Hex(fields[5]);
        }
    }

    return [.. Lines("BidiBrackets.txt").Where(fields => fields[2][0] == type).OrderBy(fields => Hex(fields[0])).SelectMany(fields =>
    {
        uint closing = type == 'o' ? Hex(fields[1]) : Hex(fields[0]);
        return new[] { Hex(fields[0]), canonical.GetValueOrDefault(closing, closing) };
    })];
}

uint[] Mirrors() =>
    [.. Lines("BidiMirroring.txt").OrderBy(fields => Hex(fields[0])).SelectMany(fields => new[] { Hex(fields[0]), Hex(fields[1]) })];

string[] ReadProperty(string file, string usual, Dictionary<string, string> names)
{
    string[] values = new string[0x110000];
    Array.Fill(values, usual);
    foreach (string line in File.ReadLines(Path.Combine(data, file))
        .Where(line => line.StartsWith("# @missing:", StringComparison.Ordinal)))
    {
        string[] fields = line["# @missing:".Length..].Split(';', StringSplitOptions.TrimEntries);
        Fill(values, fields[0], names.GetValueOrDefault(fields[1], fields[1]));
    }

    foreach (string[] fields in Lines(file))
    {
        Fill(values, fields[0], fields[1]);
    }

    return values;
}

bool[] ReadFlag(string file, string property)
{
    bool[] values = new bool[0x110000];
    foreach (string[] fields in Lines(file).Where(fields => fields[1] == property))
    {
        Fill(values, fields[0], true);
    }

    return values;
}

void Fill<T>(T[] values, string range, T value)
{
    string[] ends = range.Split("..");
    int first = (int)Hex(ends[0]);
    values.AsSpan(first, (int)Hex(ends[^1]) - first + 1).Fill(value);
}

IEnumerable<string[]> Lines(string file) => File.ReadLines(Path.Combine(data, file))
    .Select(line => line.Split('#')[0]).Where(line => line.Contains(';', StringComparison.Ordinal))
    .Select(line => line.Split(';', StringSplitOptions.TrimEntries));

uint[] Ranges(int[] values) =>
    [.. Enumerable.Range(0, values.Length).Where(code => code == 0 || values[code] != values[code - 1])
        .Select(code => ((uint)code << 8) | (uint)values[code])];

int Known(string[] order, string value)
{
    int index = Array.IndexOf(order, value);
    return index >= 0 ? index : throw new InvalidDataException($"The class '{value}' is not known to this program.");
}

uint Hex(string text) => uint.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

void Write(string name, string summary, (string Name, string Summary, uint[] Values)[] tables)
{
    StringBuilder text = new();
    text.Append("// <auto-generated>\n// Made by eng/unicode-tables.cs; do not change it by hand.\n")
        .Append(CultureInfo.InvariantCulture, $"// Derived from the Unicode Character Database, version {version}.\n")
        .Append("// Copyright (c) 1991-2022 Unicode, Inc. All rights reserved. See THIRD-PARTY-NOTICES.md.\n// </auto-generated>\n")
        .Append("#nullable enable\n\nnamespace GptImage.Sdk;\n\n")
        .Append(CultureInfo.InvariantCulture, $"/// <summary>{summary}</summary>\ninternal static class {name}\n{{\n")
        .Append("    /// <summary>The version of the Unicode Character Database.</summary>\n")
        .Append(CultureInfo.InvariantCulture, $"    public const string UnicodeVersion = \"{version}\";\n");
    foreach ((string table, string about, uint[] values) in tables)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n    /// <summary>{about}</summary>\n")
            .Append(CultureInfo.InvariantCulture, $"    public static ReadOnlySpan<uint> {table} =>\n    [\n");
        foreach (uint[] line in values.Chunk(11))
        {
            IEnumerable<string> numbers = line.Select(value => "0x" + value.ToString("X", CultureInfo.InvariantCulture));
            text.Append("        ").AppendJoin(", ", numbers).Append(",\n");
        }

        text.Append("    ];\n");
    }

    text.Append("}\n");
    File.WriteAllText(Path.Combine(Directory.CreateDirectory(target).FullName, name + ".g.cs"), text.ToString());
    string counts = string.Join(", ", tables.Select(table => $"{table.Values.Length} {table.Name}"));
    Console.WriteLine($"{name}.g.cs: {counts} of Unicode {version}");
}

static string Here([CallerFilePath] string path = "") => path;
