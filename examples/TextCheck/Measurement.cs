using System.Globalization;
using System.Text;
using GptImage.Sdk;

namespace TextCheckExample;

/// <summary>Counts the verdicts over pictures whose texts are known, as <c>eng/text-specimens.cs</c> makes them.</summary>
internal static class Measurement
{
    private const double MaxWrongAccepted = 0.01;
    private const double MaxRightRefused = 0.15;

    private static readonly CheckOutcome[] Outcomes =
        [CheckOutcome.Passed, CheckOutcome.Unsure, CheckOutcome.Failed, CheckOutcome.Unavailable];

    /// <summary>Reads <c>texts.tsv</c> of each folder (file, script, text that was asked for, text that was drawn) and its
    /// pictures.</summary>
    /// <returns>The exit code: 1 when more than 1 percent of the wrong texts pass, or more than 15 percent of the right ones
    /// fail.</returns>
    public static async Task<int> RunAsync(OnnxTextReader reader, string[] folders)
    {
        List<Reading> readings = [];
        foreach (string line in folders.SelectMany(folder =>
            File.ReadLines(Path.Combine(folder, "texts.tsv")).Select(line => Path.Combine(folder, line))))
        {
            string[] cells = line.Split('\t');
            GeneratedImage image = new(await File.ReadAllBytesAsync(cells[0]));
            IReadOnlyList<RecognizedText> read = await reader.ReadAsync(image);
            PictureVerdict verdict = await new TextCheck(new Remembered(read, reader)).CheckAsync(new PictureToCheck
            {
                Image = image,
                Request = new TextToImageRequest("A sign") { Text = [new TextElement(cells[2])] },
            });
            readings.Add(new Reading(cells[0], cells[1], cells[2], cells[3], string.Join('\n', read.Select(text => text.Text)), verdict));
        }

        Console.WriteLine("| script | texts | right: passed | unsure | failed | unavailable "
            + "| wrong: passed | unsure | failed | unavailable |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|");
        foreach (IGrouping<string, Reading> script in readings.GroupBy(reading => reading.Script).Append(new All(readings)))
        {
            string counts = string.Join(" | ", Outcomes.Select(outcome => Count(script, true, outcome))
                .Concat(Outcomes.Select(outcome => Count(script, false, outcome))));
            Console.WriteLine($"| {script.Key} | {script.Count()} | {counts} |");
        }

        // What the reader cannot know is not a verdict, and what looks alike is Unsure by rule where the reader saw the difference.
        Reading[] judged =
            [.. readings.Where(reading => reading.Verdict.Outcome != CheckOutcome.Unavailable && !reading.LooksAlike)];
        Console.WriteLine();
        Console.WriteLine($"{judged.Length} texts are without letters that the reader does not know, and without look-alike letters:");
        WriteRatios("Passed", "right", CheckOutcome.Passed, isRight: true);
        WriteRatios("Failed", "wrong", CheckOutcome.Failed, isRight: false);
        double accepted = Share(judged, isRight: false, CheckOutcome.Passed);
        double refused = Share(judged, isRight: true, CheckOutcome.Failed);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{accepted:P1} of the wrong texts passed, and {refused:P1} of the right ones failed."));
        WriteConfusions(readings);
        return accepted <= MaxWrongAccepted && refused <= MaxRightRefused ? 0 : 1;

        void WriteRatios(string verdict, string claim, CheckOutcome outcome, bool isRight)
        {
            double hits = Count(judged, isRight, outcome);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{verdict}, as a claim that the text is {claim}: precision {hits / (hits + Count(judged, !isRight, outcome)):P1}, "
                + $"recall {Share(judged, isRight, outcome):P1}."));
        }
    }

    private static double Share(Reading[] readings, bool isRight, CheckOutcome outcome) =>
        Count(readings, isRight, outcome) / (double)readings.Count(reading => reading.IsRight == isRight);

    private static int Count(IEnumerable<Reading> readings, bool isRight, CheckOutcome outcome) =>
        readings.Count(reading => reading.IsRight == isRight && reading.Verdict.Outcome == outcome);

    /// <summary>Lists which letters were read as which, and the verdicts that are wrong.</summary>
    private static void WriteConfusions(List<Reading> readings)
    {
        Console.WriteLine();
        Console.WriteLine("Letters read as others, with how often: " + string.Join(", ", readings
            .Where(reading => reading.Verdict.Outcome != CheckOutcome.Unavailable)
            .SelectMany(reading => Align(reading.Drawn, reading.Read))
            .GroupBy(pair => pair).OrderByDescending(pair => pair.Count()).ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => $"{pair.Key} {pair.Count()}")));
        foreach (Reading reading in readings.Where(reading =>
            reading.Verdict.Outcome == (reading.IsRight ? CheckOutcome.Failed : CheckOutcome.Passed)))
        {
            string read = reading.Read.Replace("\n", " / ", StringComparison.Ordinal);
            Console.WriteLine(
                $"{reading.File}: {reading.Verdict.Outcome}, asked '{reading.Asked}', drawn '{reading.Drawn}', read '{read}'");
        }
    }

    /// <summary>Lays two texts beside each other with the fewest changes, and gets the letters that differ.</summary>
    private static List<string> Align(string drawn, string read)
    {
        (Rune[] one, Rune[] other) = (Letters(drawn), Letters(read));
        int[][] cost = [.. Enumerable.Range(0, one.Length + 1).Select(_ => new int[other.Length + 1])];
        for (int i = one.Length; i >= 0; i--)
        {
            for (int j = other.Length; j >= 0; j--)
            {
                cost[i][j] = i == one.Length ? other.Length - j : j == other.Length ? one.Length - i
                    : Math.Min(cost[i + 1][j + 1] + (one[i] == other[j] ? 0 : 1), Math.Min(cost[i + 1][j], cost[i][j + 1]) + 1);
            }
        }

        List<string> changes = [];
        for (int i = 0, j = 0; i < one.Length && j < other.Length;)
        {
            bool isPair = cost[i][j] == cost[i + 1][j + 1] + (one[i] == other[j] ? 0 : 1);
            if (isPair && one[i] != other[j])
            {
                changes.Add($"{one[i]}→{other[j]}");
            }

            (i, j) = isPair ? (i + 1, j + 1) : cost[i][j] == cost[i + 1][j] + 1 ? (i + 1, j) : (i, j + 1);
        }

        return changes;

        static Rune[] Letters(string text) =>
            [.. text.Normalize(NormalizationForm.FormC).EnumerateRunes().Where(rune => !Rune.IsWhiteSpace(rune))];
    }

    private sealed record Reading(string File, string Script, string Asked, string Drawn, string Read, PictureVerdict Verdict)
    {
        public bool IsRight => Asked == Drawn;

        /// <summary>Gets whether the wrong letter differs in diacritics alone, or is one of I, l, 1 and |, or of O and 0.</summary>
        public bool LooksAlike => !IsRight && Fold(Asked) == Fold(Drawn);

        private static string Fold(string text) => string.Concat(text.Normalize(NormalizationForm.FormD)
            .Where(letter => CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark)
            .Select(letter => letter switch { 'l' or '1' or '|' => 'I', '0' => 'O', _ => letter }));
    }

    private sealed class All(IEnumerable<Reading> readings) : List<Reading>(readings), IGrouping<string, Reading>
    {
        public string Key => "all";
    }

    /// <summary>Has the lines that were read already.</summary>
    private sealed class Remembered(IReadOnlyList<RecognizedText> lines, ITextReader reader) : ITextReader
    {
        public Task<IReadOnlyList<RecognizedText>> ReadAsync(GeneratedImage image, CancellationToken cancellationToken = default) =>
            Task.FromResult(lines);

        public bool CanRead(Rune letter) => reader.CanRead(letter);
    }
}
