using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;
using TalksPlatform.Server.Accounts;

namespace TalksPlatform.Server.Http.Health;

/// <summary>PostgreSQL answers.</summary>
internal sealed class PostgresHealth(AccountsDb db) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var connection = await db.OpenAsync(cancellationToken);
            await using var command = new NpgsqlCommand("SELECT 1", connection);
            await command.ExecuteScalarAsync(cancellationToken);
            return HealthCheckResult.Healthy("PostgreSQL answers.");
        }
        catch (Exception failure) when (failure is NpgsqlException or TimeoutException)
        {
            return HealthCheckResult.Unhealthy("PostgreSQL does not answer.", failure);
        }
    }
}
