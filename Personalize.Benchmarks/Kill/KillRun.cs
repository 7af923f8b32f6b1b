using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Personalize.Data;
using Personalize.Data.Audit;
using Personalize.Web.Audit;

namespace Personalize.Benchmarks.Kill;

/// <summary>Kills the server again and again while it takes activities, and looks each time at what the next one finds.</summary>
/// <remarks>
/// The tables are looked at while the next server runs: it must recover from what the killed one left by itself. Nobody sends
/// at that moment, so that what is found can be compared.
/// </remarks>
internal sealed class KillRun(KillOptions options, DirectoryInfo folder)
{
    private const int CustomerCount = 40;

    // A start is killed now and then too: it changes tables as well.
    private const int OneStartIn = 12;
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(2);

    // A kill comes after so many acknowledgements at most, and a moment later, so that it finds the server at anything.
    private const int MostAcknowledgements = 800;
    private static readonly TimeSpan LongestMoment = TimeSpan.FromMilliseconds(30);
    private static readonly TimeSpan LongestSending = TimeSpan.FromSeconds(20);

    private static readonly string[] Customers = [.. Enumerable.Range(1, CustomerCount).Select(number => $"K{number}")];

    private readonly Random _random = new(options.Seed);
    private readonly Ledger _ledger = new();
    private readonly List<double> _starts = [];
    private int _kills;
    private int _killsAtStart;

    /// <param name="progress">Told after each kill how many there were.</param>
    /// <exception cref="InvalidDataException">A server did not start.</exception>
    public async Task<KillReport> RunAsync(IProgress<int>? progress, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        var connection = options.Connection ?? $"Data Source={Path.Combine(folder.FullName, "kill.db")}";
        var program = new ServerProgram(
            options.Program,
            ["--Personalize:Database", $"{options.Database}", "--ConnectionStrings:Personalize", connection, "--Personalize:DataFolder", folder.FullName],
            Path.Combine(folder.FullName, "keys.pfx"));
        var key = await program.PrepareAsync(cancellation);
        await using var services = new ServiceCollection()
            .AddSingleton<ISecretSeal>(new DataProtectionSeal(new EphemeralDataProtectionProvider()))
            .AddPersonalizeData(options.Database, connection)
            .BuildServiceProvider();
        var audit = new LedgerAudit(_ledger, services.GetRequiredService<IDbContextFactory<PersonalizeDb>>());
        var senders = new Senders(_ledger, Customers, options.Connections, TimeProvider.System);

        while (_kills + _killsAtStart < options.Times && audit.IsClean)
        {
            if (_kills > 0 && _random.Next(OneStartIn) == 0) await KillStartAsync(program, cancellation);
            else await KillAsync(program, key, audit, senders, cancellation);
            progress?.Report(_kills + _killsAtStart);
        }

        if (audit.IsClean) await EndAsync(program, key, audit, senders, cancellation);
        return new KillReport(
            options.Database, options.Seed, options.Connections, _kills, _killsAtStart, _ledger.Sent.Count, _ledger.Acknowledged.Count,
            _ledger.Retried, audit.Stored, audit.Lost, audit.Doubled, audit.Faults, _starts.Order().ElementAt(_starts.Count / 2), watch.Elapsed.TotalSeconds);
    }

    private async Task KillStartAsync(ServerProgram program, CancellationToken cancellation)
    {
        using var server = program.Start();
        await Task.Delay(_random.NextDouble() * LongestStart, cancellation);
        await server.KillAsync(cancellation);
        _killsAtStart++;
    }

    private async Task KillAsync(ServerProgram program, string key, LedgerAudit audit, Senders senders, CancellationToken cancellation)
    {
        using var server = await StartAsync(program, key, cancellation);
        if (_kills == 0) await AddCustomersAsync(server.Http, cancellation);
        await audit.LookAsync(cancellation);
        if (!audit.IsClean) return;
        var sending = senders.SendUntilGoneAsync(server.Http, HashCode.Combine(options.Seed, _kills), cancellation);
        await Task.WhenAny(_ledger.ReachedAsync(_random.Next(MostAcknowledgements)), Task.Delay(LongestSending, cancellation));
        await Task.Delay(_random.NextDouble() * LongestMoment, cancellation);
        await server.KillAsync(cancellation);
        await sending;
        _kills++;
    }

    /// <summary>One more server, which nobody kills before all is answered.</summary>
    private async Task EndAsync(ServerProgram program, string key, LedgerAudit audit, Senders senders, CancellationToken cancellation)
    {
        using var server = await StartAsync(program, key, cancellation);
        await audit.LookAsync(cancellation);
        while (_ledger.HasUnanswered) await senders.SendUnansweredAsync(server.Http, cancellation);
        await audit.LookAtAllAsync(cancellation);
        foreach (var user in (await server.Http.GetFromJsonAsync<JsonElement>("api/users?limit=1000", cancellation)).EnumerateArray())
            audit.Shown(user.GetProperty("customer_id").GetString()!, user.GetProperty("activity_count").GetInt64());
    }

    private async Task<KilledServer> StartAsync(ServerProgram program, string key, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        var server = program.Start();
        try
        {
            await server.ReadyAsync(key, cancellation);
            _starts.Add(watch.Elapsed.TotalSeconds);
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    private static async Task AddCustomersAsync(HttpClient http, CancellationToken cancellation)
    {
        foreach (var customer in Customers)
        {
            using var answer = await http.PostAsJsonAsync("api/users", new Dictionary<string, string> { ["customer_id"] = customer }, cancellation);
            answer.EnsureSuccessStatusCode();
        }
    }
}
