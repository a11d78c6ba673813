namespace GptImage.Sdk.Benchmarks.Peers;

/// <summary>The situations of the table.</summary>
internal static class PeerCases
{
    private const int FourK = 8_000_000;
    private const string OpenAIFiles = "OpenAI .NET to files";

    private static readonly string[] Downloaders =
        ["read floor", "file floor", "GptImage.Sdk to files", "GptImage.Sdk to memory", "OpenAI .NET", "Microsoft.Extensions.AI",
        "Betalgo", "string DTO", "byte[] DTO"];

    private static readonly string[] Core =
        ["read floor", "file floor", "GptImage.Sdk to files", "GptImage.Sdk to memory", "OpenAI .NET", "byte[] DTO"];

    public static IReadOnlyList<PeerCase> All { get; } =
    [
        new("1 x 8 MB", PeerTask.Generate, 1, FourK) { Clients = Downloaders, Rounds = (9, 3) },
        new("10 x 8 MB", PeerTask.Generate, 10, FourK) { Clients = [.. Downloaders, OpenAIFiles] },
        new("1 x 25 MB", PeerTask.Generate, 1, 25_000_000) { Clients = Core },
        new("10 x 8 MB over TLS", PeerTask.Generate, 10, FourK) { Clients = Core, IsTls = true, Rounds = (5, 1) },
        new("10 x 8 MB at 100 MB/s", PeerTask.Generate, 10, FourK) { Clients = Core, Pace = 100, Rounds = (5, 1) },
        new("1 x 8 MB, first call", PeerTask.Generate, 1, FourK) { Clients = Downloaders, IsFirstCall = true, Rounds = (7, 2) },
        new("10 x 8 MB, first call", PeerTask.Generate, 10, FourK) { Clients = Core, IsFirstCall = true, Rounds = (5, 1) },
        new("stream, 3 previews + 1, 8 MB each", PeerTask.Stream, 4, FourK)
        {
            Clients =
                ["read floor", "file floor", "GptImage.Sdk to files", "GptImage.Sdk to memory", "OpenAI .NET", "string DTO", "byte[] DTO"],
        },
        new("64 at once, 1.5 MB each", PeerTask.Generate, 1, 1_500_000) { Clients = [.. Core, OpenAIFiles], AtOnce = 64 },
        new("upload 16 x 25 MB", PeerTask.Upload, 16, 25_000_000)
        {
            Clients = ["file floor", "GptImage.Sdk to memory", "OpenAI .NET", "byte[] DTO"],
            Rounds = (5, 1),
        },
        new("10 KB answer, no network", PeerTask.Generate, 1, 7_500)
        {
            Clients = ["read floor", "GptImage.Sdk to memory", "OpenAI .NET", "Microsoft.Extensions.AI", "Betalgo", "byte[] DTO"],
            IsStub = true,
            InTurn = 5_000,
        },
    ];

    /// <summary>Gets the upload that the service refuses once after it has read it all. Nobody else repeats by itself, so it is in no
    /// table.</summary>
    public static PeerCase UploadAfterRefusal { get; } = new("upload 16 x 25 MB, refused once", PeerTask.Upload, 16, 25_000_000)
    {
        Clients = ["GptImage.Sdk to memory"],
        IsRefusedOnce = true,
    };

    public static PeerCase Find(string name) => All.Append(UploadAfterRefusal).First(known => known.Name == name);
}
