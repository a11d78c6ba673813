using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using CsCheck;

namespace GptImage.Sdk.Tests;

public sealed class PictureJsonReaderTests
{
    private static readonly PictureLimits Limits = new(1000, 4096);

    private static readonly Gen<string> Space = Gen.OneOfConst("", "", "", " ", "\n", "\t ", "\r\n");

    private static readonly Gen<string> OtherValue = Gen.OneOfConst(
        "1", "-1.5e3", "null", "true", "\"\"", "\"text\"", "\"a \\\"quoted\\\" \\\\ text\"", "\"data:\"", "{}", "[]", "[1,2]",
            "\"{\\\"data\\\":[{\\\"b64_json\\\":\"",
        "{\"b64_json\":\"no picture\"}", "[{\"b64_json\":\"no picture\"}]", "{\"data\":[{\"b64_json\":\"no picture\"}]}",
            "{\"input_tokens\":7}", "\"żółć\"");

    private static readonly Gen<string> OtherName =
        Gen.OneOfConst("created", "usage", "x", "", "Data", "b64_Json", "revised_prompt", "\\u0041", "b64_json\\\\");

    private static readonly Gen<string> Picture =
        Gen.Select(Gen.Byte.Array[0, 30], Gen.Int[0, 15].Array[48],
        Gen.OneOfConst(
            "", "", "data:image/png;base64,", "data:image\\/webp;base64\\u002C", "data:,", "DATA:;Base64,", "data:a;n=x,y;base64,"))
        .Select(
            (bytes, styles, prefix) =>
            $"\"{prefix}{string.Concat(Convert.ToBase64String(bytes).Select((character, index) => Written(character, styles[index])))}\"");

    private static readonly Gen<string> Entry =
        Gen.Select(Space, Space, Gen.Select(OtherName, OtherValue).Array[0, 2],
        Gen.OneOfConst("b64_json", "b64_json", "b64\\u005fjson", "url", "\\u0075rl"),
        Gen.OneOf(Picture, Picture, Gen.OneOfConst("null", "\"https://example.com/a.png\"", "\"ht\"", "\"!\"")))
        .Select(
            (before, after, others, name, value) =>
            $"{{{string.Concat(others.Select(other => $"\"{other.Item1}\":{other.Item2},"))}"
            + $"{before}\"{name}\"{after}:{before}{value}{after}}}");

    private static readonly Gen<string> Document =
        Gen.Select(Space, Gen.Select(OtherName, OtherValue).Array[0, 3], Gen.OneOfConst("data", "data", "data", "dat\\u0061", "Data"),
        Gen.OneOf(Entry, Entry, Entry, Gen.OneOfConst("null", "1", "[]")).Array[0, 3], Gen.Select(OtherName, OtherValue).Array[0, 2])
        .Select((space, before, name, entries, after) =>
            $"{space}{{{string.Concat(before.Select(other => $"\"{other.Item1}\"{space}:{other.Item2},"))}"
            + $"{space}\"{name}\"{space}:{space}[{string.Join(space + ",", entries)}]"
            + $"{string.Concat(after.Select(other => $",\"{other.Item1}\":{space}{other.Item2}"))}}}{space}");

    /// <summary>Long enough for the decoder of plain runs, with something else here and there.</summary>
    private static readonly Gen<string> LongPicture =
        Gen.Select(Gen.Byte.Array[60, 600], Gen.Select(Gen.Int[0, 800], Gen.Int[0, 4]).Array[0, 4])
        .Select((bytes, oddities) =>
        {
            string[] characters = [.. Convert.ToBase64String(bytes).Select(character => character.ToString())];
            foreach ((int place, int style) in oddities)
            {
                int at = place % characters.Length;
                characters[at] = Written(characters[at][^1], style);
            }

            return $"{{\"b64_json\":\"{string.Concat(characters)}\"}}";
        });

    /// <summary>ASCII alone: what else stands in the head of a data URL is no reason to lose a picture.</summary>
    private static readonly Gen<byte> DamagedByte =
        Gen.OneOf(Gen.Byte[0x20, 0x7E], Gen.Byte[0, 0x7E], Gen.OneOfConst([.. "\"\\{}[]:,=u"u8]));

    /// <summary>An event as its document and the lines around it: what damages it, fields before it, the field name, the line
    /// end.</summary>
    private static readonly Gen<(string Document, (int Place, byte Value)[] Damage, string Before, string Name, string LineEnd)> Event =
        Gen.Select(
        Gen.OneOf(Entry, Entry, LongPicture),
        Gen.Select(Gen.Int[0, 900], DamagedByte).Array[0, 1],
        Gen.OneOfConst("", "", ": keep-alive", "event: image_edit.completed", "id: 7"),
        Gen.OneOfConst("data:", "data: "),
        Gen.OneOfConst("\n", "\n", "\r\n", "\r"));

    /// <summary>A document in any of the shells that have pictures in them.</summary>
    private static readonly Gen<string> Shelled = Gen.Select(
        Document,
        Entry,
        Gen.OneOfConst(
            "{0}", "{0}", "[{1},{1}]", "{{\"type\":\"x.completed\",\"response\":{0}}}",
            "{{\"custom_id\":\"a\",\"response\":{{\"status_code\":200,\"body\":{0}}},\"error\":null}}",
            "{{\"output\":[{{\"type\":\"reasoning\"}},{{\"result\":\"AQID\",\"b64_json\":\"no\"}},{1},[{1}]]}}",
            "{{\"output\":{{\"result\":\"AQID\"}},\"item\":{{\"result\":\"AQI\"}},\"result\":\"no\"}}",
            "{{\"item\":[{{\"result\":\"no\"}}],\"partial_image_b64\":\"AQID\",\"x\":{0},\"data\":{1}}}",
            "{{\"response\":[{0}],\"body\":{1}}}", "{0} ", "{0}{0}", "{0} trailing"))
        .Select((document, entry, shell) => string.Format(CultureInfo.InvariantCulture, shell, document, entry));

    [Fact]
    public void ReadAsync_AnyDocumentInAnyPieces_IsWhatTheFrameworkReads()
    {
        int withPictures = 0;

        Gen.Select(Shelled, Gen.Int[0, 600].Array[0, 10]).Check(50_000, (document, borders) =>
        {
            AssertSame(Encoding.UTF8.GetBytes(document), borders);
            Interlocked.Add(
                ref withPictures, Read(Encoding.UTF8.GetBytes(document), borders).Contains('|', StringComparison.Ordinal) ? 1 : 0);
        });

        Assert.InRange(withPictures, 12_500, 50_000);
    }

    [Fact]
    public void ReadAsync_AnyDamagedDocumentInAnyPieces_HasTheVerdictOfTheFramework() =>
        Gen.Select(Shelled, Gen.Int[0, 300], DamagedByte, Gen.Int[0, 600].Array[0, 6]).Check(40_000, (document, place, value, borders) =>
            {
                byte[] bytes = Encoding.UTF8.GetBytes(document);
                bytes[place % bytes.Length] = value;

                AssertSame(bytes, borders);
            });

    [Fact]
    public void ReadAsync_AnyLongPicturesInAnyPieces_AreWhatTheFrameworkReads()
    {
        int valid = 0;

        Gen.Select(
            LongPicture.Array[1, 3], Gen.Select(Gen.Int[0, 3000], Gen.OneOf(DamagedByte, Gen.Byte)).Array[0, 1],
            Gen.Int[0, 3000].Array[0, 8]).Check(20_000, (entries, damage, borders) =>
        {
            byte[] document = Encoding.UTF8.GetBytes($"{{\"data\":[{string.Join(',', entries)}]}}");
            Damage(document, damage);

            AssertSame(document, borders);
            valid += Read(document, borders) == "invalid" ? 0 : 1;
        });

        Assert.InRange(valid, 8_000, 17_000);
    }

    [Fact]
    public void ReadAsync_AnyEventsInAnyPieces_AreWhatTheFrameworkReads()
    {
        int valid = 0;

        Gen.Select(Event.Array[1, 3], Gen.Int[0, 3000].Array[0, 8]).Check(20_000, (events, borders) =>
        {
            List<byte> stream = [];
            List<string> expected = [];
            foreach ((string text, (int, byte)[] damage, string before, string name, string lineEnd) in events)
            {
                byte[] document = Encoding.UTF8.GetBytes(text);
                Damage(document, damage);
                byte[][] lines = Lines(document);
                stream.AddRange(Encoding.UTF8.GetBytes(before.Length > 0 ? before + lineEnd : ""));
                stream.AddRange(
                    lines.SelectMany(line => (byte[])[.. Encoding.UTF8.GetBytes(name), .. line, .. Encoding.UTF8.GetBytes(lineEnd)]));
                stream.AddRange(Encoding.UTF8.GetBytes(lineEnd));
                if (expected is not [.., "invalid"])
                {
                    expected.Add(
                        ReadByFramework([.. lines.SelectMany((line, index) => index == 0 ? line : [(byte)'\n', .. line])]));
                }
            }

            List<string> actual = ReadEvents([.. stream], borders);

            Assert.True(
                expected.SequenceEqual(actual),
                $"{Encoding.UTF8.GetString([.. stream])}\nframework: {string.Join(" / ", expected)}\nreader:    "
                + $"{string.Join(" / ", actual)}");
            valid += actual.Count(result => result != "invalid");
        });

        Assert.InRange(valid, 10_000, 35_000);
    }

    [Fact]
    public void ReadAsync_DocumentWithEverything_IsReadWhateverTheTwoBorders()
    {
        byte[] document =
            Encoding.UTF8.GetBytes(
                """{ "created" : 1.5e3,"note":"\u0022{\"data\":[\\","dat\u0061" :[{"n":{"b64_json":"no"},"b64\u005fjson":"data:image\/png;base64\u002c\u002b\/ A\nA"},null,{"url":"data:,AQ=="},{"url":"ht","b64_json":null}],"x":null}""");
        const string Rest =
            """{ "created" : 1.5e3,"note":"\u0022{\"data\":[\\","dat\u0061" :[{"n":{"b64_json":"no"},"b64\u005fjson":"0"},null,{"url":"1"},{"url":"ht","b64_json":null}],"x":null}""";

        for (int first = 0; first < document.Length; first++)
        {
            for (int second = first; second < document.Length; second++)
            {
                using PictureJsonReader reader = Reader();

                Assert.Equal(Rest, Encoding.UTF8.GetString(ReadAll(reader, document, [first, second]).Span));
                Assert.Equal(["FBF000", "01"], reader.Pictures.Select(picture => Convert.ToHexString(((MemorySink)picture).ToArray())));
            }
        }
    }

    [Fact]
    public void ReadAsync_AnyDocumentCutAnywhere_IsInvalid() =>
        Gen.Select(Document, Gen.Int[0, 600]).Check(10_000, (document, place) =>
            {
                byte[] bytes = Encoding.UTF8.GetBytes(document.Trim());
                int length = place % bytes.Length;

                Assert.Equal("invalid", Read(bytes[..length], []));
            });

    [Fact]
    public void ReadAsync_RealAnswer_LeavesNumbersWherePicturesWere()
    {
        byte[] answer = """
            {"created":1781047743,"background":"opaque",
             "data":[{"b64_json":"AQID","revised_prompt":"x"},{"b64_json":"BAUG"}],
             "output_format":"png","usage":{"input_tokens":239,"input_tokens_details":{"image_tokens":194,"text_tokens":45}}}
            """u8.ToArray();

        using PictureJsonReader reader = Reader();
        string rest = Encoding.UTF8.GetString(ReadAll(reader, answer, [17, 70, 90]).Span);

        Assert.Equal(
            """
            {"created":1781047743,"background":"opaque",
             "data":[{"b64_json":"0","revised_prompt":"x"},{"b64_json":"1"}],
             "output_format":"png","usage":{"input_tokens":239,"input_tokens_details":{"image_tokens":194,"text_tokens":45}}}
            """,
            rest);
        Assert.Equal([[1, 2, 3], [4, 5, 6]], reader.Pictures.Select(picture => ((MemorySink)picture).ToArray()));
    }

    [Theory]
    [InlineData("""{"type":"x.completed","b64_json":"AQID"}""", """{"type":"x.completed","b64_json":"0"}""")]
    [InlineData("""{"b64_json":"data:image/png;base64,AQID","x":{"b64_json":"no"}}""", """{"b64_json":"0","x":{"b64_json":"no"}}""")]
    [InlineData("""{"data":[{"b64_json":"AQID"}]}""", """{"data":[{"b64_json":"0"}]}""")]
    [InlineData("""{"data":{"b64_json":"AQID"}}""", """{"data":{"b64_json":"0"}}""")]
    [InlineData("""[{"b64_json":"AQID"}]""", """[{"b64_json":"0"}]""")]
    [InlineData("""{"url":"data:;base64,AQID"}""", """{"url":"0"}""")]
    [InlineData("""{"url":"DATA:;base64,AQID"}""", """{"url":"0"}""")]
    [InlineData("""{"type":"x.partial_image","partial_image_b64":"AQID"}""", """{"type":"x.partial_image","partial_image_b64":"0"}""")]
    [InlineData(
        """{"custom_id":"a","response":{"status_code":200,"body":{"data":[{"b64_json":"AQID"}]}},"error":null}""",
        """{"custom_id":"a","response":{"status_code":200,"body":{"data":[{"b64_json":"0"}]}},"error":null}""")]
    [InlineData(
        """{"output":[{"type":"reasoning","content":[{"result":"no"}]},{"result":"AQID","status":"completed"}]}""",
        """{"output":[{"type":"reasoning","content":[{"result":"no"}]},{"result":"0","status":"completed"}]}""")]
    [InlineData(
        """{"type":"response.output_item.done","output_index":0,"item":{"id":"ig_1","result":"AQID"}}""",
        """{"type":"response.output_item.done","output_index":0,"item":{"id":"ig_1","result":"0"}}""")]
    [InlineData(
        """{"type":"response.completed","response":{"output":[{"result":"AQID"}]}}""",
        """{"type":"response.completed","response":{"output":[{"result":"0"}]}}""")]
    public void ReadAsync_AnyPlaceOfAPicture_IsFound(string document, string rest)
    {
        using PictureJsonReader reader = Reader();

        Assert.Equal(rest, Encoding.UTF8.GetString(ReadAll(reader, Encoding.UTF8.GetBytes(document), []).Span));
    }

    [Theory]
    [InlineData("""{"data":[{"url":"data:image/png;base64,AQID"}]}""")]
    [InlineData("""{"data":[{"url" : "data:image/png;base64,AQID"}]}""")]
    public void ReadAsync_AddressWithThePictureInIt_IsAPictureWhateverTheBorders(string document)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(document);
        for (int border = 0; border < bytes.Length; border++)
        {
            using PictureJsonReader reader = Reader();

            ReadAll(reader, bytes, [border]);

            Assert.Equal([1, 2, 3], Assert.IsType<MemorySink>(Assert.Single(reader.Pictures)).ToArray());
        }
    }

    [Fact]
    public void ReadAsync_MorePicturesThanAreKept_DropsThem()
    {
        byte[] answer = Encoding.UTF8.GetBytes($$"""{"data":[{{string.Join(',', Enumerable.Repeat("""{"b64_json":"AQID"}""", 5))}}]}""");
        using PictureJsonReader reader = new(2, Limits, () => new MemorySink());

        ReadAll(reader, answer, []);

        Assert.Equal(2, reader.Entries.Count(entry => entry.Picture is not null));
        Assert.Equal(2, reader.Pictures.OfType<MemorySink>().Count());
    }

    [Fact]
    public void ReadAsync_FarTooManyPictures_Throws()
    {
        byte[] answer = Encoding.UTF8.GetBytes($$"""{"data":[{{string.Join(',', Enumerable.Repeat("""{"b64_json":"AQID"}""", 9))}}]}""");
        using PictureJsonReader reader = new(2, Limits, () => new MemorySink());

        Assert.Equal(
            "it has far more pictures than the 2 that may come", Assert.Throws<FormatException>(() => ReadAll(reader, answer, [])).Message);
    }

    [Theory]
    [InlineData("""{"b64_json":"AQID","url":"data:image/png;base64,BAUG"}""", "010203", null)]
    [InlineData("""{"url":"data:image/png;base64,BAUG","b64_json":"AQID"}""", "040506", null)]
    [InlineData("""{"b64_json":"","url":"data:image/png;base64,BAUG"}""", "040506", null)]
    [InlineData("""{"b64_json":"A*","url":"data:image/png;base64,BAUG"}""", "040506", null)]
    [InlineData("""{"b64_json":"AQID","url":"https://example.com/1.png"}""", "010203", "https://example.com/1.png")]
    [InlineData("""{"b64_json":null,"url":"https:\/\/example.com\/1.png"}""", "", "https://example.com/1.png")]
    public void ReadAsync_EntryWithBytesAndAddress_IsOnePicture(string entry, string hexadecimal, string? address)
    {
        using PictureJsonReader reader = Reader();

        ReadAll(reader, Encoding.UTF8.GetBytes($"{{\"data\":[{entry}]}}"), [7, 20, 33]);

        PictureEntry read = Assert.Single(reader.Entries);
        Assert.Equal((hexadecimal, address), (Convert.ToHexString((read.Picture as MemorySink)?.ToArray() ?? []), read.Address));
        Assert.False(read.IsLoose);
    }

    [Theory]
    [InlineData("""{"a":1}""", """{"a":1}""")]
    [InlineData("""{"a":[{}]}   {"b":2}""", """{"a":[{}]}""")]
    [InlineData("""[1]]]""", """[1]""")]
    public void ReadAsync_EndOfTheDocument_EndsTheReading(string text, string rest)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        using PictureJsonReader reader = Reader();

        Assert.Equal(rest, Encoding.UTF8.GetString(ReadAll(reader, bytes, [2, 5]).Span));
        Assert.True(reader.IsComplete);
    }

    [Theory]
    [InlineData(4096 - 7, false)]
    [InlineData(4096 - 6, true)]
    public void ReadAsync_RestLongerThanAllowed_ThrowsAndNamesTheOption(int length, bool isTooLong)
    {
        byte[] answer = Encoding.UTF8.GetBytes($"{{\"x\":{new string('1', length + 1)}}}");
        using PictureJsonReader reader = Reader();

        FormatException? exception = Record.Exception(() => ReadAll(reader, answer, [])) as FormatException;

        Assert.Equal(isTooLong, exception is not null);
        Assert.Contains("MaxAnswerBytes", exception?.Message ?? "MaxAnswerBytes", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1000, false)]
    [InlineData(1001, true)]
    public void ReadAsync_PictureLargerThanAllowed_ThrowsAndNamesTheOption(int length, bool isTooLarge)
    {
        byte[] answer = Encoding.UTF8.GetBytes($$"""{"data":[{"b64_json":"{{Convert.ToBase64String(new byte[length])}}"}]}""");
        using PictureJsonReader reader = Reader();

        FormatException? exception = Record.Exception(() => ReadAll(reader, answer, [])) as FormatException;

        Assert.Equal(isTooLarge, exception is not null);
        Assert.Contains("MaxImageBytes", exception?.Message ?? "MaxImageBytes", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("A*ID", "picture 1 cannot be read: it has characters that base64 does not have")]
    [InlineData("AQIDA", "picture 1 cannot be read: its length is one more than a multiple of 4")]
    [InlineData("AQIDBAUG", "picture 1 cannot be read: it has more than 5 bytes (GptImageClientOptions.MaxImageBytes)")]
    public void ReadAsync_BrokenPicture_IsToldOnceThoseBehindItAreRead(string broken, string problem)
    {
        byte[] answer = Encoding.UTF8.GetBytes($$"""{"data":[{"b64_json":"{{broken}}"},{"b64_json":"AQID"},{"b64_json":"!"}]}""");
        for (int border = 0; border < answer.Length; border++)
        {
            int completed = 0;
            using PictureJsonReader reader =
                new(3, new PictureLimits(5, 4096), () => new MemorySink()) { PictureCompleted = (_, _) => completed++ };

            FormatException exception = Assert.Throws<FormatException>(() => ReadAll(reader, answer, [border]));

            Assert.Equal(problem, exception.Message);
            Assert.Equal(1, completed);
            Assert.Equal([1, 2, 3], Assert.IsType<MemorySink>(reader.LastCompleted).ToArray());
        }
    }

    [Fact]
    public void ReadAsync_LargePicture_DoesNotCountAsRest()
    {
        byte[] picture = [.. Enumerable.Range(0, 500_000).Select(index => (byte)(index * 7))];
        byte[] answer = Encoding.UTF8.GetBytes($$"""{"data":[{"b64_json":"{{Convert.ToBase64String(picture)}}"}]}""");
        using PictureJsonReader reader = new(1, new PictureLimits(500_000, 1024), () => new MemorySink());

        ReadAll(reader, answer, [100_001, 200_003]);

        Assert.Equal(picture, Assert.IsType<MemorySink>(Assert.Single(reader.Pictures)).ToArray());
    }

    [Fact]
    public void PictureCompleted_IsCalledBeforeTheAnswerEnds()
    {
        int completed = 0;
        using PictureJsonReader reader = new(2, Limits, () => new MemorySink()) { PictureCompleted = (_, _) => completed++ };

        ReadAll(reader, """{"data":[{"b64_json":"AQID"},{"b64_json":"AQ"""u8.ToArray(), []);

        Assert.Equal((1, 2), (completed, reader.Pictures.Count));
    }

    private static string Written(char character, int style) => style switch
    {
        0 => $"\\u00{(int)character:x2}",
        1 => $"\\u00{(int)character:X2}",
        2 => $" {character}",
        3 => $"\\n{character}",
        4 when character == '/' => "\\/",
        _ => character.ToString(),
    };

    private static PictureJsonReader Reader() => new(100, Limits, () => new MemorySink());

    private static ReadOnlyMemory<byte> ReadAll(PictureJsonReader reader, byte[] document, int[] borders)
    {
        using PiecewiseStream stream = new(document, borders);
        using BlockReader blocks = new(stream);
        ReadOnlyMemory<byte> rest = reader.ReadAsync(blocks.ReadAsync, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        ThrowIfBroken(reader);
        return rest;
    }

    private static void ThrowIfBroken(PictureJsonReader reader)
    {
        if (reader.Entries.FirstOrDefault(entry => entry.Failure is not null && entry.Picture is null) is { Failure: { } failure })
        {
            throw failure;
        }
    }

    private static void AssertSame(byte[] document, int[] borders)
    {
        string expected = ReadByFramework(document);
        string actual = Read(document, borders);

        Assert.True(expected == actual, $"{Encoding.UTF8.GetString(document)}\nframework: {expected}\nreader:    {actual}");
    }

    private static void Damage(byte[] document, (int Place, byte Value)[] damage)
    {
        foreach ((int place, byte value) in damage)
        {
            document[place % document.Length] = value;
        }
    }

    /// <summary>Takes a document apart at its line breaks, as a stream of events has to.</summary>
    private static byte[][] Lines(byte[] document) =>
        [.. Encoding.Latin1.GetString(document).Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Split('\n')
            .Select(Encoding.Latin1.GetBytes)];

    /// <summary>Reads a stream up to its end or its first invalid event.</summary>
    private static List<string> ReadEvents(byte[] stream, int[] borders)
    {
        using PiecewiseStream source = new(stream, borders);
        using BlockReader blocks = new(source);
        SseReader events = new(blocks, 1_000_000, maxForeignBytes: 1_000_000);
        List<string> results = [];
        while (results is not [.., "invalid"] && events.MoveNextAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult())
        {
            using PictureJsonReader reader = Reader();
            results.Add(Verdict(reader, () =>
            {
                ReadOnlyMemory<byte> rest = reader.ReadAsync(events.ReadDataAsync, CancellationToken.None).AsTask().GetAwaiter()
                    .GetResult();
                ThrowIfBroken(reader);
                return rest;
            }));
        }

        return results;
    }

    private static string Read(byte[] document, int[] borders)
    {
        using PictureJsonReader reader = Reader();
        return Verdict(reader, () => ReadAll(reader, document, borders));
    }

    private static string Verdict(PictureJsonReader reader, Func<ReadOnlyMemory<byte>> read)
    {
        try
        {
            using JsonDocument rest = JsonDocument.Parse(read());
            return Canonical(rest.RootElement)
                + string.Concat(reader.Pictures.Select(picture => "|" + Convert.ToHexString(((MemorySink)picture).ToArray())));
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException)
        {
            return "invalid";
        }
    }

    private static string ReadByFramework(byte[] document)
    {
        try
        {
            using JsonDocument whole = ParseFirst(document);
            List<byte[]> pictures = [];
            string rest = Canonical(whole.RootElement, pictures, whole.RootElement.ValueKind == JsonValueKind.Array ? "entries" : "answer");
            return rest + string.Concat(pictures.Select(picture => "|" + Convert.ToHexString(picture)));
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException)
        {
            return "invalid";
        }
    }

    /// <summary>Reads the first object or list, whatever follows; a text or a number by itself must be all there is.</summary>
    private static JsonDocument ParseFirst(byte[] document)
    {
        Utf8JsonReader first = new(document);
        return first.Read() && first.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray
            ? JsonDocument.ParseValue(ref first)
            : JsonDocument.Parse(document);
    }

    /// <summary>Writes an element without white space; the pictures of its places go to the list, and their number stays.</summary>
    private static string Canonical(JsonElement element, List<byte[]>? pictures = null, string place = "") => element.ValueKind switch
    {
        JsonValueKind.Object => "{" + string.Join(',', element.EnumerateObject().Select(
            property => $"{property.Name}:{Value(property, pictures, place is "entries" or "items" ? "" : place)}")) + "}",
        JsonValueKind.Array => "[" + string.Join(',', element.EnumerateArray().Select(item => Canonical(
            item, pictures, item.ValueKind != JsonValueKind.Object ? "" : PlaceOfItem(place)))) + "]",
        _ => element.GetRawText(),
    };

    private static string PlaceOfItem(string list) => list switch
    {
        "entries" => "entry",
        "items" => "item",
        _ => "",
    };

    private static string Value(JsonProperty property, List<byte[]>? pictures, string place)
    {
        bool isPicture = property.Name switch
        {
            "b64_json" => place is "answer" or "entry",
            "url" => place is "answer" or "entry"
                && property.Value.GetRawText().StartsWith("\"data:", StringComparison.OrdinalIgnoreCase),
            "partial_image_b64" => place is "answer",
            "result" => place is "item",
            _ => false,
        };
        if (isPicture && pictures is not null && property.Value.ValueKind == JsonValueKind.String)
        {
            pictures.Add(Decode(property.Value.GetString()!));
            return $"\"{pictures.Count - 1}\"";
        }

        bool isList = property.Value.ValueKind == JsonValueKind.Array;
        return Canonical(property.Value, pictures, (place, property.Name) switch
        {
            ("answer", "data") => isList ? "entries" : "entry",
            ("answer", "output") => isList ? "items" : "item",
            ("answer", "response" or "body") => isList ? "" : "answer",
            ("answer", "item") => isList ? "" : "item",
            _ => "",
        });
    }

    private static byte[] Decode(string text)
    {
        string plain = WithoutPercent(string.Concat(text.Where(character => character is not (' ' or '\t' or '\r' or '\n'))));
        if (plain.StartsWith("data:", StringComparison.OrdinalIgnoreCase))
        {
            int comma = plain.IndexOf(',', StringComparison.Ordinal);
            while (comma >= 0
                && !plain[..comma].EndsWith(";base64", StringComparison.OrdinalIgnoreCase)
                && plain.IndexOf(';', comma) is >= 0 and int semicolon && semicolon - comma <= 256)
            {
                comma = plain.IndexOf(',', semicolon);
            }

            plain = comma >= 0 ? plain[(comma + 1)..] : throw new FormatException();
        }

        string core = plain.TrimEnd('=').Replace('-', '+').Replace('_', '/');
        int missing = (4 - (core.Length % 4)) % 4;
        return missing < 3 && plain.Length - plain.TrimEnd('=').Length <= missing
            ? Convert.FromBase64String(core + new string('=', missing))
            : throw new FormatException();
    }

    private static string WithoutPercent(string text) => Regex.Replace(
        text, "%(..?)?", match => match.Value is ['%', char first, char second]
            && char.IsAsciiHexDigit(first) && char.IsAsciiHexDigit(second)
            ? ((char)Convert.ToInt32(match.Groups[1].Value, 16)).ToString()
            : throw new FormatException());
}
