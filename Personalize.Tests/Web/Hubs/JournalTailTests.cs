using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Personalize.Tests.Data;
using Personalize.Web.Hubs;
using Personalize.Web.Live;

namespace Personalize.Tests.Web.Hubs;

/// <summary>Many who follow one customer, and a journal that is asked once for all of them.</summary>
public sealed class JournalTailTests : JournalSuite, IClassFixture<SqliteDatabase>, IDisposable
{
    private readonly ChangeFeed _feed = new(new FakeTimeProvider());
    private readonly CountingReader _journal;
    private readonly JournalTail _tail;

    public JournalTailTests(SqliteDatabase database)
        : base(database)
    {
        _journal = new CountingReader(new MissedReader(Database.Contexts, Options.Create(new LiveHubOptions())));
        _tail = new JournalTail(_journal, _feed);
    }

    public void Dispose() => _tail.Dispose();

    [Fact]
    public async Task However_many_follow_a_customer_a_change_is_read_once()
    {
        var customer = await Database.AddCustomerAsync();
        var position = await StoreAsync(customer, 1);
        await _tail.OfCustomerAsync(customer, position, Cancellation);
        var asked = _journal.Asked;

        var newest = await StoreAsync(customer, 3);
        for (var follower = 0; follower < 50; follower++)
            Assert.Equal(new Missed(newest, 3, MustReload: false), await _tail.OfCustomerAsync(customer, position, Cancellation));

        Assert.Equal(asked + 1, _journal.Asked);
    }

    [Fact]
    public async Task Each_of_many_readers_counts_each_activity_once_beside_a_writer()
    {
        const int readers = 4;
        const int batches = 200;
        var customer = await Database.AddCustomerAsync();
        var writing = Task.Run(
            async () =>
            {
                for (var batch = 0; batch < batches; batch++)
                    await StoreAsync(customer, 2);
            },
            Cancellation);

        var sums = await Task.WhenAll(Enumerable.Range(0, readers).Select(_ => Task.Run(() => SumAsync(customer, writing), Cancellation)));

        await writing;
        Assert.All(sums, sum => Assert.Equal(batches * 2, sum));
    }

    [Theory]
    [InlineData(KnownSequences.Kept)]
    [InlineData(KnownSequences.Kept + 1)]
    [InlineData(KnownSequences.Kept * 3)]
    public async Task Whoever_is_further_behind_than_is_remembered_is_counted_from_the_tables(int stored)
    {
        var customer = await Database.AddCustomerAsync();
        var position = await StoreAsync(customer, 1);
        await _tail.OfCustomerAsync(customer, position, Cancellation);

        var newest = await StoreAsync(customer, stored);
        var one = await StoreAsync(customer, 1);

        Assert.Equal(new Missed(one, stored + 1, MustReload: false), await _tail.OfCustomerAsync(customer, position, Cancellation));
        Assert.Equal(new Missed(one, 1, MustReload: false), await _tail.OfCustomerAsync(customer, newest, Cancellation));
        Assert.Equal(new Missed(one, 0, MustReload: true), await _tail.OfCustomerAsync(customer, one + 1, Cancellation));
    }

    [Fact]
    public async Task What_the_journal_could_not_say_is_asked_again()
    {
        var customer = await Database.AddCustomerAsync();
        var position = await StoreAsync(customer, 1);
        await _tail.OfCustomerAsync(customer, position, Cancellation);
        var newest = await StoreAsync(customer, 1);

        _journal.Fault = new IOException("gone");
        await Assert.ThrowsAsync<IOException>(() => _tail.OfCustomerAsync(customer, position, Cancellation));
        _journal.Fault = null;

        Assert.Equal(new Missed(newest, 1, MustReload: false), await _tail.OfCustomerAsync(customer, position, Cancellation));
    }

    private async Task<int> SumAsync(int customer, Task writing)
    {
        var (position, sum, last) = (0L, 0, false);
        while (!last)
        {
            last = writing.IsCompleted;
            var missed = await _tail.OfCustomerAsync(customer, position, Cancellation);
            (position, sum) = (missed.Position, sum + missed.Activities);
        }

        return sum;
    }

    private async Task<long> StoreAsync(int customer, int count)
    {
        var sequences = await Database.Journal.AppendAsync([.. Enumerable.Range(0, count).Select(_ => View(customer))], Cancellation);
        _feed.Publish(new CustomerChanged(customer, Aspects.Engagement | Aspects.Recommendations));
        return sequences[^1];
    }

    private sealed class CountingReader(MissedReader inner) : IJournalReader
    {
        private int _asked;

        public int Asked => Volatile.Read(ref _asked);

        public Exception? Fault { get; set; }

        public Task<Missed> OfCustomerAsync(int customer, long? since, CancellationToken cancellation) =>
            Ask(() => inner.OfCustomerAsync(customer, since, cancellation));

        public Task<Missed> OfAllAsync(long? since, CancellationToken cancellation) => Ask(() => inner.OfAllAsync(since, cancellation));

        public Task<IReadOnlyList<long>> AfterAsync(int customer, long after, int most, CancellationToken cancellation) =>
            Ask(() => inner.AfterAsync(customer, after, most, cancellation));

        private Task<T> Ask<T>(Func<Task<T>> question)
        {
            Interlocked.Increment(ref _asked);
            return Fault is { } fault ? Task.FromException<T>(fault) : question();
        }
    }
}
