using System.CommandLine;
using System.Globalization;
using GptImage.Sdk;
using GptImage.Sdk.Testing;

namespace GptImage.Cli;

/// <summary><c>gptimage fake</c>: the fake service, to try programs without a key and without cost.</summary>
internal static class FakeCommand
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private static readonly Dictionary<string, Func<FakeOutcome>> Outcomes = new(StringComparer.Ordinal)
    {
        ["normal"] = FakeOutcome.Normal,
        ["rate-limited"] = () => FakeOutcome.RateLimited(Pause),
        ["quota-exceeded"] = FakeOutcome.QuotaExceeded,
        ["moderation-blocked"] = () => FakeOutcome.ModerationBlocked("input", "violence"),
        ["invalid-key"] = FakeOutcome.InvalidApiKey,
        ["server-error"] = FakeOutcome.ServerError,
        ["overloaded"] = FakeOutcome.Overloaded,
        ["slow"] = () => FakeOutcome.Delay(Pause),
        ["cut-body"] = () => FakeOutcome.CutBody(1000),
        ["misspell"] = () => FakeOutcome.Misspell(),
    };

    /// <summary>Makes the command.</summary>
    public static Command Create(CommandSetup setup)
    {
        Option<int> port = new("--port")
        {
            Description = "The TCP port on loopback, 0 to 65535. Default: 0, any free port.",
            HelpName = "PORT",
        };
        Option<int?> imagesPerMinute = new("--images-per-minute")
        {
            Description = "Refuse with 429 what goes beyond this many pictures a minute, 1 to 1,000,000. Default: no limit.",
            HelpName = "COUNT",
        };
        Option<string[]> outcomes = new("--outcome")
        {
            Description = $"What happens to the next request, in order; can be repeated. One of {string.Join(", ", Outcomes.Keys)}.",
            HelpName = "NAME",
        };
        outcomes.AcceptOnlyFromAmong([.. Outcomes.Keys]);
        Command command = new(
            "fake", "Run the fake service on this machine until Ctrl-C, and print its address and key. It is as strict as the service, "
            + "draws real pictures, and costs nothing.");
        command.Add(port);
        command.Add(imagesPerMinute);
        command.Add(outcomes);
        return setup.Handle(command, async run =>
        {
            using FakeGptImageService service = Start(run, run.Value(port), run.Value(imagesPerMinute));
            foreach (string name in run.Value(outcomes) ?? [])
            {
                service.Enqueue(Outcomes[name]());
            }

            run.Output.WriteText($"OPENAI_BASE_URL={service.BaseAddress}", $"OPENAI_API_KEY={service.ApiKey}");
            run.Output.WriteJson("fake", writer =>
            {
                writer.WriteString("base_address", service.BaseAddress.ToString());
                writer.WriteString("api_key", service.ApiKey);
                writer.WriteString("control_address", service.ControlAddress.ToString());
            });
            run.Output.Note("The fake service runs until Ctrl-C. Export both variables in another terminal, and call it like the service.");
            await Task.Delay(Timeout.InfiniteTimeSpan, run.Context.Time, run.SoftStop)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            run.Output.Note($"{CountWords.Describe(service.Requests.Count, "request")} answered.");
            return ExitCode.Done;
        });
    }

    private static FakeGptImageService Start(CommandRun run, int port, int? imagesPerMinute) =>
        port is < 0 or > 65_535
            ? throw new CliException(ExitCode.Usage, string.Create(CultureInfo.InvariantCulture, $"--port is {port}. Write 0 to 65535."))
        : imagesPerMinute is < 1 or > 1_000_000
            ? throw new CliException(
                ExitCode.Usage,
                string.Create(CultureInfo.InvariantCulture, $"--images-per-minute is {imagesPerMinute}. Write 1 to 1,000,000."))
        : FakeGptImageService.Start(new FakeGptImageServiceOptions
        {
            Port = port,
            ImagesPerMinute = imagesPerMinute,
            TimeProvider = run.Context.Time,
        });
}
