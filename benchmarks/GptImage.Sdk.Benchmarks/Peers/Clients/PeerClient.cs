using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace GptImage.Sdk.Benchmarks.Peers.Clients;

/// <summary>A way to get pictures from the service, put to work in one case.</summary>
internal abstract class PeerClient(PeerSetting setting) : IDisposable
{
    public const string Prompt = "A lighthouse at dawn";

    protected PeerSetting Setting => setting;

    protected PeerCase Case => setting.Case;

    /// <summary>Gets the folder for what the client writes.</summary>
    private string Outputs => Path.Combine(setting.Folder, setting.Client);

    /// <summary>Gets the pictures of the upload.</summary>
    protected IReadOnlyList<string> Inputs { get; private set; } = [];

    public static PeerClient Create(PeerSetting setting) => setting.Client switch
    {
        "read floor" => new ReadFloorClient(setting),
        "file floor" => new FileFloorClient(setting),
        "GptImage.Sdk to files" => new OwnFilesClient(setting),
        "GptImage.Sdk to memory" => new OwnMemoryClient(setting),
        "OpenAI .NET" => new OpenAIPeerClient(setting),
        "OpenAI .NET to files" => new OpenAIFilesPeerClient(setting),
        "Microsoft.Extensions.AI" => new ExtensionsAIPeerClient(setting),
        "Betalgo" => new BetalgoPeerClient(setting),
        "string DTO" => new StringDtoClient(setting),
        "byte[] DTO" => new BytesDtoClient(setting),
        _ => throw new ArgumentException($"There is no client '{setting.Client}'.", nameof(setting)),
    };

    /// <summary>Writes the pictures of the upload, outside of what is measured.</summary>
    public void Prepare()
    {
        if (Case.Task == PeerTask.Upload)
        {
            byte[] picture = NoisePicture.Create(Case.PictureBytes);
            Inputs = [.. Enumerable.Range(1, Case.Pictures).Select(number => Path.Combine(setting.Folder, $"input-{number}.png"))];
            foreach (string path in Inputs.Where(path => !File.Exists(path)))
            {
                File.WriteAllBytes(path, picture);
            }
        }
    }

    /// <summary>Deletes what the client wrote, so that its pictures are new files as a user's are: what a file system does where one
    /// replaces another is no client's doing.</summary>
    public void Clear()
    {
        if (Directory.Exists(Outputs))
        {
            Directory.Delete(Outputs, recursive: true);
        }

        Directory.CreateDirectory(Outputs);
    }

    /// <summary>Does the work of the case once.</summary>
    /// <param name="number">Which of those at once it is, from 0 on.</param>
    public Task RunAsync(int number) => Case.Task switch
    {
        PeerTask.Stream => StreamAsync(),
        PeerTask.Upload => UploadAsync(),
        _ => GenerateAsync(number),
    };

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected abstract Task GenerateAsync(int number);

    protected virtual Task StreamAsync() => throw new NotSupportedException();

    protected virtual Task UploadAsync() => throw new NotSupportedException();

    protected virtual void Dispose(bool disposing)
    {
    }

    protected string PathOf(string file) => Path.Combine(Outputs, file);

    /// <summary>Says so when a client brought less than it was sent.</summary>
    protected void Expect(long length)
    {
        long expected = (long)Case.PictureBytes * Case.Pictures;
        if (length != expected && Case.Task != PeerTask.Upload)
        {
            throw new InvalidOperationException(
                FormattableString.Invariant($"{setting.Client} brought {length} bytes instead of {expected}."));
        }
    }

    /// <summary>Makes the handler that all clients share in kind: the stub, or sockets that trust the server's certificate.</summary>
    protected HttpMessageHandler CreateHandler()
    {
        if (Case.IsStub)
        {
            return new CannedAnswer(Case.PictureBytes);
        }

        SocketsHttpHandler handler = new();
        if (Case.IsTls)
        {
            X509ChainPolicy policy = new() { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.Add(X509CertificateLoader.LoadCertificateFromFile(setting.CertificateFile));
            handler.SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy };
        }

        return handler;
    }
}
