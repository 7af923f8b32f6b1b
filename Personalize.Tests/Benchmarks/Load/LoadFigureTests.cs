extern alias benchmarks;

using System.Diagnostics;
using System.Text;
using System.Text.Json;
using benchmarks::Personalize.Benchmarks.Load;
using benchmarks::Personalize.Benchmarks.Load.Posting;

namespace Personalize.Tests.Benchmarks.Load;

/// <summary>The arithmetic behind the figures of `load`.</summary>
public sealed class LoadFigureTests
{
    private static readonly long Millisecond = Stopwatch.Frequency / 1000;

    [Fact]
    public void Percentiles_are_exact_to_a_tenth_of_a_millisecond()
    {
        var waits = new LatencyHistogram();
        for (var wait = 1; wait <= 100; wait++) waits.Add(0, wait * Millisecond);

        var read = waits.Read();

        Assert.Equal(100, read.Count);
        Assert.Equal((50.1, 95.1, 99.1, 100), (read.P50!.Value, read.P95!.Value, read.P99!.Value, read.Longest!.Value));
    }

    [Fact]
    public void Beyond_a_minute_only_the_longest_is_exact()
    {
        var waits = new LatencyHistogram();
        waits.Add(0, 90_000 * Millisecond);

        Assert.Equal((60_000.1, 90_000), (waits.Read().P99!.Value, waits.Read().Longest!.Value));
    }

    [Fact]
    public void Nothing_measured_is_missing_and_not_zero() => Assert.Equal(new Latency(0, null, null, null, null), new LatencyHistogram().Read());

    [Fact]
    public void Drained_times_are_counted_once()
    {
        var (all, own) = (new LatencyHistogram(), new LatencyHistogram());
        own.Add(0, Millisecond);
        all.Drain(own);
        all.Drain(own);

        Assert.Equal((1, 0), (all.Read().Count, own.Read().Count));
    }

    // Stored as 1, 2, 3; the first is told of 2 and then 3, the second of somebody else's and then 1.
    [Fact]
    public void Whoever_is_told_of_an_activity_is_told_of_all_before_it()
    {
        AcceptedActivity[] accepted = [new(30, 3, 0), new(10, 1, 0), new(20, 2, 0)];
        Telling[] first = [new(100 * Millisecond, 2), new(200 * Millisecond, 3)];
        Telling[] second = [new(50 * Millisecond, long.MinValue), new(400 * Millisecond, 1)];

        var receipts = Receipts.Of(accepted, [first, second]);

        Assert.Equal(4, receipts.Waits.Count);
        Assert.Equal(4 / 6.0, receipts.Share!.Value, 1e-9);
        Assert.Equal(400, receipts.Waits.Longest);
        Assert.Equal(400, receipts.SlowestP95);
    }

    [Fact]
    public void Without_activities_the_share_received_is_missing() => Assert.Null(Receipts.Of([], [[]]).Share);

    [Theory]
    [InlineData("""{"activity_id":"a","status":"stored","sequence":7}""", "stored 7")]
    [InlineData("""{"activity_id":"a","status":"duplicate","sequence":null}""", "duplicate ")]
    [InlineData(
        """{"stored":1,"duplicate":0,"invalid":1,"busy":1,"results":[{"status":"stored","activity_id":"a","sequence":8},{"status":"invalid","errors":{"type":["x"]}},{"status":"busy"}]}""",
        "stored 8, invalid , busy ")]
    [InlineData("""{"stored":0,"results":[]}""", "")]
    public void What_became_of_each_activity_is_read_in_order(string body, string expected) => Assert.Equal(
        expected, string.Join(", ", PostAnswer.Read(Encoding.UTF8.GetBytes(body)).Select(result => $"{result.Status} {result.Sequence}")));

    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    public void No_two_activities_have_the_same_time(int count)
    {
        var drafts = new ActivityDrafts(new Population(["c"], ["i"]), seed: 1, TimeProvider.System);
        Draft[] two = [drafts.Next(count), drafts.Next(count)];

        Assert.Equal(2 * count, two.SelectMany(draft => draft.Times).Distinct().Count());
        using var body = JsonDocument.Parse(two[0].Body);
        Assert.Equal(count == 1 ? JsonValueKind.Object : JsonValueKind.Array, body.RootElement.ValueKind);
    }
}
