namespace GptImage.Sdk;

/// <summary>Fetches a picture that came as an address.</summary>
internal interface IImageDownloader
{
    /// <summary>Copies the picture into a sink, without credentials and within the bounds.</summary>
    Task DownloadAsync(Uri address, IPictureSink sink, CancellationToken cancellationToken);
}
