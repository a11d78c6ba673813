namespace GptImage.Sdk.Benchmarks.Peers.Clients;

/// <summary>What both ways to receive with this library share.</summary>
internal abstract class OwnClient : PeerClient
{
    protected OwnClient(PeerSetting setting)
        : base(setting)
    {
        GptImageClientOptions options = new() { ApiKey = setting.Case.Key, BaseAddress = new Uri(setting.BaseAddress, "v1/") };
        Client = setting.Case.IsStub || setting.Case.IsTls ? new GptImageClient(options, CreateHandler()) : new GptImageClient(options);
    }

    protected GptImageClient Client { get; }

    protected TextToImageRequest Request => new(Prompt)
    {
        Count = Case.Task == PeerTask.Generate ? Case.Pictures : 1,
        Size = ImageSize.Square,
        Quality = ImageQuality.Low,
    };

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Client.Dispose();
        }

        base.Dispose(disposing);
    }
}
