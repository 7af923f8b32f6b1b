using Microsoft.Extensions.Options;
using Personalize.Tests.Data;
using Personalize.Web.Hubs;

namespace Personalize.Tests.Web.Hubs;

public sealed class SqliteMissedReaderTests(SqliteDatabase database) : MissedReaderContract(database), IClassFixture<SqliteDatabase>;

public sealed class PostgresMissedReaderTests(PostgresDatabase database) : MissedReaderContract(database), IClassFixture<PostgresDatabase>;

/// <summary>From position to position nothing is left out and nothing comes twice, on either database.</summary>
public abstract class MissedReaderContract(TestDatabase database) : JournalSuite(database)
{
    private const int Most = 1_000;

    private MissedReader Reader => new(Database.Contexts, Options.Create(new LiveHubOptions { MostMissed = Most }));

    [Fact]
    public async Task Reading_beside_several_writers_counts_each_activity_once()
    {
        const int writers = 4;
        const int batches = 25;
        Database.Require();
        var (customer, other) = (await Database.AddCustomerAsync(), await Database.AddCustomerAsync());
        var writing = Task.WhenAll(Enumerable.Range(0, writers).Select(_ => Task.Run(
            async () =>
            {
                for (var batch = 0; batch < batches; batch++)
                    await Database.Journal.AppendAsync([View(other), View(customer), View(customer)], Cancellation);
            },
            Cancellation)));

        var (position, sum, last) = (0L, 0, false);
        while (!last)
        {
            last = writing.IsCompleted;
            var missed = await Reader.OfCustomerAsync(customer, position, Cancellation);
            Assert.False(missed.MustReload);
            Assert.True(missed.Position >= position);
            (position, sum) = (missed.Position, sum + missed.Activities);
        }

        await writing;
        Assert.Equal(writers * batches * 2, sum);
    }

    [Fact]
    public async Task A_customer_without_activities_stands_at_zero()
    {
        Database.Require();
        var customer = await Database.AddCustomerAsync();

        Assert.Equal(new Missed(0, 0, MustReload: true), await Reader.OfCustomerAsync(customer, null, Cancellation));
        Assert.Equal(new Missed(0, 0, MustReload: false), await Reader.OfCustomerAsync(customer, 0, Cancellation));
    }

    [Theory]
    [InlineData(Most, false)]
    [InlineData(Most + 1, true)]
    public async Task More_than_the_most_are_not_counted(int stored, bool reload)
    {
        Database.Require();
        var customer = await Database.AddCustomerAsync();
        var sequences = await Database.Journal.AppendAsync([.. Enumerable.Range(0, stored).Select(_ => View(customer))], Cancellation);

        var missed = await Reader.OfCustomerAsync(customer, 0, Cancellation);

        Assert.Equal(new Missed(sequences[^1], reload ? 0 : stored, reload), missed);
    }

    [Fact]
    public async Task All_customers_together_are_counted_too()
    {
        Database.Require();
        var (one, other) = (await Database.AddCustomerAsync(), await Database.AddCustomerAsync());
        var sequences = await Database.Journal.AppendAsync([View(one), View(other), View(one)], Cancellation);

        Assert.Equal(new Missed(sequences[2], 2, MustReload: false), await Reader.OfAllAsync(sequences[0], Cancellation));
    }
}
