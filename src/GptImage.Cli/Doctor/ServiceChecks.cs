using System.Globalization;
using System.Net;
using GptImage.Sdk;

namespace GptImage.Cli;

/// <summary>The checks of the service and of the way to it.</summary>
internal static class ServiceChecks
{
    private const string NoAnswer = "the service did not answer";

    /// <summary>The clocks of a service and of a machine that is set right are seconds apart.</summary>
    private static readonly TimeSpan MaxApart = TimeSpan.FromMinutes(5);

    /// <summary>Checks the key.</summary>
    public static Check CheckKey(KeyOrigin key, ServiceFacts facts)
    {
        const string Name = "key";
        return key.Name is null
            ? Check.Problem(
                Name, ExitCode.Key, "there is none",
                "Set the environment variable OPENAI_API_KEY (on Azure AZURE_OPENAI_API_KEY), or name a file with --key-file.")
            : key.Problem is { } problem
            ? Check.Problem(Name, ExitCode.Key, $"from {key.Name}; {problem}", "Copy the key again; it is one word.")
            : facts.Access switch
            {
                ModelAccess.KeyRefused => Check.Problem(
                    Name, ExitCode.Key, $"from {key.Name}; the service refuses it",
                    "Check that it is whole, was not revoked, and belongs to this service and project."),
                ModelAccess.Unknown when facts.Answer?.Status is not 401 => Check.Unknown(
                    Name, $"from {key.Name}; whether the service accepts it is not known, because {Reason(facts)}"),
                _ => Check.Ok(Name, $"from {key.Name}; the service accepts it"),
            };
    }

    /// <summary>Checks whether the model is there for the key.</summary>
    public static Check CheckModel(ImageModel model, KeyOrigin key, ServiceFacts facts)
    {
        const string Name = "model";
        return facts.Access switch
        {
            ModelAccess.Visible => Check.Ok(Name, $"{model.Value} is there for this key"),
            ModelAccess.NotVisible => Check.Problem(
                Name, ExitCode.Key, $"{model.Value} is not there for this key",
                "Check the project of the key, or choose another one with --model; gptimage models lists them."),
            ModelAccess.Unknown when key.IsUsable && facts.Answer is { Status: 401 } =>
                Check.Unknown(Name, "the key is restricted and may not ask for models"),
            ModelAccess.Unknown when key.IsUsable => Check.Unknown(Name, $"{model.Value}: {Reason(facts)}"),
            _ => Check.Unknown(Name, $"{model.Value}: only a key that is accepted may ask"),
        };
    }

    /// <summary>Checks the address.</summary>
    public static Check CheckAddress(Uri address, ServiceFacts facts)
    {
        const string Name = "address";
        string shown = address.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);
        return facts.Refusal is { } refusal
            ? Check.Problem(
                Name, ExitCode.Usage,
                address.Scheme == Uri.UriSchemeHttp ? $"{shown} would get the key over plain http, where others can read it" : refusal,
                "Correct it, with --base-address or in the environment: https is for all but this machine. Nothing was sent.")
            : facts.Answer is not null
            ? Check.Ok(
                Name, address.Scheme == Uri.UriSchemeHttps ? $"{shown} answers over https" : $"{shown} answers, over plain http")
            : Check.Problem(
                Name, ExitCode.Connection, $"{shown} does not answer: {Describe(facts.Failure)}",
                "Check the address, the network and the proxy.");
    }

    /// <summary>Compares the clock of this machine with the service's.</summary>
    public static Check CheckClock(ServiceFacts facts)
    {
        const string Name = "clock";
        if (facts.Answer is not { Date: { } date, At: DateTimeOffset at })
        {
            return Check.Unknown(Name, facts.Answer is null ? Reason(facts) : "the answer has no Date header to compare with");
        }

        TimeSpan apart = at - date;
        string side = apart > TimeSpan.Zero ? "ahead of" : "behind";
        return apart.Duration() <= MaxApart
            ? Check.Ok(
                Name, string.Create(
                    CultureInfo.InvariantCulture, $"{Math.Floor(apart.Duration().TotalSeconds):N0} seconds apart from the service's"))
            : Check.Problem(
                Name, ExitCode.Invalid, string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Math.Ceiling(apart.Duration().TotalMinutes):N0} minutes {side} the service's"),
                "Set the clock, or let it be set from the network.");
    }

    /// <summary>Finds the proxy in force.</summary>
    /// <param name="address">The address of the service.</param>
    /// <param name="proxy">The proxies of this machine.</param>
    /// <param name="variable">Reads an environment variable.</param>
    /// <param name="facts">What the question showed.</param>
    public static Check CheckProxy(Uri address, IWebProxy proxy, Func<string, string?> variable, ServiceFacts facts)
    {
        const string Name = "proxy";
        Uri? used = proxy.IsBypassed(address) ? null : proxy.GetProxy(address);
        if (used is not null && used != address)
        {
            string shown = used.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);
            return facts.Failure is HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError } failure
                ? Check.Problem(
                    Name, ExitCode.Connection, $"{shown} does not let through: {Describe(failure)}",
                    "Check the proxy's name and password in the environment, or exclude the service with NO_PROXY.")
                : Check.Ok(Name, $"calls go through {shown}");
        }

        string[] names = address.Scheme == Uri.UriSchemeHttps
            ? ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"]
            : ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"];
        if (Array.Find(names, name => !string.IsNullOrWhiteSpace(variable(name))) is not { } set)
        {
            return Check.Ok(Name, "none is set for this address");
        }

        bool isExcluded = address.IsLoopback || !string.IsNullOrWhiteSpace(variable("no_proxy") ?? variable("NO_PROXY"));
        return isExcluded
            ? Check.Ok(Name, $"{set} is set, and this address goes without it")
            : Check.Problem(
                Name, ExitCode.Connection, $"{set} is set, but calls go without it",
                "Write it as an address, such as http://proxy:3128, or unset it.");
    }

    /// <summary>Checks the certificate.</summary>
    public static Check CheckCertificate(Uri address, ServiceFacts facts, DateTimeOffset now)
    {
        const string Name = "certificate";
        if (facts.Certificate is not { } certificate)
        {
            return Check.Unknown(
                Name, address.Scheme == Uri.UriSchemeHttps ? "no secure connection was made" : "plain http has no certificate");
        }

        string of = certificate.Issuer.Length > 0 ? $"from {certificate.Issuer}" : "without a name of its issuer";
        string days = string.Create(CultureInfo.InvariantCulture, $"{Math.Floor((certificate.EndsAt - now).TotalDays):N0} days left");
        return certificate.Refusal is null
            ? Check.Ok(Name, $"valid, {of}, {days}")
            : Check.Problem(
                Name, ExitCode.Connection, $"not valid, {of}: {certificate.Refusal}",
                certificate.EndsAt < now || certificate.StartsAt > now
                    ? string.Create(
                        CultureInfo.InvariantCulture,
                        $"It holds from {certificate.StartsAt.UtcDateTime:yyyy-MM-dd} to {certificate.EndsAt.UtcDateTime:yyyy-MM-dd}. "
                        + $"Check the clock of this machine, or ask those who run the service.")
                    : "If a proxy opens the connection on purpose, install its authority on this machine; otherwise do not send a key.");
    }

    private static string Reason(ServiceFacts facts) => facts switch
    {
        { Refusal: not null } => "nothing was sent",
        { Answer.Status: var status } => string.Create(CultureInfo.InvariantCulture, $"the answer (HTTP {status}) does not tell"),
        _ => NoAnswer,
    };

    private static string Describe(Exception? failure) => failure switch
    {
        HttpRequestException { InnerException: System.Security.Authentication.AuthenticationException } => "no secure connection was made",
        HttpRequestException => failure.Message.TrimEnd('.'),
        _ => "it took too long",
    };
}
