using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Personalize.Data;
using Personalize.Data.Accounts;
using Personalize.Data.Activities;
using Personalize.Data.Audit;
using Personalize.Data.Catalogue;
using Personalize.Data.Customers;
using Personalize.Engine.Interactions;
using Personalize.Web.Audit;
using Stopwatch = System.Diagnostics.Stopwatch;

namespace Personalize.Benchmarks.Journal;

/// <summary>What the database can commit: activities through the journal, beside the same rows into a table without an index, in turn.</summary>
internal static class JournalCommand
{
    private const int Customers = 2000;
    private const int Items = 600;
    private const int Rounds = 3;

    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        var options = JournalOptions.Parse(arguments);
        var folder = Directory.CreateTempSubdirectory("personalize-journal-");
        try
        {
            var connection = options.Connection ?? $"Data Source={Path.Combine(folder.FullName, "journal.db")};Pooling=False";
            await using var services = new ServiceCollection()
                .AddSingleton<ISecretSeal>(new DataProtectionSeal(new EphemeralDataProtectionProvider()))
                .AddPersonalizeData(options.Database, connection)
                .BuildServiceProvider();
            await FillAsync(services, cancellation);
            var journal = services.GetRequiredService<IActivityJournal>();
            await using var bare = BareTable.For(options.Database, connection);
            await bare.CreateAsync(cancellation);
            List<Commits> own = [], raw = [];
            for (var round = 0; round < Rounds; round++)
            {
                own.Add(await CommitAsync(options, batch => journal.AppendAsync(batch, cancellation)));
                raw.Add(await CommitAsync(options, batch => bare.AppendAsync(batch, cancellation)));
            }

            var report = new JournalReport(options.Database.ToString(), options.Batch, Median(own), Median(raw));
            Console.WriteLine(report.Table());
            if (options.Json is { } file) await File.WriteAllTextAsync(file, JsonSerializer.Serialize(report), cancellation);
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task FillAsync(ServiceProvider services, CancellationToken cancellation)
    {
        await services.GetRequiredService<DatabaseSetup>().MigrateAsync(cancellation);
        await using var db = await services.GetRequiredService<IDbContextFactory<PersonalizeDb>>().OpenAsync(Actor.System(ActionSource.Command), cancellation);
        if (await db.Customers.AnyAsync(cancellation))
            throw new CommandLineException("The database of --connection is not empty; name one that is, as it is filled with made-up activities.");
        db.Customers.AddRange(Enumerable.Range(1, Customers).Select(number => new Customer { CustomerId = Name("C", number) }));
        db.Items.AddRange(Enumerable.Range(1, Items).Select(number => new Item { Sku = Name("I", number), Title = Name("Thing ", number) }));
        await db.SaveChangesAsync(cancellation);
    }

    private static async Task<Commits> CommitAsync(JournalOptions options, Func<IReadOnlyList<NewActivity>, Task> append)
    {
        var (count, processor) = (0L, Environment.CpuUsage.TotalTime);
        var watch = Stopwatch.StartNew();
        for (var number = 0; watch.Elapsed.TotalSeconds < options.Seconds; count += options.Batch)
        {
            var batch = new NewActivity[options.Batch];
            for (var at = 0; at < batch.Length; at++, number++) batch[at] = Activity(number);
            await append(batch);
        }

        return new Commits(count / watch.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - processor).TotalMicroseconds / count);
    }

    // Neighbours in a batch are strangers to each other, as in a shop.
    private static NewActivity Activity(int number)
    {
        var now = TimeProvider.System.GetUtcNow();
        return new NewActivity(
            Guid.CreateVersion7(now), 1 + (int)(number * 7919L % Customers), 1 + (int)(number * 104_729L % Items),
            ActivityKind.View, 0, Text: null, now, now, "api", 0.1);
    }

    private static string Name(string what, int number) => string.Create(CultureInfo.InvariantCulture, $"{what}{number:00000}");

    private static Commits Median(IEnumerable<Commits> rounds) => rounds.OrderBy(round => round.PerSecond).ElementAt(Rounds / 2);
}

/// <param name="ProcessorMicroseconds">Of this process for an activity; a PostgreSQL server's own is not in it.</param>
internal sealed record Commits(double PerSecond, double ProcessorMicroseconds);

internal sealed record JournalReport(string Database, int Batch, Commits Journal, Commits Bare)
{
    public string Table() => string.Join(
        Environment.NewLine,
        string.Create(CultureInfo.InvariantCulture, $"{Database}, {Batch} activities a commit, each commit on disk"),
        "",
        Line("the journal: ids once, links, indexes, masses", Journal),
        Line("the same rows into a table without an index", Bare),
        string.Create(CultureInfo.InvariantCulture, $"{"journal beside bare",-50}{Journal.PerSecond / Bare.PerSecond,12:P0}"));

    private static string Line(string name, Commits commits) =>
        string.Create(CultureInfo.InvariantCulture, $"{name,-50}{commits.PerSecond,12:N0} activities/s{commits.ProcessorMicroseconds,10:N1} µs of processor each");
}
