namespace GptImage.Sdk.Benchmarks.Peers;

/// <summary>All that a client's process has to know.</summary>
internal sealed record PeerSetting(
    string Client, PeerCase Case, string PlainAddress, string TlsAddress, string CertificateFile, string Folder)
{
    private const string Quick = "quick";

    public Uri BaseAddress => new(Case.IsTls ? TlsAddress : PlainAddress);

    /// <summary>Gets whether the client's process gets little time to settle before it is measured.</summary>
    public bool IsQuick { get; init; }

    public string[] ToArguments() =>
        [PeerWorker.Command, Client, Case.Name, PlainAddress, TlsAddress, CertificateFile, Folder, .. IsQuick ? [Quick] : (string[])[]];

    public static PeerSetting Parse(string[] arguments) =>
        arguments is [string client, string name, string plain, string tls, string certificate, string folder, .. string[] rest]
        ? new(client, PeerCases.Find(name), plain, tls, certificate, folder) { IsQuick = rest is [Quick] }
        : throw new ArgumentException("A worker needs a client, a case, two addresses, a certificate and a folder.", nameof(arguments));
}
