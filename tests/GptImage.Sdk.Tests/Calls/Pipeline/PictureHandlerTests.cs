using System.Net;

namespace GptImage.Sdk.Tests;

public sealed class PictureHandlerTests : IDisposable
{
    private readonly SocketsHttpHandler _handler = PictureHandler.Create(TimeSpan.FromSeconds(7));

    public void Dispose() => _handler.Dispose();

    [Fact]
    public void Create_Redirects_AreNotFollowed() => Assert.False(_handler.AllowAutoRedirect);

    [Fact]
    public void Create_Compression_IsNeitherAskedForNorUnpacked() =>
        Assert.Equal(DecompressionMethods.None, _handler.AutomaticDecompression);

    [Fact]
    public void Create_Cookies_AreNotKept() => Assert.False(_handler.UseCookies);

    [Fact]
    public void Create_ConnectTimeout_IsTheCallers() => Assert.Equal(TimeSpan.FromSeconds(7), _handler.ConnectTimeout);

    [Fact]
    public void Create_Connections_AreRenewedToFollowDns() => Assert.Equal(TimeSpan.FromMinutes(5), _handler.PooledConnectionLifetime);

    [Fact]
    public void Create_Http2_HasAWindowForPicturesAndAsManyConnectionsAsItTakes() =>
        Assert.Equal((16_777_216, true), (_handler.InitialHttp2StreamWindowSize, _handler.EnableMultipleHttp2Connections));
}
