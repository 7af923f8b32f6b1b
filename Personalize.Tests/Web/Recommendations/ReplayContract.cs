using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Personalize.Data;
using Personalize.Data.Accounts;
using Personalize.Data.Activities;
using Personalize.Data.Catalogue;
using Personalize.Data.Customers;
using Personalize.Engine.Interactions;
using Personalize.Tests.Support;
using Personalize.Tests.Web.Api;
using Personalize.Web.Activities;
using Personalize.Web.Catalogue;
using Personalize.Web.Recommendations;
using Personalize.Web.Training;

namespace Personalize.Tests.Web.Recommendations;

/// <summary>
/// Lists of a small shop's customers, served under several settings and models, are the same when made again: after restarts,
/// trainings, other settings, and a change of the shelf. The environment variable PERSONALIZE_REPLAYS sets how many.
/// </summary>
public abstract class ReplayContract
{
    private const int UsualReplays = 200;
    private const int Customers = 80;
    private const int Items = 48;

    private static readonly Dictionary<string, string> Ruled = new()
    {
        ["RelevanceShare"] = "0.6",
        ["MostPerCategory"] = "3",
        ["BoughtAgainAfterDays"] = "14",
        ["MostBoughtAgain"] = "2",
        ["Pins"] = "2=S02, 4=S07",
        ["MostShown"] = "3",
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected static async Task ListsReplayAsync(string? postgres)
    {
        var folder = Directory.CreateTempSubdirectory("personalize-replay-");
        try
        {
            var random = new Random(20260303);
            var count = Environment.GetEnvironmentVariable("PERSONALIZE_REPLAYS") is { Length: > 0 } set ? int.Parse(set, CultureInfo.InvariantCulture) : UsualReplays;
            var served = new List<ServedRecommendations>();
            await using (var plain = Open(folder, postgres, []))
            {
                await StockAsync(plain);
                await RetrainAsync(plain);
                served.AddRange(await ServeAsync(plain, count / 2, random));
            }
            await using (var ruled = Open(folder, postgres, Ruled))
            {
                await ServesAsync(ruled);
                await TakeOffTheShelfAsync(ruled);
                served.AddRange(await ServeAsync(ruled, count / 4, random));
                await RetrainAsync(ruled);
                served.AddRange(await ServeAsync(ruled, count - served.Count, random));
            }
            await using var later = Open(folder, postgres, []);
            await ServesAsync(later);
            await RetrainAsync(later);

            await ReplayAsync(later, served);
            await TellsWhatWasServedAsync(later, served[^1]);
            await TellsWhoFollowedAsync(later, served[^1], served[0]);
            await SaysWhatIsNotKeptAsync(later, folder, served[0]);
            await ForgetsWithTheCustomerAsync(later, served[^1]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static PersonalizeApp Open(DirectoryInfo folder, string? postgres, Dictionary<string, string> rules) => new()
    {
        Settings = new Dictionary<string, string>
        {
            ["Personalize:Database"] = postgres is null ? "Sqlite" : "Postgres",
            ["ConnectionStrings:Personalize"] = postgres ?? $"Data Source={Path.Combine(folder.FullName, "replay.db")}",
            ["Personalize:DataFolder"] = folder.FullName,
            ["Personalize:Limits:ListingsPerMinute"] = "100000",
        }.Concat(rules.Select(rule => KeyValuePair.Create($"{ListOptions.Section}:{rule.Key}", rule.Value))).ToDictionary(),
        Configure = services =>
        {
            if (postgres is not null) services.AddPersonalizeData(DatabaseKind.Postgres, postgres, Durability.Relaxed);
        },
    };

    private static async Task ReplayAsync(PersonalizeApp app, List<ServedRecommendations> served)
    {
        using var client = app.CreateClient(AccountRole.Operator);
        foreach (var list in served)
        {
            var answer = await client.SendAsync("POST", $"/api/recommendations/{list.RecommendationId}/replay");
            Assert.Equal((list.RecommendationId, "identical", null), ((Guid)answer.Body!["recommendation_id"]!, (string?)answer.Body["verdict"], (string?)answer.Body["why"]));
        }
        var versions = served.CountBy(list => list.ModelVersion).OrderBy(version => version.Key).ToList();
        Assert.True(versions.Count > 1, "All lists were made of the same models.");
        Assert.DoesNotContain(app.Get<ModelHolder>().Current!.Set.Version, versions.Select(version => version.Key));
        TestContext.Current.TestOutputHelper!.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{served.Count} lists of {served.DistinctBy(list => list.CustomerId).Count()} customers, {served.Sum(list => list.Items.Count)} items; rungs {string.Join(", ", served.CountBy(list => list.Rung))}; "
            + $"models {string.Join(", ", versions.Select(version => $"v{version.Key}: {version.Value}"))}; now v{app.Get<ModelHolder>().Current!.Set.Version} serves: all identical."));
    }

    private static async Task TellsWhatWasServedAsync(PersonalizeApp app, ServedRecommendations list)
    {
        using var client = app.CreateClient(AccountRole.Operator);
        var told = (await client.SendAsync("GET", $"/api/recommendations/{list.RecommendationId}")).Body!;

        Assert.Equal((list.CustomerId, list.ModelVersion), ((int)told["user_id"]!, (long)told["model_version"]!));
        Assert.Equal(list.Weights, told["weights"]!.AsObject().ToDictionary(weight => weight.Key, weight => (double)weight.Value!));
        Assert.Equal(list.Items.Select(item => (item.Sku, item.Score)), told["items"]!.AsArray().Select(item => ((string)item!["item_id"]!, (double)item["score"]!)));
        Assert.Equal((3, 2, 0.6), ((int)told["request"]!["most_per_category"]!, (int)told["request"]!["most_bought_again"]!, (double)told["request"]!["relevance_share"]!));
    }

    private static async Task TellsWhoFollowedAsync(PersonalizeApp app, ServedRecommendations list, ServedRecommendations others)
    {
        using var client = app.CreateClient();
        foreach (var (customer, type) in ((string, string)[])[(list.CustomerKey, "view"), (list.CustomerKey, "like"), (list.CustomerKey, "like"), (others.CustomerKey, "view")])
        {
            await client.SendAsync(
                "POST", "/api/activities", $$"""{"customer_id":"{{customer}}","type":"{{type}}","recommendation_id":"{{list.RecommendationId}}"}""");
        }

        var told = (await client.SendAsync("GET", $"/api/recommendations/{list.RecommendationId}")).Body!;

        Assert.Equal(new Dictionary<string, int> { ["view"] = 1, ["like"] = 2 }, told["activities"]!.AsObject().ToDictionary(kind => kind.Key, kind => (int)kind.Value!));
    }

    private static async Task SaysWhatIsNotKeptAsync(PersonalizeApp app, DirectoryInfo folder, ServedRecommendations list)
    {
        using var client = app.CreateClient(AccountRole.Operator);
        var file = Path.Combine(folder.FullName, "models", $"model-{list.ModelVersion:D10}.bin");
        await File.WriteAllTextAsync(file, "spoilt", Cancel);
        Assert.Equal(("impossible", $"The file of model version {list.ModelVersion} cannot be read."), await VerdictAsync());
        File.Delete(file);
        Assert.Equal(("impossible", $"Model version {list.ModelVersion} is no longer kept."), await VerdictAsync());

        async Task<(string?, string?)> VerdictAsync()
        {
            var answer = await client.SendAsync("POST", $"/api/recommendations/{list.RecommendationId}/replay");
            return ((string?)answer.Body!["verdict"], (string?)answer.Body["why"]);
        }
    }

    private static async Task ForgetsWithTheCustomerAsync(PersonalizeApp app, ServedRecommendations list)
    {
        using var client = app.CreateClient();
        await client.SendAsync("DELETE", $"/api/users/{list.CustomerId}");

        Assert.Equal(HttpStatusCode.NotFound, (await client.SendAsync("GET", $"/api/recommendations/{list.RecommendationId}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await client.SendAsync("POST", $"/api/recommendations/{list.RecommendationId}/replay")).Status);
    }

    private static async Task<List<ServedRecommendations>> ServeAsync(PersonalizeApp app, int count, Random random)
    {
        await using var db = await app.OpenDatabaseAsync();
        var customers = await db.Customers.OrderBy(customer => customer.Id).Select(customer => new { customer.Id, customer.CustomerId }).ToListAsync(Cancel);
        var stranger = (await app.CreateClient().AddUserAsync($"S-{Guid.NewGuid():N}"), "");
        var recommendations = app.Get<RecommendationService>();
        var scorers = app.Get<ModelHolder>().Current!.Set.Weights.Keys;
        var served = new List<ServedRecommendations>();
        while (served.Count < count)
        {
            var customer = customers[random.Next(customers.Count)];
            if (random.Next(4) == 0) await app.Get<ActivityIntake>().SubmitAsync(Offer(app, customer.CustomerId, random), Cancel);
            var who = random.Next(20) == 0 ? stranger.Item1 : customer.Id;
            RecommendationOptions options = new() { Count = random.Next(1, 31), Weights = random.Next(3) == 0 ? WeightsOf(scorers, random) : null };
            // Most lists are asked for once, some again.
            for (var times = random.Next(4) == 0 ? 2 : 1; times > 0 && served.Count < count; times--)
            {
                var list = (await recommendations.RecommendAsync(who, options, Cancel))!;
                if (list.Items.Count > 0) served.Add(list);
            }
        }
        return served;
    }

    private static OfferedActivity Offer(PersonalizeApp app, string customer, Random random) => new()
    {
        CustomerId = customer,
        Sku = app.Get<ItemDirectory>().Find(random.Next(1, Items))?.Sku,
        Kind = random.Next(2) == 0 ? ActivityKind.View : ActivityKind.Like,
        Source = "api",
    };

    private static Dictionary<string, double> WeightsOf(IEnumerable<string> scorers, Random random)
    {
        var drawn = scorers.ToDictionary(scorer => scorer, _ => random.NextDouble());
        var sum = drawn.Values.Sum();
        return drawn.ToDictionary(weight => weight.Key, weight => weight.Value / sum);
    }

    private static async Task TakeOffTheShelfAsync(PersonalizeApp app)
    {
        var item = app.Get<ModelHolder>().Current!.ItemIds[3];
        using var client = app.CreateClient();
        Assert.Equal(HttpStatusCode.OK, (await client.SendAsync("PUT", $"/api/items/{item}", """{"active":false}""")).Status);
    }

    /// <summary>A few customers without anything, some with interests, most with purchases of mostly one kind.</summary>
    private static async Task StockAsync(PersonalizeApp app)
    {
        var random = new Random(20260304);
        string[] kinds = ["coffee", "running", "garden", "guitar"];
        await using var db = await app.OpenDatabaseAsync();
        Item[] items = [.. Enumerable.Range(0, Items).Select(number => new Item
        {
            Sku = $"S{number:D2}", Title = $"{kinds[number % 4]} thing {number % 7}", Category = kinds[number % 4], Description = $"For {kinds[number % 4]} at home",
        })];
        Customer[] customers = [.. Enumerable.Range(0, Customers).Select(number => new Customer { CustomerId = $"C{number:D2}", Interests = number % 3 == 0 ? [] : [kinds[number % 4]] })];
        db.Items.AddRange(items);
        db.Customers.AddRange(customers);
        await db.SaveChangesAsync(Cancel);
        var now = app.Get<TimeProvider>().GetUtcNow();
        List<NewActivity> done = [];
        for (var number = 10; number < Customers; number++)
        {
            for (var times = random.Next(1, 30); times > 0; times--)
            {
                var item = items[(random.Next(Items / 4) * 4) + (random.Next(5) == 0 ? random.Next(4) : number % 4)];
                var at = now.AddMinutes(-random.Next(1, 60 * 24 * 90));
                done.Add(new(Guid.NewGuid(), customers[number].Id, item.Id, random.Next(3) == 0 ? ActivityKind.View : ActivityKind.Purchase, 1, Text: null, at, at, "api", EngagementMass: 1));
            }
        }

        await app.Get<IActivityJournal>().AppendAsync(done, Cancel);
        await app.Get<ItemDirectory>().ReloadAsync(Cancel);
    }

    private static Task ServesAsync(PersonalizeApp app) => TrainedAsync(app, version: 1);

    // A training that was under way already may not have seen all: the one asked for follows it.
    private static async Task RetrainAsync(PersonalizeApp app)
    {
        var training = app.Get<TrainingService>();
        var wanted = (training.Status.Last?.Version ?? 0) + (training.Status.Running is null ? 1 : 2);
        training.Request("manual");
        await TrainedAsync(app, wanted);
    }

    private static async Task TrainedAsync(PersonalizeApp app, long version)
    {
        var training = app.Get<TrainingService>();
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        training.StatusChanged += Look;
        Look(training, EventArgs.Empty);
        await done.Task.WaitAsync(TimeSpan.FromMinutes(2), Cancel);
        training.StatusChanged -= Look;

        void Look(object? sender, EventArgs _)
        {
            if (training.Status is { Running: null, Last.Version: var last } && last >= version) done.TrySetResult();
        }
    }
}

public sealed class SqliteReplayTests : ReplayContract
{
    [Fact]
    public Task Served_lists_replay_identically_after_restarts_and_trainings() => ListsReplayAsync(postgres: null);
}

public sealed class PostgresReplayTests(PostgresCluster cluster) : ReplayContract
{
    [Fact]
    public async Task Served_lists_replay_identically_after_restarts_and_trainings()
    {
        Requires.Postgres(cluster);
        await ListsReplayAsync(await cluster.CreateDatabaseAsync(TestContext.Current.CancellationToken));
    }
}
