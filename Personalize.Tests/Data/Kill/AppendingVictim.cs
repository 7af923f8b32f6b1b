using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Personalize.Data;
using Personalize.Data.Activities;
using Personalize.Engine.Interactions;
using Personalize.Tests.Data.Audit;

namespace Personalize.Tests.Data.Kill;

/// <summary>Appends activities until it is killed, and prints the id of each one only after its commit.</summary>
internal static class AppendingVictim
{
    public const string Verb = "append-until-killed";
    public const double MassOfEach = 0.5;
    private const int Writers = 3;
    private const int GreatestBatch = 50;

    /// <param name="args">Verb, database kind, connection string, seed, customer ids.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        int[] customers = [.. args[4..].Select(id => int.Parse(id, CultureInfo.InvariantCulture))];
        var seed = int.Parse(args[3], CultureInfo.InvariantCulture);
        await using var services = new ServiceCollection()
            .AddPlainSeal()
            .AddPersonalizeData(Enum.Parse<DatabaseKind>(args[1]), args[2], Durability.Relaxed)
            .BuildServiceProvider();
        var journal = services.GetRequiredService<IActivityJournal>();
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer =>
            Task.Run(() => AppendForeverAsync(journal, customers, new Random((seed * Writers) + writer)))));
        return 0;
    }

    private static async Task AppendForeverAsync(IActivityJournal journal, int[] customers, Random random)
    {
        while (true)
        {
            var batch = new NewActivity[random.Next(1, GreatestBatch + 1)];
            for (var index = 0; index < batch.Length; index++)
                batch[index] = Activity(Guid.CreateVersion7(), customers[random.Next(customers.Length)]);
            await journal.AppendAsync(batch, CancellationToken.None);
            foreach (var activity in batch) await Console.Out.WriteLineAsync(activity.ActivityId.ToString());
        }
    }

    public static NewActivity Activity(Guid id, int customer) => new(
        id, customer, ItemId: null, ActivityKind.View, Value: 1, Text: null,
        DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, Source: "api", MassOfEach);
}
