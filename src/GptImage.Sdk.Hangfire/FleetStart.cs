using GptImage.Sdk.PostgreSql;
using Microsoft.Extensions.Hosting;

namespace GptImage.Sdk.Hangfire;

/// <summary>Makes the tables when the host starts, or brings them up to date.</summary>
internal sealed class FleetStart(PostgreSqlPurchases purchases) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => purchases.MigrateAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
