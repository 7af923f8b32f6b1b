using Microsoft.EntityFrameworkCore;
using Personalize.Data;
using Personalize.Engine;
using Personalize.Engine.Clusters;
using Personalize.Engine.Interactions;
using Personalize.Web.Customers;
using Personalize.Web.Live;
using Personalize.Web.Training;

namespace Personalize.Web.Segments;

/// <summary>Reads who there is and what they did, and lays it out by the clusters that serve.</summary>
internal sealed class SegmentSurveyor(IDbContextFactory<PersonalizeDb> databases, EngagementRules rules, TimeProvider time)
{
    private const int Seed = 1;

    /// <summary>Reads every customer and activity once: seconds with millions of them. Runs on no thread of the caller.</summary>
    public async Task<SegmentAtlas> SurveyAsync(PublishedModels models, CancellationToken cancellation)
    {
        // SQLite reads on the thread that asks for it, and a circuit's thread has a page to draw.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var now = time.GetUtcNow();
        var decay = await rules.DecayAsync(cancellation);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var data = await TrainingData.ReadAsync(db, models.Set.Settings, decay, now, cancellation);
        var people = await PeopleAsync(db, data.Input.Activities.Customers, new CustomerScores(decay, models, now), cancellation);
        var run = new TrainingRun(Seed, MaxParallelism: 1, Progress: null, cancellation);

        // Arithmetic of up to seconds: a pool thread would be missing for requests.
        return await Task.Factory.StartNew(
            () => new SegmentCartographer(models.Set, data.Input, ClusterSurvey.Of(models.Set, data.Input, run), people).Draw(now),
            cancellation, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    // Who came or went since the other reading counts for nothing until the next one.
    private static async Task<SegmentPerson[]> PeopleAsync(
        PersonalizeDb db, Vocabulary numbers, CustomerScores scores, CancellationToken cancellation)
    {
        var people = new SegmentPerson[numbers.Count];
        Array.Fill(people, new SegmentPerson(Age: null, Gender: null, double.NaN, double.NaN, Activities: 0));
        await foreach (var customer in db.Customers.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellation))
        {
            if (numbers.NumberOf(customer.CustomerId) is >= 0 and var number)
                people[number] = SegmentPerson.Of(scores.View(customer));
        }

        return people;
    }
}
