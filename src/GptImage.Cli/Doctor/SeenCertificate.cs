using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace GptImage.Cli;

/// <summary>The certificate that a service showed.</summary>
/// <param name="Issuer">Who issued it.</param>
/// <param name="StartsAt">When it becomes valid.</param>
/// <param name="EndsAt">When it expires.</param>
/// <param name="Refusal">Why it is not accepted, or <see langword="null"/> when it is.</param>
internal sealed record SeenCertificate(string Issuer, DateTimeOffset StartsAt, DateTimeOffset EndsAt, string? Refusal)
{
    /// <summary>Makes one from what the platform says of it, or <see langword="null"/> when the service showed none.</summary>
    public static SeenCertificate? FromHandshake(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        certificate is X509Certificate2 seen
            ? new SeenCertificate(
                seen.GetNameInfo(X509NameType.SimpleName, forIssuer: true), new DateTimeOffset(seen.NotBefore),
                new DateTimeOffset(seen.NotAfter), Describe(chain, errors))
            : null;

    private static string? Describe(X509Chain? chain, SslPolicyErrors errors) =>
        errors == SslPolicyErrors.None ? null
        : errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) ? "it is for another host"
        : string.Join(", ", (chain?.ChainStatus ?? []).Select(status => status.StatusInformation.Trim().TrimEnd('.')).Distinct())
            is { Length: > 0 } reasons ? reasons
        : "it leads to no authority that this machine trusts";
}
