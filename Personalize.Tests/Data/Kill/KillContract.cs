using System.Globalization;

namespace Personalize.Tests.Data.Kill;

/// <summary>
/// An acknowledged activity survives the death of the process at any moment, and is there once. The environment variable
/// PERSONALIZE_KILLS sets how often; each kill comes after a random number of acknowledgements, with appends under way.
/// </summary>
public abstract class KillContract(TestDatabase database, int usualKills)
{
    private const int MostAcknowledgements = 1500;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Acknowledged_activities_survive_kills_and_are_there_once()
    {
        database.Require();
        var random = new Random(20260301);
        var customers = new List<int>();
        for (var number = 0; number < 4; number++) customers.Add(await database.AddCustomerAsync());
        var acknowledged = new List<Guid>();
        for (var kill = 0; kill < Kills(); kill++)
        {
            var before = acknowledged.Count;
            acknowledged.AddRange(await AppendUntilKilledAsync(customers, seed: kill, random.Next(1, MostAcknowledgements)));
            Assert.True(acknowledged.Count > before, $"Victim {kill} acknowledged nothing.");
            await AcknowledgementAudit.RequireAsync(database, acknowledged, Cancellation);
            await ResendAsync(acknowledged[before..], customers[0]);
        }

        await AcknowledgementAudit.RequireAsync(database, acknowledged, Cancellation);
        TestContext.Current.SendDiagnosticMessage($"{database.Kind}: {Kills()} kills, {acknowledged.Count} acknowledged, all there once.");
    }

    private async Task<List<Guid>> AppendUntilKilledAsync(List<int> customers, int seed, int after)
    {
        using var victim = VictimProcess.StartSelf(
            [AppendingVictim.Verb, $"{database.Kind}", database.ConnectionString, Text(seed), .. customers.Select(Text)]);
        var acknowledged = new List<Guid>();
        while (acknowledged.Count < after)
        {
            var line = await victim.ReadLineAsync(Cancellation) ?? throw new InvalidOperationException(await victim.EndAsync(Cancellation));
            acknowledged.Add(Guid.ParseExact(line, "D"));
        }

        foreach (var line in await victim.KillAsync(Cancellation))
            if (Guid.TryParseExact(line, "D", out var id)) acknowledged.Add(id);
        return acknowledged;
    }

    /// <summary>What a client does that saw the connection die: it sends again, and nothing may count twice.</summary>
    private async Task ResendAsync(List<Guid> ids, int customer)
    {
        foreach (var batch in ids.Chunk(1000))
        {
            var sequences = await database.Journal.AppendAsync(
                [.. batch.Select(id => AppendingVictim.Activity(id, customer))], Cancellation);
            Assert.All(sequences, sequence => Assert.Equal(0, sequence));
        }
    }

    private int Kills() =>
        Environment.GetEnvironmentVariable("PERSONALIZE_KILLS") is { Length: > 0 } set ? int.Parse(set, CultureInfo.InvariantCulture) : usualKills;

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

public sealed class SqliteKillTests(SqliteDatabase database) : KillContract(database, usualKills: 5), IClassFixture<SqliteDatabase>;

public sealed class PostgresKillTests(PostgresDatabase database) : KillContract(database, usualKills: 3), IClassFixture<PostgresDatabase>;
