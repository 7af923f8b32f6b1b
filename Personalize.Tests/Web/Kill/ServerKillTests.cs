extern alias benchmarks;

using System.Globalization;
using benchmarks::Personalize.Benchmarks.Kill;
using Personalize.Data;
using Personalize.Tests.Support;

namespace Personalize.Tests.Web.Kill;

/// <summary>
/// What the API acknowledged survives kill -9 of the server at any moment, and is there once. The environment variable
/// PERSONALIZE_KILLS sets how often. The same as the command `kill` of the benchmarks, which is for long runs.
/// </summary>
public abstract class ServerKillContract(int usualKills)
{
    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <param name="connection">Of an empty PostgreSQL database; null for SQLite.</param>
    protected async Task SurvivesAsync(DatabaseKind kind, string? connection)
    {
        var folder = Directory.CreateTempSubdirectory("personalize-kill-");
        try
        {
            var options = new KillOptions
            {
                Database = kind,
                Connection = connection,
                Times = Kills(),
                Seed = 20260302,
                Connections = 4,
                Program = typeof(Program).Assembly.Location,
            };
            var report = await new KillRun(options, folder).RunAsync(progress: null, Cancellation);

            TestContext.Current.TestOutputHelper!.WriteLine(report.Table());
            Assert.Empty(report.Lost);
            Assert.Empty(report.Doubled);
            Assert.Empty(report.Faults);
            Assert.Equal(Kills(), report.Kills + report.KillsAtStart);
            Assert.True(report.Kills > 0 && report.Acknowledged > report.Kills, report.Table());
            Assert.Equal(report.Sent, report.Stored);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private int Kills() =>
        Environment.GetEnvironmentVariable("PERSONALIZE_KILLS") is { Length: > 0 } set ? int.Parse(set, CultureInfo.InvariantCulture) : usualKills;
}

public sealed class SqliteServerKillTests() : ServerKillContract(usualKills: 4)
{
    [Fact]
    public Task Acknowledged_activities_survive_kills_of_the_server_and_are_there_once() => SurvivesAsync(DatabaseKind.Sqlite, connection: null);
}

public sealed class PostgresServerKillTests() : ServerKillContract(usualKills: 3), IAsyncLifetime
{
    // The server refuses a database that may forget commits, so this one keeps its promises.
    private readonly PostgresCluster _cluster = new() { Durable = true };

    [Fact]
    public async Task Acknowledged_activities_survive_kills_of_the_server_and_are_there_once()
    {
        var connection = await _cluster.CreateDatabaseAsync(Cancellation);
        Requires.Postgres(_cluster);
        await SurvivesAsync(DatabaseKind.Postgres, connection);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();
}
