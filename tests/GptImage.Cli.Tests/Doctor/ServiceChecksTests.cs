using System.Net;
using System.Net.Security;

namespace GptImage.Cli.Tests;

public class ServiceChecksTests
{
    private static readonly Uri Service = new("https://api.openai.com/v1/");
    private static readonly DateTimeOffset Now = new(2026, 11, 28, 7, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(300, "ok", 0, "300 seconds apart from the service's")]
    [InlineData(-300, "ok", 0, "300 seconds apart from the service's")]
    [InlineData(301, "problem", 2, "6 minutes ahead of the service's")]
    [InlineData(-301, "problem", 2, "6 minutes behind the service's")]
    public void CheckClock_ApartFromTheService_IsAProblemBeyondFiveMinutes(int seconds, string state, int code, string seen)
    {
        using MemoryStream body = new();
        ServiceFacts facts = new()
        {
            Answer = new RecordedAnswer(200, new Dictionary<string, string>(), Now, Now.AddSeconds(seconds), body),
        };

        Check check = ServiceChecks.CheckClock(facts);

        Assert.Equal((state, code, seen), (check.State.ToString().ToLowerInvariant(), check.Code, check.Seen));
    }

    [Fact]
    public void CheckClock_NoDate_IsUnknown()
    {
        using MemoryStream body = new();
        ServiceFacts facts = new() { Answer = new RecordedAnswer(200, new Dictionary<string, string>(), date: null, Now, body) };

        Assert.Equal(CheckState.Unknown, ServiceChecks.CheckClock(facts).State);
    }

    [Fact]
    public void CheckProxy_InForce_IsNamedWithoutItsPassword()
    {
        Check check = ServiceChecks.CheckProxy(
            Service, new WebProxy("http://user:secret@proxy.test:3128"), _ => null, new ServiceFacts());

        Assert.Equal((CheckState.Ok, "calls go through http://proxy.test:3128"), (check.State, check.Seen));
    }

    [Fact]
    public void CheckProxy_DoesNotLetThrough_IsNine()
    {
        ServiceFacts facts = new() { Failure = new HttpRequestException(HttpRequestError.ProxyTunnelError, "status code 407") };

        Check check = ServiceChecks.CheckProxy(Service, new WebProxy("http://proxy.test:3128"), _ => null, facts);

        Assert.Equal((CheckState.Problem, 9), (check.State, check.Code));
        Assert.Contains("status code 407", check.Seen, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", true, "HTTPS_PROXY is set, but calls go without it")]
    [InlineData("api.openai.com", false, "HTTPS_PROXY is set, and this address goes without it")]
    public void CheckProxy_SetAndNotUsed_IsAProblemUnlessExcluded(string excluded, bool isProblem, string seen)
    {
        Check check = ServiceChecks.CheckProxy(
            Service, new WebProxy(), name => name switch { "HTTPS_PROXY" => "not an address", "NO_PROXY" => excluded, _ => null },
            new ServiceFacts());

        Assert.Equal((isProblem ? CheckState.Problem : CheckState.Ok, seen), (check.State, check.Seen));
        Assert.DoesNotContain("not an address", check.Seen + check.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void CheckCertificate_Valid_TellsTheDaysLeft()
    {
        ServiceFacts facts = new() { Certificate = new SeenCertificate("WE1", Now.AddDays(-30), Now.AddDays(59.5), null) };

        Check check = ServiceChecks.CheckCertificate(Service, facts, Now);

        Assert.Equal((CheckState.Ok, "valid, from WE1, 59 days left"), (check.State, check.Seen));
    }

    [Fact]
    public void CheckCertificate_Expired_IsNineAndNamesTheDates()
    {
        ServiceFacts facts = new()
        {
            Certificate = new SeenCertificate("WE1", Now.AddDays(-90), Now.AddDays(-1), "certificate has expired"),
        };

        Check check = ServiceChecks.CheckCertificate(Service, facts, Now);

        Assert.Equal((CheckState.Problem, 9, "not valid, from WE1: certificate has expired"), (check.State, check.Code, check.Seen));
        Assert.StartsWith("It holds from 2026-08-30 to 2026-11-27.", check.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void FromHandshake_NoCertificate_IsNone() =>
        Assert.Null(SeenCertificate.FromHandshake(null, null, SslPolicyErrors.RemoteCertificateNotAvailable));
}
