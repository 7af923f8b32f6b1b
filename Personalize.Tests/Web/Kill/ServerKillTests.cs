using System.Globalization;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Personalize.Data;
using Personalize.Tests.Data.Audit;
using Personalize.Tests.Support;

namespace Personalize.Tests.Web.Kill;

/// <summary>
/// What the API acknowledged survives kill -9 of the server at any moment, and is there once. The environment variable
/// PERSONALIZE_KILLS sets how often; each kill comes with posts under way, and the next server starts on what it left.
/// </summary>
public abstract class ServerKillContract(int usualKills)
{
    private const int MostAcknowledgements = 1000;
    private static readonly string[] Customers = ["C1", "C2", "C3", "C4"];

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    protected async Task SurvivesAsync(DatabaseKind kind, string connectionString, DirectoryInfo folder)
    {
        string[] settings =
        [
            "--Personalize:Database", $"{kind}", "--ConnectionStrings:Personalize", connectionString,
            "--Personalize:DataFolder", folder.FullName, "--Personalize:Demo:Enabled", "false", "--Personalize:Demo:Simulator", "false",
        ];
        Assert.Equal(0, await ServerProcess.RunAsync([.. settings, "--migrate"], Cancellation));
        var key = await ServerProcess.CreateKeyAsync(settings, Cancellation);
        var random = new Random(20260302);
        var acknowledged = new List<Guid>();
        for (var kill = 0; kill < Kills(); kill++)
        {
            using var server = await ServerProcess.StartAsync(settings, key, Cancellation);
            if (kill == 0) await AddCustomersAsync(server.Client);
            var newest = acknowledged.TakeLast(MostAcknowledgements).ToList();
            Assert.Equal(newest.Count, await ActivityStream.ResendAsync(server.Client, newest, Customers[0], Cancellation));
            var stream = new ActivityStream(server.Client, Customers, seed: kill);
            await stream.RunAsync(random.Next(1, MostAcknowledgements), () => server.KillAsync(Cancellation), Cancellation);
            Assert.NotEmpty(stream.Acknowledged);
            acknowledged.AddRange(stream.Acknowledged);
        }
        await RequireThereOnceAsync(kind, connectionString, acknowledged);
        TestContext.Current.TestOutputHelper!.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"{kind}: {Kills()} kills of the server, {acknowledged.Count} acknowledged, all there once."));
    }

    private static async Task AddCustomersAsync(HttpClient client)
    {
        foreach (var customer in Customers)
        {
            using var answer = await client.PostAsJsonAsync("/api/users", new Dictionary<string, string> { ["customer_id"] = customer }, Cancellation);
            answer.EnsureSuccessStatusCode();
        }
    }

    private static async Task RequireThereOnceAsync(DatabaseKind kind, string connectionString, List<Guid> acknowledged)
    {
        await using var services = new ServiceCollection().AddPlainSeal().AddPersonalizeData(kind, connectionString).BuildServiceProvider();
        await using var db = await services.GetRequiredService<IDbContextFactory<PersonalizeDb>>().CreateDbContextAsync(Cancellation);
        var stored = await db.Activities.Select(activity => activity.ActivityId).ToListAsync(Cancellation);
        HashSet<Guid> distinct = [.. stored];

        Assert.Equal(stored.Count, distinct.Count);
        Assert.DoesNotContain(acknowledged, id => !distinct.Contains(id));
        Assert.Equal(stored.Count, await db.Customers.SumAsync(customer => customer.ActivityCount, Cancellation));
    }

    private int Kills() =>
        Environment.GetEnvironmentVariable("PERSONALIZE_KILLS") is { Length: > 0 } set ? int.Parse(set, CultureInfo.InvariantCulture) : usualKills;
}

public sealed class SqliteServerKillTests() : ServerKillContract(usualKills: 3)
{
    [Fact]
    public async Task Acknowledged_activities_survive_kills_of_the_server_and_are_there_once()
    {
        var folder = Directory.CreateTempSubdirectory("personalize-kill-");
        try
        {
            await SurvivesAsync(DatabaseKind.Sqlite, $"Data Source={Path.Combine(folder.FullName, "kill.db")};Pooling=False", folder);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}

public sealed class PostgresServerKillTests() : ServerKillContract(usualKills: 2), IAsyncLifetime
{
    // The server refuses a database that may forget commits, so this one keeps its promises.
    private readonly PostgresCluster _cluster = new() { Durable = true };

    [Fact]
    public async Task Acknowledged_activities_survive_kills_of_the_server_and_are_there_once()
    {
        var connectionString = await _cluster.CreateDatabaseAsync(Cancellation);
        Requires.Postgres(_cluster);
        var folder = Directory.CreateTempSubdirectory("personalize-kill-");
        try
        {
            await SurvivesAsync(DatabaseKind.Postgres, connectionString!, folder);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();
}
