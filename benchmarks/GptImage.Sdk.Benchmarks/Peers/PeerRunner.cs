using System.Diagnostics;

namespace GptImage.Sdk.Benchmarks.Peers;

/// <summary>Measures all clients in turn against one server, A B A B, and prints a table of ratios.</summary>
internal static class PeerRunner
{
    /// <param name="options"><c>--quick</c> for fewer repetitions; <c>--case</c> and a part of a name for some of the cases.</param>
    public static async Task RunAsync(string[] options)
    {
        bool isQuick = options.Contains("--quick");
        int filter = Array.IndexOf(options, "--case");
        string wanted = filter >= 0 && filter + 1 < options.Length ? options[filter + 1] : "";
        long start = Stopwatch.GetTimestamp();
        using PeerProcess server = await PeerProcess.StartAsync(PeerServer.Command);
        string folder = Directory.CreateTempSubdirectory("gptimage-peers-").FullName;
        PeerTable table = new();
        PeerTable.WriteHead();
        foreach (PeerCase peerCase in PeerCases.All.Where(known => known.Name.Contains(wanted, StringComparison.OrdinalIgnoreCase)))
        {
            string[] address = server.Greeting.Split(' ');
            PeerSetting setting = new("", peerCase, address[0], address[1], address[2], folder) { IsQuick = isQuick };
            table.Write(peerCase, await MeasureAsync(setting, isQuick ? peerCase.Rounds.Quick : peerCase.Rounds.Full));
        }

        table.WriteNotes();
        Directory.Delete(folder, recursive: true);
        Console.WriteLine(FormattableString.Invariant($"\n{Stopwatch.GetElapsedTime(start).TotalSeconds:0} seconds."));
    }

    private static async Task<IReadOnlyDictionary<string, IReadOnlyList<Measurement>>> MeasureAsync(PeerSetting setting, int rounds)
    {
        Dictionary<string, List<Measurement>> measured = setting.Case.Clients.ToDictionary(client => client, _ => new List<Measurement>());
        List<(string Client, PeerProcess Process)> processes = [];
        if (!setting.Case.IsFirstCall)
        {
            foreach (string client in setting.Case.Clients)
            {
                processes.Add((client, await StartAsync(setting, client)));
            }
        }

        for (int round = 0; round <= rounds; round++)
        {
            foreach (string client in setting.Case.Clients)
            {
                using PeerProcess? young = setting.Case.IsFirstCall ? await StartAsync(setting, client) : null;
                PeerProcess process = young ?? processes.First(known => known.Client == client).Process;
                measured[client].Add(await process.MeasureAsync(isSettled: round == 0));
            }
        }

        processes.ForEach(entry => entry.Process.Dispose());
        return measured.ToDictionary(entry => entry.Key, IReadOnlyList<Measurement> (entry) => entry.Value);
    }

    private static Task<PeerProcess> StartAsync(PeerSetting setting, string client) =>
        PeerProcess.StartAsync((setting with { Client = client }).ToArguments());
}
