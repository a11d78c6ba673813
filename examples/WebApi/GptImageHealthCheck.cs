using GptImage.Sdk;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace WebApi;

/// <summary>Asks for the model, which costs nothing.</summary>
public sealed class GptImageHealthCheck(GptImageClient client) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await client.CheckAccessAsync(cancellationToken: cancellationToken) switch
        {
            ModelAccess.Visible => HealthCheckResult.Healthy(),
            ModelAccess.Unknown => HealthCheckResult.Degraded("The service does not tell."),
            ModelAccess access => HealthCheckResult.Unhealthy(access.ToString()),
        };
}
