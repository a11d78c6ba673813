namespace GptImage.Sdk.Benchmarks.Peers;

/// <summary>All that a client's process has to know.</summary>
internal sealed record PeerSetting(string Client, PeerCase Case, string PlainAddress, string TlsAddress, string CertificateFile, string Folder)
{
    public Uri BaseAddress => new(Case.IsTls ? TlsAddress : PlainAddress);

    public string[] ToArguments() => [PeerWorker.Command, Client, Case.Name, PlainAddress, TlsAddress, CertificateFile, Folder];

    public static PeerSetting Parse(string[] arguments) => arguments is [string client, string name, string plain, string tls, string certificate, string folder]
        ? new(client, PeerCases.Find(name), plain, tls, certificate, folder)
        : throw new ArgumentException("A worker needs a client, a case, two addresses, a certificate and a folder.", nameof(arguments));
}
