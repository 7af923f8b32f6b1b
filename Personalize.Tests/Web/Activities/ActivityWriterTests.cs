using Personalize.Tests.Support;
using Personalize.Web.Activities;
using Personalize.Web.Live;

namespace Personalize.Tests.Web.Activities;

public sealed class ActivityWriterTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_answer_comes_after_the_commit_and_the_state_knows_it_by_then()
    {
        using var bench = new WriterBench();
        Assert.Equal(0, (await bench.States.GetAsync(1, Cancellation))!.ActivityCount);
        var answer = bench.Intake.SubmitAsync(WriterBench.View("C1"), Cancellation);
        Assert.False(answer.IsCompleted);

        await bench.StepAsync();

        Assert.Equal(1, Assert.IsType<IntakeResult.Stored>(await answer).Sequence);
        Assert.Equal(1, (await bench.States.GetAsync(1, Cancellation))!.ActivityCount);
    }

    [Fact]
    public async Task What_is_queued_is_one_batch_up_to_its_limit_and_waits_for_no_clock()
    {
        using var bench = new WriterBench();
        var count = ActivityWriter.BatchLimit + 88;
        var answers = bench.Intake.SubmitAsync([.. Enumerable.Repeat(WriterBench.View("C1"), count)], Cancellation);

        await bench.StepAsync();
        Assert.Equal([ActivityWriter.BatchLimit], bench.Journal.BatchSizes);

        await bench.StepAsync();
        Assert.Equal([ActivityWriter.BatchLimit, 88], bench.Journal.BatchSizes);
        Assert.Equal(count, (await answers).OfType<IntakeResult.Stored>().Count());
    }

    [Fact]
    public async Task A_fault_after_collecting_leaves_no_caller_waiting()
    {
        using var bench = new WriterBench();
        bench.Journal.IsBroken = true;
        var answers = bench.Intake.SubmitAsync([WriterBench.View("C1"), WriterBench.View("C2")], Cancellation);

        await Assert.ThrowsAnyAsync<Exception>(bench.StepAsync);

        Assert.All(await answers, answer => Assert.IsType<IntakeResult.Busy>(answer));
    }

    [Fact]
    public async Task Order_is_kept()
    {
        using var bench = new WriterBench();
        var answers = bench.Intake.SubmitAsync([.. Enumerable.Range(1, 100).Select(number => WriterBench.View($"C{number}"))], Cancellation);

        await bench.StepAsync();

        Assert.Equal(Enumerable.Range(1, 100).Select(number => (long)number), (await answers).Cast<IntakeResult.Stored>().Select(stored => stored.Sequence));
    }

    [Fact]
    public async Task A_bad_activity_is_found_by_halving_and_refused_alone()
    {
        using var bench = new WriterBench();
        bench.Journal.Refused.Add(37);
        var answers = bench.Intake.SubmitAsync([.. Enumerable.Range(1, 64).Select(number => WriterBench.View($"C{number}"))], Cancellation);

        await bench.StepAsync();

        var results = await answers;
        Assert.IsType<IntakeResult.Invalid>(results[36]);
        Assert.Equal(63, results.OfType<IntakeResult.Stored>().Count());
        Assert.Equal(63, bench.Journal.Rows.Count);
        // 64 → 32+32 → 16+16 → 8+8 → 4+4 → 2+2 → 1+1: two appends a level below the first.
        Assert.Equal(13, bench.Journal.BatchSizes.Count);
    }

    [Fact]
    public async Task A_repeated_id_is_a_duplicate_and_counts_once()
    {
        using var bench = new WriterBench();
        await bench.States.GetAsync(1, Cancellation);
        var id = Guid.NewGuid();
        var answers = bench.Intake.SubmitAsync([WriterBench.View("C1", id), WriterBench.View("C1", id)], Cancellation);

        await bench.StepAsync();

        Assert.Equal([new IntakeResult.Stored(id, 1), new IntakeResult.Duplicate(id)], await answers);
        Assert.Equal(1, (await bench.States.GetAsync(1, Cancellation))!.ActivityCount);
    }

    [Fact]
    public async Task A_failed_commit_is_tried_again_after_a_wait()
    {
        using var bench = new WriterBench();
        bench.Journal.Failures = 1;
        var answer = bench.Intake.SubmitAsync(WriterBench.View("C1"), Cancellation);
        var step = bench.StepAsync();
        await Until.ReachedAsync(() => bench.Health.Problem is not null);

        await bench.PlayAsync(step, WriterBackoff.FirstWait);

        Assert.IsType<IntakeResult.Stored>(await answer);
        Assert.Null(bench.Health.Problem);
    }

    [Fact]
    public async Task A_commit_whose_answer_was_lost_reloads_the_state()
    {
        using var bench = new WriterBench();
        await bench.States.GetAsync(1, Cancellation);
        (bench.Journal.Failures, bench.Journal.LosesAnswers) = (1, true);
        var answer = bench.Intake.SubmitAsync(WriterBench.View("C1"), Cancellation);
        await bench.PlayAsync(bench.StepAsync(), WriterBackoff.FirstWait);

        Assert.IsType<IntakeResult.Duplicate>(await answer);
        Assert.Equal(1, (await bench.States.GetAsync(1, Cancellation))!.ActivityCount);
        Assert.Equal(2, bench.StateLoads);
    }

    [Fact]
    public async Task An_outage_gives_the_batch_back_as_busy()
    {
        using var bench = new WriterBench();
        bench.Journal.Failures = int.MaxValue;
        var answer = bench.Intake.SubmitAsync(WriterBench.View("C1"), Cancellation);
        await bench.PlayAsync(bench.StepAsync(), WriterBackoff.LongestWait);

        Assert.IsType<IntakeResult.Busy>(await answer);
    }

    [Fact]
    public async Task A_full_queue_is_busy_after_its_patience()
    {
        using var bench = new WriterBench(capacity: 2);
        var answers = bench.Intake.SubmitAsync([.. Enumerable.Repeat(WriterBench.View("C1"), 3)], Cancellation);
        Assert.False(answers.IsCompleted);

        bench.Time.Advance(ActivityQueue.Patience);
        await bench.StepAsync();

        var results = await answers;
        Assert.Equal(2, results.OfType<IntakeResult.Stored>().Count());
        Assert.IsType<IntakeResult.Busy>(results[2]);
        Assert.Equal(2, bench.Journal.Rows.Count);
    }

    [Fact]
    public async Task Invalid_activities_do_not_hold_up_the_others()
    {
        using var bench = new WriterBench();
        var answers = bench.Intake.SubmitAsync(
            [WriterBench.View("nobody"), WriterBench.View("C1"), WriterBench.View("C1") with { Sku = "S2" }], Cancellation);

        await bench.StepAsync();

        var results = await answers;
        Assert.Contains("customer_id", Assert.IsType<IntakeResult.Invalid>(results[0]).Errors.Keys);
        Assert.IsType<IntakeResult.Stored>(results[1]);
        Assert.Contains("sku", Assert.IsType<IntakeResult.Invalid>(results[2]).Errors.Keys);
    }

    [Fact]
    public async Task A_closed_queue_is_drained_and_then_ends()
    {
        using var bench = new WriterBench();
        var answer = bench.Intake.SubmitAsync(WriterBench.View("C1"), Cancellation);
        bench.Queue.Close();

        Assert.True(await bench.Writer.StepAsync());
        Assert.False(await bench.Writer.StepAsync());
        Assert.IsType<IntakeResult.Stored>(await answer);
        Assert.IsType<IntakeResult.Busy>(await bench.Intake.SubmitAsync(WriterBench.View("C1"), Cancellation));
    }

    [Fact]
    public async Task The_overview_shows_what_was_stored_and_a_dash_before()
    {
        using var bench = new WriterBench();
        Assert.Null(bench.Overview.Current.ActivitiesPerSecond.Value);
        Assert.Null(bench.Overview.Current.NewestActivityAt);
        var answers = bench.Intake.SubmitAsync([.. Enumerable.Repeat(WriterBench.View("C1"), 20)], Cancellation);
        await bench.StepAsync();
        await answers;

        bench.Time.Advance(TimeSpan.FromSeconds(10));
        bench.Overview.Tick();

        var now = bench.Overview.Current;
        Assert.Equal(2, now.ActivitiesPerSecond.Value);
        Assert.Equal(1, now.ActiveCustomers.Value);
        Assert.Equal(20, now.Stream.Length);
        Assert.Equal(20, now.Windows[Personalize.Web.Live.LiveRange.QuarterHour].Total);
        Assert.Equal(new Mover(1, "Thing", 20, 0), Assert.Single(now.Movers));
        Assert.Null(now.ServeMilliseconds.Value);
    }
}
